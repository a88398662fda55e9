// The page of the table: each card drawn small, its states and codes in words, and a button for each reader that it can be put on.
import { html } from 'hono/html';
import { type Html, page } from '../../../io/http/index.ts';
import { parseCalendarDate, writeDate } from '../../../lib/person/index.ts';
import { table as en } from '../../../lib/phrases/en/table.ts';
import { table as hu } from '../../../lib/phrases/hu/table.ts';
import { type Language, type Speaker, speaker } from '../../../lib/phrases/index.ts';
import type { CardNow } from './table-card.ts';

type Say = Speaker<typeof hu>;

/** The readers that a card can be put on: the client's, its reader with keys, and the one at the window of the card office. */
export type Place = 'reader' | 'pin-pad' | 'window';

export interface TablePage {
  readonly language: Language;
  readonly url: string;
  readonly portal: string;
  readonly cards: readonly CardNow[];
  /** The person whose card lies on a reader, and which one that is. */
  readonly inserted: string | undefined;
  readonly place: Place | undefined;
  /** The address of the drawn reader with keys, where there is one. */
  readonly pinPad: string | undefined;
  /** Whether there is a window to hand a card in at. */
  readonly window: boolean;
}

export function tablePage({ language, url, portal, cards, inserted, place = 'reader', pinPad, window }: TablePage): Html {
  const say = speaker(hu, en, language);
  const on = cards.find(({ person }) => person === inserted);
  const others = [...(pinPad === undefined ? [] : (['pin-pad'] as const)), ...(window ? (['hand-in'] as const) : [])];
  const main = html`<h1 class="ds-heading" data-size="lg">${say('table.title')}</h1>
<p class="ds-paragraph">${say('table.lead')}</p>
<div class="table-reader" role="status"><p class="ds-paragraph"><strong>${
    on === undefined ? say('table.none') : say(`table.inserted.${place}`, { name: on.name })
  }</strong></p></div>
<div class="actions">${on === undefined ? '' : html`<form method="post" action="/cards/remove"><button class="ds-button" data-variant="secondary" type="submit">${say('table.remove')}</button></form>`}
${on === undefined || place !== 'pin-pad' ? '' : html`<a class="ds-button" data-variant="secondary" href="${pinPad}">${say('table.pin-pad.open')}</a>`}
<a class="ds-button" data-variant="${on === undefined ? 'secondary' : 'primary'}" href="${portal}">${say('table.portal')}</a>
<a class="ds-button" data-variant="tertiary" href="/road">${say('table.road')}</a></div>
<ul class="table-cards">${cards.map((card) => html`<li>${drawn(card, { inserted: card.person === inserted, others }, say, language)}</li>`)}</ul>`;
  const state = on === undefined ? 'empty' : place === 'pin-pad' ? 'inserted-pin-pad' : 'inserted';
  return page({ page: 'table.cards', state, language, title: say('table.title'), brand: 'eSzig', home: '/cards', url, wide: true, main });
}

/** What leads on from a failure. */
export function backToTable(language: Language): Html {
  return html`<a class="ds-button" href="/cards">${speaker(hu, en, language)('table.back')}</a>`;
}

interface Offer {
  readonly inserted: boolean;
  /** What else may be done with it than put it on the reader. */
  readonly others: readonly ('pin-pad' | 'hand-in')[];
}

function drawn(card: CardNow, { inserted, others }: Offer, say: Say, language: Language): Html {
  const { person, name, story, documentNumber, generation, document, pin, triesLeft, pukUses, currentDate } = card;
  return html`<article class="ds-card table-card" data-color="${inserted ? 'accent' : 'neutral'}" aria-labelledby="card-${person}">
${picture(card, say)}
<h2 class="ds-heading" data-size="xs" id="card-${person}">${name}</h2>
<p class="ds-paragraph" data-size="sm">${story[language]}</p>
<dl class="facts"><dt>${say('table.document')}</dt><dd>${documentNumber}, ${say(`table.document.${document}`)}</dd>
<dt>${say('table.expires')}</dt><dd>${day(card.expires, language)}</dd>
<dt>${say('table.pin-state')}</dt><dd>${say(`table.pin-state.${pin}`)}</dd>
<dt>${say('table.tries')}</dt><dd>${triesLeft}</dd>
<dt>${say('table.puk-uses')}</dt><dd>${pukUses}</dd>
<dt>${say('table.generation')}</dt><dd>${generation}</dd>
<dt>${say('table.date')}</dt><dd>${day(currentDate, language)}</dd></dl>
<details class="ds-details"><summary>${say('table.codes')}</summary><div>${codes(card, say)}</div></details>
${
  inserted
    ? html`<form method="post" action="/cards/remove"><button class="ds-button" data-variant="secondary" type="submit">${say('table.remove')}</button></form>`
    : html`<form method="post" action="/cards/${person}/insert"><button class="ds-button" data-variant="secondary" type="submit" aria-describedby="card-${person}">${say('table.insert')}</button></form>${others.map(
        (other) =>
          html`<form method="post" action="/cards/${person}/${other}"><button class="ds-button" data-variant="tertiary" type="submit" aria-describedby="card-${person}">${say(`table.${other}`)}</button></form>`,
      )}`
}
</article>`;
}

function day(date: string, language: Language): string {
  const known = parseCalendarDate(date);
  return known === undefined ? date : writeDate(known, language);
}

function codes({ codes: { pin, activationPin, can, puk }, pinIsKnown }: CardNow, say: Say): Html {
  const row = (label: string, value: string | undefined) =>
    value === undefined ? '' : html`<dt>${label}</dt><dd><code>${value}</code></dd>`;
  return html`<dl class="facts">${
    pinIsKnown
      ? html`${row(say('table.pin'), pin)}${row(say('table.activation-pin'), activationPin)}`
      : html`<dt>${say('table.pin')}</dt><dd>${say(puk === undefined ? 'table.pin.code-card' : 'table.pin.changed')}</dd>`
  }${row(say('table.can'), can)}${row(say('table.puk'), puk)}</dl>`;
}

/** The front of a card: no face and no arms, so that it can be taken for no real document. */
function picture({ name, documentNumber, expires, codes: { can } }: CardNow, say: Say): Html {
  return html`<svg class="table-picture" viewBox="0 0 320 202" role="img" aria-label="${say('table.picture', { name, number: documentNumber })}">
<rect class="table-ground" x="1" y="1" width="318" height="200" rx="12"/>
<text class="table-small" x="16" y="26">${say('table.card')}</text>
<text class="table-small" x="304" y="26" text-anchor="end">${say('table.sample')}</text>
<g class="table-chip"><rect x="16" y="52" width="46" height="36" rx="6"/><path d="M16 64h14M16 76h14M62 64H48M62 76H48M30 52v36M48 52v36"/></g>
<rect class="table-photo" x="232" y="44" width="72" height="92" rx="6"/>
<text class="table-name" x="16" y="122">${name}</text>
<text class="table-small" x="16" y="152">${documentNumber}</text>
<text class="table-small" x="16" y="178">${expires}</text>
<text class="table-small" x="304" y="178" text-anchor="end">${can}</text>
</svg>`;
}
