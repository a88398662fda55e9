// How long a card is valid, by its holder's age and its kind; and from when it may be exchanged. Decree 414/2015, reference/domain.md 1.2.
import { ageOn, birthdayIn, type CalendarDate, daysAfter } from '../person/index.ts';

/** `permanent`: with a chip · `without-expiry`: for those of 65 and above, without a chip · `temporary`: without a chip. */
export const cardKinds = ['permanent', 'without-expiry', 'temporary'] as const;
export type CardKind = (typeof cardKinds)[number];

/** What each kind is. */
const kinds = {
  permanent: { chip: true, from: 0 },
  'without-expiry': { chip: false, from: 65 },
  temporary: { chip: false, from: 0 },
} as const satisfies Readonly<Record<CardKind, { readonly chip: boolean; readonly from: number }>>;

/** How many days a temporary card is valid: a choice of this project. */
const temporaryDays = 60;
/** Days before its end from which on a card may be exchanged for that reason. */
const exchangeDays = 60;
const adult = { age: 18, years: 6 } as const;
const child = { age: 12, years: 3 } as const;

/** Whether cards of a kind have a chip: without one there is no sign-in. */
export function hasChip(kind: CardKind): boolean {
  return kinds[kind].chip;
}

/** Whether somebody born then may have a card of this kind on a day. */
export function mayHave(kind: CardKind, dateOfBirth: CalendarDate, day: CalendarDate): boolean {
  return dateOfBirth <= day && ageOn(dateOfBirth, day) >= kinds[kind].from;
}

/**
 * The last day of a card issued on a day; `undefined` for one that never expires. Under 18: the birthday in the third year after the year of issue, under 12
 * the twelfth birthday at the latest; from 18 on the birthday in the sixth. Born on 29 February: 28 February in a year without that day.
 */
export function expiryOf(kind: CardKind, dateOfBirth: CalendarDate, issued: CalendarDate): CalendarDate | undefined {
  if (kind === 'without-expiry') return undefined;
  if (kind === 'temporary') return daysAfter(issued, temporaryDays);
  const age = ageOn(dateOfBirth, issued);
  const years = age < adult.age ? child.years : adult.years;
  const birthday = birthdayIn(dateOfBirth, yearOf(issued) + years);
  const twelfth = birthdayIn(dateOfBirth, yearOf(dateOfBirth) + child.age);
  return age < child.age && birthday > twelfth ? twelfth : birthday;
}

/** The first day on which a card may be exchanged because it ends. */
export function exchangeFrom(expires: CalendarDate): CalendarDate {
  return daysAfter(expires, -exchangeDays);
}

function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}
