// Age and place are answered by yes or no, and whoever may ask often enough finds the birth date. So a relying party gets answers to so many different
// values about one card, and no more for a while; the same value again tells nothing new. Of the card is kept a keyed hash that differs from party to party.
import { createHmac } from 'node:crypto';
import type { RelyingParty } from './relying-party.ts';
import type { Asked, Outcome } from './session/progress.ts';
import type { SessionStore } from './session/store.ts';

/** Whether what was read may be told: answers to values that are new for this card count from then on. */
export type MayTell = (party: RelyingParty, asked: Asked, outcome: Outcome) => Promise<boolean>;

/** `secret`: 32 octets or more that all nodes share. */
export function createComparisons(store: Pick<SessionStore, 'countComparisons'>, secret: Uint8Array): MayTell {
  const mark = (...parts: readonly (string | Uint8Array)[]) => {
    const hmac = createHmac('sha256', secret).update('comparison');
    for (const part of parts) hmac.update(`\0${part.length}\0`).update(part);
    return hmac.digest();
  };
  return async ({ name, comparisons }, { age, place }, outcome) => {
    if (outcome.kind !== 'read') return true;
    const answered = [
      ...(outcome.fulfilsAge === undefined ? [] : [`age ${age}`]),
      ...(outcome.fulfilsPlace === undefined ? [] : [`place ${place}`]),
    ];
    if (answered.length === 0) return true;
    const card = mark(name, outcome.blockingIdentifier);
    return store.countComparisons(
      card,
      answered.map((value) => mark(card, value)),
      comparisons,
    );
  };
}
