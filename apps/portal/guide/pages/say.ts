// The phrases of the guide, and days and times as people read them.
import { guide as en } from '../../../../lib/phrases/en/guide.ts';
import { guide as hu } from '../../../../lib/phrases/hu/guide.ts';
import { type Language, speaker } from '../../../../lib/phrases/index.ts';

export const sayGuide = (language: Language) => speaker(hu, en, language);

const zone = { timeZone: 'UTC' } as const;
const days = {
  hu: new Intl.DateTimeFormat('hu', { ...zone, dateStyle: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { ...zone, dateStyle: 'long' }),
};
const daysOfWeek = {
  hu: new Intl.DateTimeFormat('hu', { ...zone, dateStyle: 'full' }),
  en: new Intl.DateTimeFormat('en-GB', { ...zone, dateStyle: 'full' }),
};

/** A day (`YYYY-MM-DD`), with its day of the week when it matters. */
export function writeDay(date: string, language: Language, withWeekday = false): string {
  return (withWeekday ? daysOfWeek : days)[language].format(Date.parse(`${date}T12:00:00Z`));
}
