// A code as it was typed or pasted: exactly the digits that a card may see, or what is wrong with the entry. TR-03110-2 3.3.
import { profiles } from '../../lib/card/index.ts';
import { digitsPassword, type PacePassword } from '../../lib/eac/pace/index.ts';

/** The codes that people are asked for. `activation`: the five digits of the code card, good for setting the first PIN and nothing else. */
export type CodeName = 'activation' | 'pin' | 'can' | 'puk';

const lengths: Readonly<Record<CodeName, number>> = {
  activation: profiles.hungarian.codes.activationPin,
  pin: profiles.hungarian.codes.pin,
  can: profiles.hungarian.codes.can,
  puk: profiles.hungarian.codes.puk,
};

/** What is wrong with an entry: its length, or that it is the other code: `activation` where the PIN is wanted, `pin` where the activation PIN is. */
export type CodeProblem = 'length' | 'activation' | 'pin';

/** The other code that an entry of the wrong length is. */
const mixedUp: Partial<Record<CodeName, 'activation' | 'pin'>> = { activation: 'pin', pin: 'activation' };

/**
 * The password of an entry (white space around it does no harm), or what is wrong with it.
 *
 * @param typed ASCII, never a text: what is in a text cannot be wiped
 */
export function parseCode(name: CodeName, typed: Uint8Array): PacePassword | CodeProblem {
  const entry = trimmed(typed);
  const isDigits = entry.length > 0 && entry.every((octet) => octet >= 0x30 && octet <= 0x39);
  if (isDigits && entry.length === lengths[name]) return digitsPassword(name === 'activation' ? 'pin' : name, entry);
  const other = mixedUp[name];
  return other !== undefined && isDigits && entry.length === lengths[other] ? other : 'length';
}

/** A part of the same octets, without the white space at both ends. */
export function trimmed(typed: Uint8Array): Uint8Array {
  const isInk = (octet: number) => octet > 0x20;
  return typed.subarray(Math.max(typed.findIndex(isInk), 0), typed.findLastIndex(isInk) + 1);
}
