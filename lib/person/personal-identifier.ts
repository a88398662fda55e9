// Személyi azonosító, the personal identifier: M YYMMDD SSS K, with one check rule for those born up to the end of 1996 and another after
// (Act XX of 1996, annex). It carries sex and date of birth: keep it out of tokens.
import type { Branded } from './branded.ts';
import { type CalendarDate, parseCalendarDate } from './calendar-date.ts';
import { weightedSum } from './digits.ts';

/** Eleven digits, check digit right by the rule of its date of birth. Only `parsePersonalIdentifier` makes one. */
export type PersonalIdentifier = Branded<string, 'PersonalIdentifier'>;

/** As on the card: F female, M male. */
export type Sex = 'F' | 'M';

/** What a personal identifier says of its holder. */
export type PersonalIdentifierContent = { readonly dateOfBirth: CalendarDate; readonly sex: Sex };

/** First digit → sex and century. The digits 5 to 9 of the earlier rule for non-citizens are not issued any more, and not accepted here. */
const firstDigits: Readonly<Record<string, { readonly sex: Sex; readonly century: string }>> = {
  1: { sex: 'M', century: '19' },
  2: { sex: 'F', century: '19' },
  3: { sex: 'M', century: '20' },
  4: { sex: 'F', century: '20' },
};

const lastDayOfOldRule = '1996-12-31';
const rising = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const falling = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

/**
 * The eleventh digit for the first ten: Σ i·d_i modulo 11 with weights 1 to 10, rising for those born up to 1996-12-31 and falling after.
 * `undefined` where the remainder is 10, since that serial is skipped, and where the ten digits name no date.
 */
export function personalIdentifierCheckDigit(firstTen: string): number | undefined {
  const content = contentOf(firstTen);
  if (content === undefined) return undefined;
  const remainder = weightedSum(firstTen, content.dateOfBirth <= lastDayOfOldRule ? rising : falling) % 11;
  return remainder === 10 ? undefined : remainder;
}

/** A personal identifier of eleven digits, also as printed (`1-850315-0000`); `undefined` for anything else. */
export function parsePersonalIdentifier(input: string): PersonalIdentifier | undefined {
  const groups = /^(\d)([ -]?)(\d{6})\2(\d{4})$/.exec(input);
  if (groups === null) return undefined;
  const digits = `${groups[1]}${groups[3]}${groups[4]}`;
  return Number(digits[10]) === personalIdentifierCheckDigit(digits) ? (digits as PersonalIdentifier) : undefined;
}

/** Date of birth and sex, as the number carries them. */
export function contentOfPersonalIdentifier(identifier: PersonalIdentifier): PersonalIdentifierContent {
  return contentOf(identifier) as PersonalIdentifierContent;
}

function contentOf(digits: string): PersonalIdentifierContent | undefined {
  const first = firstDigits[digits[0] as string];
  if (first === undefined) return undefined;
  const dateOfBirth = parseCalendarDate(`${first.century}${digits.slice(1, 3)}-${digits.slice(3, 5)}-${digits.slice(5, 7)}`);
  return dateOfBirth === undefined ? undefined : { dateOfBirth, sex: first.sex };
}
