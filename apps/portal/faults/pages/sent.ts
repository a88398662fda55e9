// What happens next, for whoever filed a report; and the institution's confirmation of one that was filed without signing in.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { parcelItems } from '../../../../lib/fault-report/index.ts';
import { facts, list, portalPage, section, type View, writeTime } from '../../pages/frame.ts';
import type { Report } from '../store.ts';
import { sayFaults } from './say.ts';

/** The limited view that the receipt's address opens: number, state, letter; no name, address or phone. */
export function sentPage(view: View, report: Report, hasPicture: boolean): Html {
  const say = sayFaults(view.language);
  const state = report.state === 'draft' ? 'draft' : report.state === 'closed' ? 'closed' : 'under-way';
  const title = say(`faults.sent.${state}`);
  const next = [say('faults.sent.next.desk'), say('faults.sent.next.courier'), say('faults.sent.next.letter')];
  const address = `/faults/sent/${report.receipt}`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${state === 'draft' ? html`<p class="ds-alert" data-color="warning">${say(report.notify === null ? 'faults.sent.draft.no-mail' : 'faults.sent.draft.text')}</p>` : ''}
${facts([
  [say('faults.number'), report.number],
  [say('faults.state'), say(`faults.state.${report.state}`)],
  [say('faults.filed'), writeTime(report.created_at, view.language)],
])}
${
  state === 'closed'
    ? ''
    : html`${section(say('faults.sent.next'), list(next))}
${section(say('faults.sent.parcel'), list(parcelItems.map((item) => say(`faults.parcel.${item}`))))}
<div class="actions"><a class="ds-button" href="${address}/letter">${say('faults.letter')}</a></div>
${section(say('faults.picture'), hasPicture ? html`<p class="ds-paragraph">${say('faults.picture.there')}</p>` : pictureForm(view, address))}`
}`;
  return portalPage(view, { id: 'portal.fault-sent', state, title, main, scripts: ['fault-report.js'] });
}

function pictureForm({ language }: View, address: string): Html {
  const say = sayFaults(language);
  return html`<p class="ds-paragraph">${say('faults.picture.text')}</p>
<form class="stack" method="post" action="${address}/picture" enctype="multipart/form-data">
<div class="ds-field"><label class="ds-label" for="picture">${say('faults.picture.label')}</label>
<input class="ds-input" type="file" id="picture" name="picture" accept="image/jpeg,image/png,image/webp" required></div>
<button class="ds-button" data-variant="secondary" type="submit">${say('faults.picture.send')}</button>
</form>`;
}

export function confirmPage(view: View, report: Report): Html {
  const say = sayFaults(view.language);
  const title = say('faults.confirm.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('faults.confirm.text')}</p>
${facts([
  [say('faults.number'), report.number],
  [say('faults.field.serial'), report.serial],
  [say('faults.field.reporter'), report.reporter],
  [say('faults.filed'), writeTime(report.created_at, view.language)],
])}
<form method="post" action="/faults/confirm/${report.confirm_key}"><div class="actions">
<button class="ds-button" type="submit" name="event" value="confirm">${say('faults.event.confirm')}</button>
<button class="ds-button" data-variant="secondary" type="submit" name="event" value="withdraw">${say('faults.event.withdraw')}</button>
</div></form>`;
  return portalPage(view, { id: 'portal.fault-confirm', title, main });
}
