// Government windows near a postcode: where they are, whether they are open now, when they open next, and who says so.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import {
  type GovernmentWindow,
  type GovernmentWindows,
  type LocalTime,
  openingAt,
  weekdays,
} from '../../../../lib/government-window/index.ts';
import type { Language } from '../../../../lib/phrases/index.ts';
import { portalPage, type View } from '../../pages/frame.ts';
import { sayGuide, writeDay } from './say.ts';

type Near = { readonly window: GovernmentWindow; readonly kilometres: number };

export type Search =
  | { readonly kind: 'asked' }
  | { readonly kind: 'wrong-postcode'; readonly postcode: string }
  | { readonly kind: 'found'; readonly postcode: string; readonly found: readonly Near[]; readonly now: LocalTime };

export function windowsPage(view: View, search: Search, { source, asOf, closedDays }: GovernmentWindows): Html {
  const { language } = view;
  const say = sayGuide(language);
  const wrong = search.kind === 'wrong-postcode';
  const main = html`<h1 class="ds-heading" data-size="lg">${say('windows.title')}</h1>
<p class="ds-paragraph">${say('windows.lead')}</p>
<form method="get" action="/windows" novalidate>
<div class="ds-field">
<label class="ds-label" for="postcode">${say('windows.postcode')}</label>
<div data-field="description" id="postcode-hint">${say('windows.postcode.hint')}</div>
<input class="ds-input" id="postcode" name="postcode" inputmode="numeric" autocomplete="postal-code" maxlength="8" size="8" value="${search.kind === 'asked' ? '' : search.postcode}" aria-describedby="postcode-hint${wrong ? ' postcode-fault' : ''}"${wrong ? html` aria-invalid="true"` : ''}>
${wrong ? html`<p class="ds-validation-message" data-field="validation" id="postcode-fault" role="alert">${say('windows.wrong-postcode')}</p>` : ''}
</div>
<div class="actions"><button class="ds-button" type="submit">${say('windows.search')}</button></div>
</form>
${search.kind === 'found' ? found(search.found, search.now, closedDays, language) : ''}
<p class="ds-paragraph">${say('windows.source', { source: source[language], asOf: writeDay(asOf, language) })}</p>`;
  return portalPage(view, { id: 'portal.windows', state: search.kind, title: say('windows.title'), main });
}

function found(near: readonly Near[], now: LocalTime, closedDays: readonly string[], language: Language): Html {
  const say = sayGuide(language);
  return html`<h2 class="ds-heading" data-size="sm">${say('windows.found')}</h2>
<ul class="choices">${near.map(
    ({ window, kilometres }) => html`<li>
<h3 class="ds-heading" data-size="xs">${window.name}</h3>
<p class="ds-paragraph">${window.postcode} ${window.town}, ${window.address}</p>
<p class="ds-paragraph">${kilometres === 0 ? say('windows.here') : say('windows.kilometres', { kilometres: Math.round(kilometres) })}</p>
<p class="ds-paragraph"><strong>${opening(window, now, closedDays, language)}</strong></p>
<details class="ds-details"><summary>${say('windows.hours')}</summary>${hours(window, language)}</details>
</li>`,
  )}</ul>`;
}

function opening({ hours }: GovernmentWindow, now: LocalTime, closedDays: readonly string[], language: Language): string {
  const say = sayGuide(language);
  const state = openingAt(hours, closedDays, now);
  if (state.kind === 'open') return say('windows.open', { until: state.until });
  if (state.kind === 'closed-for-long') return say('windows.closed-for-long');
  return say('windows.closed', { opens: `${writeDay(state.opens.date, language, true)} ${state.opens.time}` });
}

function hours({ hours }: GovernmentWindow, language: Language): Html {
  const say = sayGuide(language);
  return html`<dl class="facts">${weekdays.map((day) => {
    const span = hours[day];
    return html`<dt>${say(`windows.day.${day}`)}</dt><dd>${span === null ? say('windows.no-hours') : `${span.from}–${span.to}`}</dd>`;
  })}</dl>`;
}
