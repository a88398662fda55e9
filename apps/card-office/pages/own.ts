// The holder's landing page: the own cards and their state.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { type CalendarDate, writeDate } from '../../../lib/person/index.ts';
import type { Holder } from '../account.ts';
import type { View } from '../area.ts';
import type { CardRow } from '../tables.ts';
import { facts, officePage, sayIn } from './frame.ts';

export function ownPage(view: View & { readonly account: Holder }, cards: readonly CardRow[]): Html {
  const say = sayIn(view.language);
  const day = (date: string) => writeDate(date as CalendarDate, view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('office.own.title')}</h1>
${cards.map(
  (card) =>
    html`<article class="ds-card"><h2 class="ds-heading" data-size="xs"><a class="ds-link" href="/own/cards/${card.id}">${card.document_number}</a></h2>${facts(
      [
        [say('office.facts.state'), say(`office.state.${card.state}`)],
        [say('office.facts.issued'), day(card.issued)],
        [say('office.facts.expires'), card.expires === null ? say('office.facts.never') : day(card.expires)],
      ],
    )}</article>`,
)}`;
  return officePage(view, { id: 'office.own', title: say('office.own.title'), main });
}
