// A code as it was typed or pasted: six digits, or nothing that a card may ever see. TR-03110-2 3.3.
import { digitsPassword, type PacePassword } from '../../lib/eac/pace/index.ts';

/** PIN and CAN alike. */
const codeLength = 6;

/** What is wrong with an entry: `activation` is the five digits of the code card, which only activate. */
export type CodeProblem = 'length' | 'activation';

/** The password of an entry (white space around it does no harm), or what is wrong with it. */
export function parseCode(type: 'pin' | 'can', typed: string): PacePassword | CodeProblem {
  const text = typed.trim();
  if (/^\d+$/.test(text) && text.length === codeLength) return digitsPassword(type, text);
  return type === 'pin' && /^\d{5}$/.test(text) ? 'activation' : 'length';
}
