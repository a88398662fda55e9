// Dates of CV certificates: six octets, one decimal digit each, YYMMDD in the years 2000 to 2099. TR-03110-3 D.2.1.3.
import type { Bytes } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import type { CvcErrorCode } from './error.ts';

/** A day as `YYYY-MM-DD`: such texts compare as the days do. */
export type CalendarDate = string;

export function encodeDate(date: CalendarDate): Bytes {
  if (!isDay(date)) throw new EidError<CvcErrorCode>('cvc.malformed', { field: 'date' });
  return Uint8Array.from(date.slice(2).replaceAll('-', ''), Number);
}

export function parseDate(octets: Uint8Array): CalendarDate {
  const digits = Array.from(octets, String).join('');
  const date = `20${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4)}`;
  if (octets.length !== 6 || !isDay(date)) throw new EidError<CvcErrorCode>('cvc.malformed', { field: 'date' });
  return date;
}

/** The day of an instant (milliseconds since 1970) in UTC. */
export function dayOf(instant: number): CalendarDate {
  return new Date(instant).toISOString().slice(0, 10);
}

function isDay(date: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(date)) return false;
  const instant = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(instant) && dayOf(instant) === date;
}
