// The number of an ID card issued since 2000: six digits and two letters, without a check digit.
import type { Branded } from './branded.ts';

/** `123456AA`. Only `parseDocumentNumber` makes one. */
export type DocumentNumber = Branded<string, 'DocumentNumber'>;

/** A document number, blanks and lower case forgiven; `undefined` for anything else. */
export function parseDocumentNumber(input: string): DocumentNumber | undefined {
  const plain = input.replace(/ /g, '').toUpperCase();
  return /^\d{6}[A-Z]{2}$/.test(plain) ? (plain as DocumentNumber) : undefined;
}
