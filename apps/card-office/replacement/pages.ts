// The page on which a clerk orders the next card of a holder.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { exchangeFrom, type Predecessor, type ReplacementFault, replacementReasons } from '../../../lib/card-lifecycle/index.ts';
import { writeDate } from '../../../lib/person/index.ts';
import { officeReplacement as en } from '../../../lib/phrases/en/office-replacement.ts';
import { officeReplacement as hu } from '../../../lib/phrases/hu/office-replacement.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';
import type { View } from '../area.ts';
import { formPen } from '../pages/form.ts';
import { facts, officePage, sayIn as sayOffice, section } from '../pages/frame.ts';
import type { PageRow } from '../pages/index.ts';
import type { CardRow } from '../tables.ts';

export const replacementPages: readonly PageRow[] = [
  { id: 'office.replacement', path: '/cards/:id/replacement', states: ['default', 'refused'] },
];

const sayIn = (language: Language) => speaker(hu, en, language);

/** The way there from the page of a card. */
export function replacementWay(language: Language, id: string): Html {
  return html`<p><a class="ds-link" href="/cards/${id}/replacement">${sayIn(language)('replacement.title')}</a></p>`;
}

export interface ReplacementView {
  readonly card: CardRow;
  readonly predecessor: Predecessor;
  readonly name: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly faults: readonly ('reason' | 'words' | ReplacementFault)[];
}

export function replacementPage(view: View, { card, predecessor, name, typed, faults }: ReplacementView): Html {
  const { language } = view;
  const say = sayIn(language);
  const { expires } = predecessor;
  const from = expires === undefined ? '' : writeDate(exchangeFrom(expires), language);
  const told = faults.map((fault) => {
    const sentence = fault === 'early' ? say('replacement.fault.early', { from }) : say(`replacement.fault.${fault}`);
    return [fault === 'words' ? 'words' : 'reason', sentence] as const;
  });
  const pen = formPen(language, { typed, faults: Object.fromEntries(told) });
  const points = [say('replacement.next.make'), say('replacement.next.known'), say('replacement.next.old')];
  const main = html`${pen.summary()}<h1 class="ds-heading" data-size="lg">${say('replacement.title')}</h1>
${facts([
  [say('replacement.holder'), name],
  [say('replacement.card'), card.document_number],
  [sayOffice(language)('office.facts.state'), sayOffice(language)(`office.state.${card.state}`)],
])}
<form class="stack" method="post" action="/cards/${card.id}/replacement">
${pen.radios('reason', { label: say('replacement.reason'), choices: replacementReasons.map((reason) => [reason, say(`replacement.reason.${reason}`)]) })}
${pen.input('words', { label: say('replacement.words'), hint: say('replacement.words.hint') })}
<button class="ds-button" type="submit">${say('replacement.submit')}</button>
</form>
${section(say('replacement.next'), html`<ol class="ds-list">${points.map((point) => html`<li>${point}</li>`)}</ol>`)}`;
  const state = faults.length === 0 ? 'default' : 'refused';
  return officePage(view, { id: 'office.replacement', state, title: say('replacement.title'), main });
}
