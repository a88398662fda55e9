// Age and place are answered by yes or no, and whoever may ask often enough finds the birth date. So a relying party gets answers to so many different
// values about one card, and no more for a while; the same value again tells nothing new. Of the card is kept a keyed hash that differs from party to party.
import { createMarks } from './marks.ts';
import type { RelyingParty } from './relying-party.ts';
import type { Asked, Outcome } from './session/progress.ts';
import type { Comparison, SessionStore } from './session/store.ts';

/** Whether what was read may be told: answers to values that are new for this card count from then on. */
export type MayTell = (party: RelyingParty, asked: Asked, outcome: Outcome) => Promise<boolean>;

/** `clusterKeys`: the same in all nodes, newest first. What was answered under an older one counts as long as that is listed. */
export function createComparisons(
  store: Pick<SessionStore, 'countComparisons'>,
  clusterKeys: readonly [Uint8Array, ...Uint8Array[]],
): MayTell {
  const { marks } = createMarks('comparison', clusterKeys);
  return async ({ name, comparisons }, { age, place }, outcome) => {
    if (outcome.kind !== 'read') return true;
    const answered = [
      ...(outcome.fulfilsAge === undefined ? [] : [`age ${age}`]),
      ...(outcome.fulfilsPlace === undefined ? [] : [`place ${place}`]),
    ];
    if (answered.length === 0) return true;
    const cards = marks(name, outcome.blockingIdentifier);
    const marked = cards.map((card, i): Comparison => ({ card, values: answered.map((value) => marks(card, value)[i] as Buffer) }));
    return store.countComparisons(marked as [Comparison, ...Comparison[]], comparisons);
  };
}
