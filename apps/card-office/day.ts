// Which day it is at the office: the calendar of Budapest.
import type { CalendarDate } from '../../lib/person/index.ts';

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Budapest', dateStyle: 'short' });

/** The day of a moment (milliseconds since 1970). */
export function dayOfOffice(moment: number): CalendarDate {
  return days.format(moment) as CalendarDate;
}
