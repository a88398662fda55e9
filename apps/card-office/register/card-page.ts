// A card in the register, for clerks: its holder, its state, and everything that happened to it.

import { html } from 'hono/html';
import type { Selectable } from 'kysely';
import type { Html } from '../../../io/http/index.ts';
import { type CalendarDate, fullName, writeDate } from '../../../lib/person/index.ts';
import type { View } from '../area.ts';
import { activationWay } from '../pad/pages.ts';
import { facts, officePage, sayIn, section } from '../pages/frame.ts';
import { replacementWay } from '../replacement/pages.ts';
import type { CardRow, EventRow, HolderRow } from '../tables.ts';
import { sayRegister } from './phrases.ts';

export interface CardView {
  readonly card: CardRow;
  readonly holder: HolderRow;
  readonly others: readonly CardRow[];
  readonly events: readonly Selectable<EventRow>[];
  /** What a clerk may do with it now. */
  readonly acts?: Html;
}

export function cardPage(view: View, { card, holder, others, events, acts }: CardView): Html {
  const { language } = view;
  const [say, sayCard] = [sayRegister(language), sayIn(language)];
  const day = (date: string) => writeDate(date as CalendarDate, language);
  const { family, given, title } = holder;
  const title_ = say('card.title', { number: card.document_number });
  const making = card.state === 'in-production' || card.state === 'ready';
  const eid = card.generation === null ? 'card.eid.none' : card.eid_active ? 'card.eid.on' : 'card.eid.off';
  const main = html`<h1 class="ds-heading" data-size="lg">${title_}</h1>
${section(
  say('card.card'),
  facts([
    [say('card.state'), sayCard(`office.state.${card.state}`)],
    [say('card.kind'), say(`card.kind.${card.kind}`)],
    [say('card.issued'), day(card.issued)],
    [say('card.expires'), card.expires === null ? say('card.never') : day(card.expires)],
    [say('card.eid'), say(eid)],
    [say('card.activated'), card.activated === null ? undefined : say(card.activated ? 'card.activated.yes' : 'card.activated.no')],
  ]),
)}
${making ? html`<p><a class="ds-button" href="/cards/${card.id}/making">${say('card.making')}</a></p>` : ''}
${card.generation === null || making || card.state === 'void' ? '' : replacementWay(language, card.id)}
${card.activated === false && (card.state === 'ready' || card.state === 'in-use') ? activationWay(language, card.id) : ''}
${acts ?? ''}
${section(
  say('card.holder'),
  facts([
    [say('card.holder.name'), fullName({ family, given, ...(title !== null && { title }) })],
    [say('card.holder.birth'), day(holder.date_of_birth)],
    [say('card.holder.address'), [holder.postal_code, holder.city, holder.street].filter((part) => part !== null).join(' ') || undefined],
  ]),
)}
${
  others.length === 0
    ? ''
    : section(
        say('card.others'),
        html`<ul class="ds-list">${others.map(
          (other) =>
            html`<li><a class="ds-link" href="/cards/${other.id}">${other.document_number}</a> (${sayCard(`office.state.${other.state}`)})</li>`,
        )}</ul>`,
      )
}
${section(say('card.events'), table(view, events))}`;
  return officePage(view, { id: 'office.card', state: card.state, title: title_, main, wide: true });
}

const zone = { timeZone: 'Europe/Budapest', dateStyle: 'long', timeStyle: 'short' } as const;
const times = { hu: new Intl.DateTimeFormat('hu', zone), en: new Intl.DateTimeFormat('en-GB', zone) };

function table({ language }: View, events: CardView['events']): Html {
  const say = sayRegister(language);
  const heads = ['at', 'what', 'who', 'reason'] as const;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say('card.events')}"><table class="ds-table" data-size="sm">
<thead><tr>${heads.map((head) => html`<th scope="col">${say(`card.events.${head}`)}</th>`)}</tr></thead>
<tbody>${events.map(
    ({ at, kind, actor, clerk, reason }) =>
      html`<tr><td>${times[language].format(at)}</td><th scope="row">${say(`event.${kind}`)}</th><td>${clerk ?? say(`actor.${actor}`)}</td><td>${reason ?? ''}</td></tr>`,
  )}</tbody></table></div>`;
}
