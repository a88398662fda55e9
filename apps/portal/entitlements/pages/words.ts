// What the pages of roles share: their phrases, days, and the line that says one entry.

import { parseCalendarDate, writeDate } from '../../../../lib/person/index.ts';
import { entitlements as en } from '../../../../lib/phrases/en/entitlements.ts';
import { entitlements as hu } from '../../../../lib/phrases/hu/entitlements.ts';
import { type Language, speaker } from '../../../../lib/phrases/index.ts';

export const sayEntitlements = (language: Language) => speaker(hu, en, language);

/** A day of the directory (`YYYY-MM-DD`) as people write it. */
function writeDay(day: string, language: Language): string {
  const date = parseCalendarDate(day);
  return date === undefined ? day : writeDate(date, language);
}

type Days = { readonly from: string | null; readonly until: string | null };

/** From when to when; `undefined` for an entry without a limit. */
export function writeDays({ from, until }: Days, language: Language): string | undefined {
  if (from === null && until === null) return undefined;
  const day = (one: string | null) => (one === null ? '' : writeDay(one, language));
  return `${day(from)} – ${day(until)}`.trim();
}
