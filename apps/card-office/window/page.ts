// The pages of the acts at the window: one form an act, that it was done, and what the chip holds.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { AuthenticationRight } from '../../../lib/cvc/index.ts';
import { type CalendarDate, parseCalendarDate, writeDate } from '../../../lib/person/index.ts';
import { officeWindow as en } from '../../../lib/phrases/en/office-window.ts';
import { officeWindow as hu } from '../../../lib/phrases/hu/office-window.ts';
import { type Language, type Speaker, speaker } from '../../../lib/phrases/index.ts';
import type { View } from '../area.ts';
import { type Filled, formPen } from '../pages/form.ts';
import { facts, officePage, section } from '../pages/frame.ts';
import type { CardRow } from '../tables.ts';
import { type ActName, actsFor, type Content } from './acts.ts';

export const sayWindow = (language: Language): Speaker<typeof hu> => speaker(hu, en, language);

/** What a clerk may do with the card now, as links of its page. */
export function actLinks({ language }: View, card: CardRow): Html {
  const say = sayWindow(language);
  const names = actsFor(card);
  if (names.length === 0) return html``;
  return section(
    say('act.title'),
    html`<ul class="ds-list">${names.map((act) => html`<li><a class="ds-link" href="/cards/${card.id}/acts/${act}">${say(`act.${act}`)}</a></li>`)}</ul>`,
  );
}

export function actPage(view: View, { act, card, filled }: { act: ActName; card: CardRow; filled: Filled }): Html {
  const say = sayWindow(view.language);
  const pen = formPen(view.language, filled);
  const main = html`${pen.summary()}<h1 class="ds-heading" data-size="lg">${say(`act.${act}`)}</h1>
<p class="ds-paragraph">${say(`act.${act}.text`)}</p>
<p class="ds-paragraph">${say('act.lead')}</p>
<form class="stack" method="post" action="/cards/${card.id}/acts/${act}">
<input type="hidden" name="version" value="${card.version}">
${pen.tick('identified', { label: say('act.identified') })}
${
  act === 'address-changed'
    ? html`${pen.input('street', { label: say('act.street') })}${pen.input('city', { label: say('act.city') })}${pen.input('postalCode', { label: say('act.postalCode'), numeric: true })}`
    : ''
}
${pen.input('reason', { label: say('act.reason'), hint: say('act.reason.hint') })}
${pen.input('can', { label: say('act.can'), hint: say('act.can.hint'), numeric: true })}
${act === 'content-shown' ? pen.input('number', { label: say('act.number'), hint: say('act.number.hint'), numeric: true }) : ''}
<div class="actions"><button class="ds-button" type="submit">${say(`act.${act}`)}</button>
<a class="ds-button" data-variant="tertiary" href="/cards/${card.id}">${say('act.to-card')}</a></div>
</form>`;
  const state = Object.keys(filled.faults).length > 0 ? 'refused' : act;
  return officePage(view, { id: 'office.act', state, title: say(`act.${act}`), main });
}

export function actDonePage(view: View, { act, card }: { act: ActName; card: CardRow }): Html {
  const say = sayWindow(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say(`act.${act}`)}</h1>
<p class="ds-alert" data-color="success">${say('act.done')}</p>
<div class="actions"><a class="ds-button" href="/cards/${card.id}">${say('act.to-card')}</a></div>`;
  return officePage(view, { id: 'office.act', state: 'done', title: say(`act.${act}`), main });
}

/** What the EESZT's certificate may read, as data: `apps/pki/policy.ts` grants it. */
const readByEeszt: readonly AuthenticationRight[] = ['readDg4', 'readDg5', 'readDg8', 'readDg12'];

/** The content, and who may read which of it, by the rights of the terminals' certificates. */
export function contentPage(
  view: View,
  { card, contents, windowRights }: { card: CardRow; contents: readonly Content[]; windowRights: readonly AuthenticationRight[] },
): Html {
  const say = sayWindow(view.language);
  const who = (right: AuthenticationRight) =>
    readByEeszt.includes(right) ? 'content.who.eeszt' : windowRights.includes(right) ? 'content.who.window' : 'content.who.nobody';
  const value = ({ name, right, text }: Content) => {
    if (!windowRights.includes(right)) return say('content.not-here');
    if (text === undefined) return say('content.empty');
    if (name === 'writtenSignature') return say('content.octets', { count: text });
    const day = parseCalendarDate(text);
    return day === undefined ? text : writeDate(day as CalendarDate, view.language);
  };
  const heads = ['group', 'value', 'who'] as const;
  const main = html`<h1 class="ds-heading" data-size="lg">${say('content.title')}</h1>
<p class="ds-paragraph">${say('content.lead')}</p>
${facts([[card.document_number, say('content.eeszt')]])}
<div class="scroll" tabindex="0" role="region" aria-label="${say('content.title')}"><table class="ds-table" data-size="sm">
<thead><tr>${heads.map((head) => html`<th scope="col">${say(`content.${head}`)}</th>`)}</tr></thead>
<tbody>${contents.map(
    (content) =>
      html`<tr><th scope="row">DG${content.number} ${say(`content.${content.name}`)}</th><td>${value(content)}</td><td>${say(who(content.right))}</td></tr>`,
  )}</tbody></table></div>
<div class="actions"><a class="ds-button" href="/pad?next">${say('content.next')}</a></div>`;
  return officePage(view, { id: 'office.content', title: say('content.title'), main, wide: true });
}
