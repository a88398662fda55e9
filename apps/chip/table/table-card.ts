// A card that lies on the table: what the world says of it, and what its file says now.
import { type PinState, pinState } from '../../../lib/chip/index.ts';
import { readCard } from '../card-store.ts';

/**
 * One card of the demonstration world. Its codes are shown: they are public there, and belong to nobody. Those of a card that the office issued stand on its
 * code card only; the CAN is printed on the card.
 */
export interface TableCard {
  readonly person: string;
  readonly name: string;
  readonly story: { readonly hu: string; readonly en: string };
  readonly documentNumber: string;
  readonly generation: string;
  readonly expires: string;
  readonly document: 'valid' | 'expired' | 'revoked';
  readonly file: string;
  readonly codes: { readonly activationPin?: string; readonly pin?: string; readonly can: string; readonly puk?: string };
}

/** The card as it is now. `pinIsKnown`: the PIN is still the one that the world gave it. */
export interface CardNow extends TableCard {
  readonly pin: PinState;
  readonly triesLeft: number;
  readonly pukUses: number;
  /** The card's own idea of today, `YYYY-MM-DD`. */
  readonly currentDate: string;
  readonly pinIsKnown: boolean;
}

/** Reads the card's file; throws `card.none`. */
export async function cardNow(card: TableCard): Promise<CardNow> {
  const { currentDate, passwords } = await readCard(card.file);
  const { pin, puk } = passwords;
  const known = pin.kind === 'pin' ? card.codes.pin : card.codes.activationPin;
  return { ...card, pin: pinState(pin), triesLeft: pin.triesLeft, pukUses: puk.uses, currentDate, pinIsKnown: known === pin.value };
}
