// Numbers of an institution: its tax number with check digit, its 6 digits at the registering authority, the 9 digits of its units;
// and the 5 digits of a health worker's register (stamp) number.
import type { Branded } from './branded.ts';
import { weightedSum } from './digits.ts';

/** Adószám, written `12345678-1-42`: eight digits with check digit, VAT code, county code. Only `parseTaxNumber` makes one. */
export type TaxNumber = Branded<string, 'TaxNumber'>;
/** A health-care provider at the registering authority: six digits. */
export type InstitutionId = Branded<string, 'InstitutionId'>;
/** An organisational unit of a provider: nine digits. */
export type UnitId = Branded<string, 'UnitId'>;
/** Pecsétszám or its like: five digits of the register of health workers. */
export type RegisterNumber = Branded<string, 'RegisterNumber'>;

const weights = [9, 7, 3, 1, 9, 7, 3];

/** The eighth digit for the first seven: it fills Σ with weights 9, 7, 3, 1, 9, 7, 3 up to a multiple of ten. */
export function taxNumberCheckDigit(firstSeven: string): number {
  return (10 - (weightedSum(firstSeven, weights) % 10)) % 10;
}

/** A tax number with VAT code 1 to 5 and county code 02 to 44 or 51; `undefined` for anything else. */
export function parseTaxNumber(input: string): TaxNumber | undefined {
  if (!/^\d{8}-[1-5]-(0[2-9]|[1-3]\d|4[0-4]|51)$/.test(input)) return undefined;
  return Number(input[7]) === taxNumberCheckDigit(input) ? (input as TaxNumber) : undefined;
}

/** Six digits; no check digit is known. */
export function parseInstitutionId(input: string): InstitutionId | undefined {
  return /^\d{6}$/.test(input) ? (input as InstitutionId) : undefined;
}

/** Nine digits; no check digit is known. */
export function parseUnitId(input: string): UnitId | undefined {
  return /^\d{9}$/.test(input) ? (input as UnitId) : undefined;
}

/** Five digits; no check digit is known. */
export function parseRegisterNumber(input: string): RegisterNumber | undefined {
  return /^\d{5}$/.test(input) ? (input as RegisterNumber) : undefined;
}
