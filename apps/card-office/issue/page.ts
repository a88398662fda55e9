// The page of a card that is being made: print the codes, close it, hand it over.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { type CalendarDate, fullName, writeDate } from '../../../lib/person/index.ts';
import type { View } from '../area.ts';
import { formPen } from '../pages/form.ts';
import { facts, officePage, section } from '../pages/frame.ts';
import type { CardRow, HolderRow } from '../tables.ts';
import { sayIssue } from './phrases.ts';

export interface Making {
  readonly card: CardRow;
  readonly holder: HolderRow;
  /** The hand-over was asked for without every statement. */
  readonly unconfirmed?: true;
}

export function makingPage(view: View, making: Making): Html {
  const say = sayIssue(view.language);
  const { card, holder } = making;
  const { family, given, title } = holder;
  const { state, body } = parts(view, making);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('issue.title')}</h1>
${facts([
  [say('issue.facts.name'), fullName({ family, given, ...(title !== null && { title }) })],
  [say('issue.facts.document'), card.document_number],
  [say('issue.facts.expires'), card.expires === null ? say('issue.facts.never') : writeDate(card.expires as CalendarDate, view.language)],
])}
${body}`;
  return officePage(view, { id: 'office.making', state, title: say('issue.title'), main });
}

function parts(view: View, making: Making): { readonly state: string; readonly body: Html } {
  const { card } = making;
  if (card.state === 'in-production') return { state: 'codes', body: codes(view, card) };
  if (card.state === 'ready')
    return {
      state: making.unconfirmed ? 'unconfirmed' : card.generation === null ? 'ready-no-chip' : 'ready',
      body: handOver(view, making),
    };
  return card.state === 'void'
    ? { state: 'void', body: ended(view, card, 'issue.void.lead') }
    : { state: 'handed', body: ended(view, card, 'issue.handed.lead') };
}

function codes({ language }: View, { id }: CardRow): Html {
  const say = sayIssue(language);
  return html`<p class="ds-paragraph">${say('issue.codes.lead')}</p>
<p class="ds-alert" data-color="warning">${say('issue.codes.failed')}</p>
<div class="actions"><form method="post" action="/cards/${id}/making/print"><button class="ds-button" type="submit">${say('issue.codes.print')}</button></form>
<form method="post" action="/cards/${id}/making/finish"><button class="ds-button" data-variant="secondary" type="submit">${say('issue.codes.finish')}</button></form></div>
${section(
  say('issue.give-up'),
  html`<p class="ds-paragraph">${say('issue.give-up.text')}</p>
<form method="post" action="/cards/${id}/making/give-up"><button class="ds-button" data-variant="tertiary" data-color="danger" type="submit">${say('issue.give-up.button')}</button></form>`,
)}`;
}

function handOver({ language }: View, { card, unconfirmed }: Making): Html {
  const say = sayIssue(language);
  const pen = formPen(language, { typed: {}, faults: unconfirmed ? { identified: say('issue.ready.confirm') } : {} });
  const second = card.generation === null ? 'issue.ready.no-chip' : 'issue.ready.codes';
  return html`${pen.summary()}<p class="ds-paragraph">${say('issue.ready.lead')}</p>
<form class="stack" method="post" action="/cards/${card.id}/hand-over">
<input type="hidden" name="version" value="${card.version}">
${pen.tick('identified', { label: say('issue.ready.identified') })}
${pen.tick('said', { label: say(second) })}
<div class="actions"><button class="ds-button" type="submit">${say('issue.ready.button')}</button></div>
</form>`;
}

function ended({ language }: View, { id }: CardRow, lead: 'issue.void.lead' | 'issue.handed.lead'): Html {
  const say = sayIssue(language);
  return html`<p class="ds-paragraph">${say(lead)}</p>
<div class="actions"><a class="ds-button" href="/cards/${id}">${say('issue.to-card')}</a>
<a class="ds-button" data-variant="secondary" href="/window">${say('issue.to-window')}</a></div>`;
}
