// What PACE takes from the machine-readable zone that is printed on the card: ICAO 9303-5 4.2, 9303-3 4.9 (check digits), 9303-11 4.4.
import { dataGroups, type PartialDate } from '../card/index.ts';
import type { Card } from './card.ts';

/**
 * Document number (nine characters), day of birth and day of expiry (YYMMDD), each with its check digit; unknown digits are fillers. `undefined`
 * when the card's data give none.
 */
export function machineReadableData({ documentNumber, dataGroups: files }: Card): string | undefined {
  const [birth, expiry] = [files.get(dataGroups.dateOfBirth.number), files.get(dataGroups.dateOfExpiry.number)];
  if (birth === undefined || expiry === undefined || !/^[0-9A-Z]{1,9}$/.test(documentNumber)) return undefined;
  const [born, expires] = [dataGroups.dateOfBirth.decode(birth), dataGroups.dateOfExpiry.decode(expiry)];
  if (born === undefined || expires === undefined) return undefined;
  return [documentNumber.padEnd(9, '<'), day(born), day(expires)].map((field) => `${field}${checkDigit(field)}`).join('');
}

function day(date: PartialDate): string {
  return date.replaceAll('-', '').slice(2).replaceAll(' ', '<');
}

/** Values 0–9, A = 10 and so on, filler 0; weights 7, 3, 1; modulo 10. */
function checkDigit(field: string): number {
  const weights = [7, 3, 1];
  const value = (character: string) => (character === '<' ? 0 : Number.parseInt(character, 36));
  return [...field].reduce((sum, character, i) => sum + value(character) * (weights[i % 3] as number), 0) % 10;
}
