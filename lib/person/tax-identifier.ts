// Adóazonosító jel, the tax identifier of a person: 8, days since 1867-01-01, a serial, a check digit (Act XX of 1996).
import type { Branded } from './branded.ts';
import { type CalendarDate, daysAfter } from './calendar-date.ts';
import { weightedSum } from './digits.ts';

/** Ten digits, check digit right. Only `parseTaxIdentifier` makes one. */
export type TaxIdentifier = Branded<string, 'TaxIdentifier'>;

const epoch = '1867-01-01' as CalendarDate;
const weights = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The tenth digit for the first nine: Σ i·d_i modulo 11; `undefined` where that is 10, since such a number is not issued. */
export function taxIdentifierCheckDigit(firstNine: string): number | undefined {
  const remainder = weightedSum(firstNine, weights) % 11;
  return remainder === 10 ? undefined : remainder;
}

/** A tax identifier of ten digits beginning with 8; `undefined` for anything else. */
export function parseTaxIdentifier(input: string): TaxIdentifier | undefined {
  return /^8\d{9}$/.test(input) && Number(input[9]) === taxIdentifierCheckDigit(input) ? (input as TaxIdentifier) : undefined;
}

/** The date of birth that a tax identifier carries. */
export function dateOfBirthInTaxIdentifier(identifier: TaxIdentifier): CalendarDate {
  return daysAfter(epoch, Number(identifier.slice(1, 6)));
}
