// Activation at the pad: the holder types the activation PIN and the new PIN, and the card confirms. TR-03110-2 3.3.
import type { Card, CardChannel, Readers } from '../../../io/reader/index.ts';
import { run } from '../../../lib/apdu/index.ts';
import { masterFiles } from '../../../lib/card/index.ts';
import { digitsPassword } from '../../../lib/eac/pace/index.ts';
import { type NewPin, setPin } from '../../../lib/eac/pin-management/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Means } from '../means.ts';
import { type KnownCardMeans, readerInUse } from '../window/known-card.ts';
import { readFile } from '../window/terminal.ts';
import { type Pads, whatLies } from './pads.ts';

/**
 * What the card answered. `triesLeft` of the activation PIN after a wrong one; at 1, and when it is `suspended`, the card wants the CAN from the holder.
 * `another-card`: since the clerk handed over, another card was put on the reader; it was asked nothing.
 */
export type ActivationOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'suspended' | 'can-wrong' | 'blocked' | 'no-card' | 'another-card' | 'card-refused' };

/** What a holder types; the CAN only where the card wants it. */
export interface TypedCodes {
  readonly activationPin: string;
  readonly can: string | undefined;
}

export type PadMeans = Means & KnownCardMeans & { readonly pads: Pads };

/** What the holder typed goes to the card, if it is still that card; when that has set the PIN, the register says so. @param secret of the pad */
export async function activate(secret: string, codes: TypedCodes, pin: NewPin, means: PadMeans): Promise<ActivationOutcome> {
  const { pads, register, readers } = means;
  const handed = await pads.handed(secret, 'activated');
  const stop = await whatLies(handed, means);
  if (stop !== undefined) return { kind: stop };
  const outcome = await activateCard(readers, codes, pin);
  if (outcome.kind !== 'done') return outcome;
  pads.forget(handed);
  await register.happen(handed.cardId, { event: 'activated', by: handed.by, changes: { activated: true } });
  await pads.finish(handed);
  return outcome;
}

async function activateCard(readers: Readers, { activationPin, can }: TypedCodes, pin: NewPin): Promise<ActivationOutcome> {
  await using card: Card = await readerInUse(readers).connect();
  const cardAccess = await run(readFile(masterFiles.cardAccess.shortFileId), card.transmit);
  if (cardAccess === undefined) throw new EidError('card.not-eid');
  let way: CardChannel = card;
  if (can !== undefined) {
    using password = digitsPassword('can', can);
    const opened = await card.establishPace({ type: 'can', password, cardAccess });
    if (opened.kind !== 'established') return { kind: 'can-wrong' };
    way = opened.channel;
  }
  using password = digitsPassword('pin', activationPin);
  const result = await way.establishPace({ type: 'pin', password, cardAccess });
  if (result.kind === 'wrong-password') return { kind: 'wrong', triesLeft: result.triesLeft ?? 0 };
  if (result.kind === 'suspended' || result.kind === 'blocked') return { kind: result.kind };
  if (result.kind !== 'established') return { kind: 'card-refused' };
  return (await run(setPin(pin), result.channel.transmit)) === 'done' ? { kind: 'done' } : { kind: 'card-refused' };
}
