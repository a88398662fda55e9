// TAJ, the health-insurance number: nine digits, the last one a check digit (Act XX of 1996).
import type { Branded } from './branded.ts';
import { weightedSum } from './digits.ts';

/** Nine digits without hyphens, check digit right. Only `parseTaj` makes one. */
export type Taj = Branded<string, 'Taj'>;

const weights = [3, 7, 3, 7, 3, 7, 3, 7];

/** The ninth digit for the first eight: 3·(d1+d3+d5+d7) + 7·(d2+d4+d6+d8), modulo 10. */
export function tajCheckDigit(firstEight: string): number {
  return weightedSum(firstEight, weights) % 10;
}

/** A TAJ of nine digits, also as people write it in threes (`111-111-110`, `111 111 110`); `undefined` for anything else. */
export function parseTaj(input: string): Taj | undefined {
  const digits = /^(\d{3})([ -]?)(\d{3})\2(\d{3})$/.exec(input);
  if (digits === null) return undefined;
  const taj = `${digits[1]}${digits[3]}${digits[4]}`;
  return Number(taj[8]) === tajCheckDigit(taj) ? (taj as Taj) : undefined;
}

/** As it stands on the TAJ card: three groups of three. */
export function writeTaj(taj: Taj): string {
  return `${taj.slice(0, 3)} ${taj.slice(3, 6)} ${taj.slice(6)}`;
}
