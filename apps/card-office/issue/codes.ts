// The codes of a new card: every one of them by chance, each value as likely as any other. Lengths: reference/domain.md 1.3, profile of the card.
import { profiles } from '../../../lib/card/index.ts';
import type { Random } from '../../../lib/crypto/index.ts';

/** What the code card says, and the CAN, which stands on the card itself. */
export interface CardCodes {
  readonly activationPin: string;
  readonly puk: string;
  readonly can: string;
  /** Letters and digits that nobody confuses: neither 0 and O nor 1, I and L are among them. */
  readonly registrationCode: string;
}

const digits = '0123456789';
const clear = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const registrationLength = 11;

export function newCodes(random: Random): CardCodes {
  const { activationPin, puk, can } = profiles.hungarian.codes;
  return {
    activationPin: drawn(digits, activationPin, random),
    puk: drawn(digits, puk, random),
    can: drawn(digits, can, random),
    registrationCode: drawn(clear, registrationLength, random),
  };
}

/** A text by chance; octets that would make some letters likelier than others are drawn again. */
export function drawn(alphabet: string, length: number, random: Random): string {
  const fair = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    const [octet = 255] = random(1);
    if (octet < fair) text += alphabet[octet % alphabet.length];
  }
  return text;
}
