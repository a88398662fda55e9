// How many cards believe the present authority and how many an earlier one, with a bar for each.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { officeTrust as en } from '../../../lib/phrases/en/office-trust.ts';
import { officeTrust as hu } from '../../../lib/phrases/hu/office-trust.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';
import type { View } from '../area.ts';
import { facts, officePage } from '../pages/frame.ts';
import type { PageRow } from '../pages/index.ts';
import type { Generation } from './trust.ts';

export const trustPages: readonly PageRow[] = [{ id: 'office.trust', path: '/trust', states: ['all-current', 'some-behind'] }];

const sayIn = (language: Language) => speaker(hu, en, language);

/** The way there from the clerk's landing page. */
export function trustWay(language: Language): Html {
  return html`<p><a class="ds-link" href="/trust">${sayIn(language)('trust.title')}</a></p>`;
}

export function trustPage(view: View, current: string, generations: readonly Generation[]): Html {
  const say = sayIn(view.language);
  const all = generations.reduce((sum, { cards }) => sum + cards, 0);
  const behind = generations.filter(({ reference }) => reference !== current).reduce((sum, { cards }) => sum + cards, 0);
  const heads = ['authority', 'cards', 'picture'] as const;
  const main = html`<h1 class="ds-heading" data-size="lg">${say('trust.title')}</h1>
<p class="ds-paragraph">${say('trust.lead')}</p>
${facts([
  [say('trust.current'), current],
  [say('trust.behind'), String(behind)],
  [say('trust.all'), String(all)],
])}
<div class="scroll" tabindex="0" role="region" aria-label="${say('trust.title')}"><table class="ds-table" data-size="sm">
<thead><tr>${heads.map((head) => html`<th scope="col">${say(`trust.${head}`)}</th>`)}</tr></thead>
<tbody>${generations.map(
    ({ reference, cards }) =>
      html`<tr><th scope="row">${reference}</th><td>${String(cards)}</td><td><meter min="0" max="${Math.max(all, 1)}" value="${cards}" aria-label="${reference}"></meter></td></tr>`,
  )}</tbody></table></div>
<p class="ds-paragraph">${say('trust.how')}</p>
<div class="actions"><a class="ds-button" data-variant="secondary" href="/window">${say('trust.back')}</a></div>`;
  const state = behind === 0 ? 'all-current' : 'some-behind';
  return officePage(view, { id: 'office.trust', state, title: say('trust.title'), main });
}
