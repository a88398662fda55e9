// Dates of the calendar, without a time or a zone: of birth, of issue, of expiry (ISO 8601, Gregorian).
import type { Branded } from './branded.ts';

/** `YYYY-MM-DD`, a day that exists, in the years 1800 to 2199. Compares as text. Only `parseCalendarDate` makes one. */
export type CalendarDate = Branded<string, 'CalendarDate'>;

/** The parts of a date; month and day count from 1. */
export type DateParts = { readonly year: number; readonly month: number; readonly day: number };

const millisecondsPerDay = 86_400_000;

/** A calendar date of `YYYY-MM-DD`; `undefined` for another spelling or for a day that does not exist. */
export function parseCalendarDate(input: string): CalendarDate | undefined {
  if (!/^(18|19|20|21)\d{2}-\d{2}-\d{2}$/.test(input)) return undefined;
  const { year, month, day } = dateParts(input);
  const instant = new Date(Date.UTC(year, month - 1, day));
  return instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day ? (input as CalendarDate) : undefined;
}

/** Year, month and day of a date. */
function dateParts(date: CalendarDate | string): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Days from the first date to the second; negative when the second is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (midnight(to) - midnight(from)) / millisecondsPerDay;
}

/** The date that lies so many days after another. */
export function daysAfter(date: CalendarDate, days: number): CalendarDate {
  return new Date(midnight(date) + days * millisecondsPerDay).toISOString().slice(0, 10) as CalendarDate;
}

/** Whole years lived on a day; who is born on 29 February has the birthday on 28 February where the year has no other (414/2015 decree). */
export function ageOn(dateOfBirth: CalendarDate, day: CalendarDate): number {
  const years = dateParts(day).year - dateParts(dateOfBirth).year;
  return day < birthdayIn(dateOfBirth, dateParts(day).year) ? years - 1 : years;
}

/** The birthday in a year. */
export function birthdayIn(dateOfBirth: CalendarDate, year: number): CalendarDate {
  return (parseCalendarDate(`${year}${dateOfBirth.slice(4)}`) ?? `${year}-02-28`) as CalendarDate;
}

const months = {
  hu: [
    'január',
    'február',
    'március',
    'április',
    'május',
    'június',
    'július',
    'augusztus',
    'szeptember',
    'október',
    'november',
    'december',
  ],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const;

/** A date as people write it: `1985. március 15.` or `15 March 1985`. */
export function writeDate(date: CalendarDate, language: 'hu' | 'en'): string {
  const { year, month, day } = dateParts(date);
  const name = months[language][month - 1] as string;
  return language === 'hu' ? `${year}. ${name} ${day}.` : `${day} ${name} ${year}`;
}

function midnight(date: CalendarDate): number {
  const { year, month, day } = dateParts(date);
  return Date.UTC(year, month - 1, day);
}
