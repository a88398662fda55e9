// What any reader can learn of a card, without a code and at the cost of no try: its kind, its generation, the state of its PIN.
import { type CardChannel, chooseOffer } from '../../../io/reader/index.ts';
import { run } from '../../../lib/apdu/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import type { CardGeneration } from '../../../lib/card/index.ts';
import { createChat } from '../../../lib/cvc/index.ts';
import { readPinTries } from '../../../lib/eac/pace/index.ts';
import { generationOf } from '../generation.ts';
import { readCardAccess } from '../login/index.ts';

/** `unknown` where the card keeps it to itself. */
export type PinState = 'not-activated' | 'operational' | 'suspended' | 'blocked' | 'unknown';

export interface PinReport {
  readonly state: PinState;
  readonly triesLeft?: number;
}

export interface CardReport {
  readonly kind: 'eid' | 'other';
  /** Year of the chip generation, by its ATR; absent for a card that nobody has tried. */
  readonly generation?: CardGeneration;
  readonly pin?: PinReport;
  readonly atr?: Bytes;
  /** EF.CardAccess, as every eID card shows it. */
  readonly cardAccess?: Bytes;
  /** Whether the PIN of the card is still the activation PIN. */
  readonly activationPin?: boolean;
}

/** Rejects with `card.removed`, and with the codes of lib/card and lib/eac for a card that breaks the standard. */
export async function examineCard(card: Pick<CardChannel, 'transmit'> & { readonly atr: Bytes }): Promise<CardReport> {
  const cardAccess = await run(readCardAccess(), card.transmit);
  if (cardAccess === undefined) return { kind: 'other' };
  const generation = generationOf(card.atr);
  return { kind: 'eid', ...(generation && { generation }), atr: card.atr, cardAccess, ...(await examinePin(card, cardAccess)) };
}

/**
 * The PIN's counter, and whether the PIN is the one of the code card: with that a terminal that would read data is not let in.
 * A PIN that an office has switched off counts as not activated.
 */
async function examinePin(
  { transmit }: Pick<CardChannel, 'transmit'>,
  cardAccess: Bytes,
): Promise<Pick<CardReport, 'pin' | 'activationPin'>> {
  const { offer } = chooseOffer(cardAccess);
  const asTerminal = await run(readPinTries(offer, createChat(['restrictedIdentification'])), transmit);
  if (asTerminal.kind === 'unknown') return { pin: { state: 'unknown' } };
  const activationPin = asTerminal.kind === 'not-allowed';
  const tries = activationPin ? await run(readPinTries(offer), transmit) : asTerminal;
  if (tries.kind !== 'known') return { pin: { state: 'not-activated' }, activationPin };
  const { triesLeft } = tries;
  const usable = activationPin ? 'not-activated' : 'operational';
  return { pin: { state: triesLeft === 0 ? 'blocked' : triesLeft === 1 ? 'suspended' : usable, triesLeft }, activationPin };
}
