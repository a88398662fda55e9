// When a government window is open: hours by day of the week, days on which it stays closed, and the next time it opens. Local time is Budapest's.
import { z } from 'zod';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type Weekday = (typeof weekdays)[number];

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const span = z.strictObject({ from: time, to: time }).refine(({ from, to }) => from < to, 'ends before it begins');

/** From and to as `HH:MM`, local time; null for a day without hours. */
export const openingHours = z.strictObject(
  Object.fromEntries(weekdays.map((day) => [day, span.nullable()])) as Record<Weekday, z.ZodNullable<typeof span>>,
);

export type OpeningHours = z.output<typeof openingHours>;

/** A moment as a clock on the wall in Budapest shows it: `YYYY-MM-DD` and `HH:MM`. */
export type LocalTime = { readonly date: string; readonly time: string };

export type Opening =
  | { readonly kind: 'open'; readonly until: string }
  | { readonly kind: 'closed'; readonly opens: LocalTime }
  /** Not within the next four weeks. */
  | { readonly kind: 'closed-for-long' };

const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Budapest', dateStyle: 'short', timeStyle: 'short' });

/** @param moment milliseconds since 1970 */
export function localTime(moment: number): LocalTime {
  const [date = '', time = ''] = wall.format(moment).split(' ');
  return { date, time };
}

/** Whether it is open at a moment, and until when; or when it opens next. `closedDays` are dates as `YYYY-MM-DD`. */
export function openingAt(hours: OpeningHours, closedDays: readonly string[], { date, time }: LocalTime): Opening {
  const spanOf = (day: string) => (closedDays.includes(day) ? null : hours[weekdayOf(day)]);
  const today = spanOf(date);
  if (today !== null && today.from <= time && time < today.to) return { kind: 'open', until: today.to };
  for (let later = 0; later <= 28; later++) {
    const day = laterDate(date, later);
    const found = spanOf(day);
    if (found !== null && (later > 0 || time < found.from)) return { kind: 'closed', opens: { date: day, time: found.from } };
  }
  return { kind: 'closed-for-long' };
}

function weekdayOf(date: string): Weekday {
  return weekdays[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7] as Weekday;
}

function laterDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
