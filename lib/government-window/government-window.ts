// Government windows (kormányablak) as an operator publishes them: where they are, when they are open, from which source and as of when.
import { z } from 'zod';
import { openingHours } from './opening.ts';
import { isPostcode, kilometresBetween } from './postal-regions.ts';

const date = z.iso.date();
const postcode = z.string().refine(isPostcode, 'no Hungarian postcode');

export const governmentWindows = z.strictObject({
  /** Who says so, in both languages. */
  source: z.strictObject({ hu: z.string().min(1), en: z.string().min(1) }),
  asOf: date,
  /** Days on which all of them are closed. */
  closedDays: z.array(date),
  windows: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]+$/),
        name: z.string().min(1),
        postcode,
        town: z.string().min(1),
        address: z.string().min(1),
        hours: openingHours,
      }),
    )
    .min(1),
});

export type GovernmentWindows = z.output<typeof governmentWindows>;
export type GovernmentWindow = GovernmentWindows['windows'][number];

/** The `limit` windows nearest to a postcode, nearest first: its own postcode, then its own region, then by the way as the crow flies. */
export function nearest(
  { windows }: GovernmentWindows,
  postcode: string,
  limit: number,
): readonly { readonly window: GovernmentWindow; readonly kilometres: number }[] {
  const away = (one: GovernmentWindow) => Math.abs(Number(one.postcode) - Number(postcode));
  return windows
    .map((window) => ({ window, kilometres: kilometresBetween(postcode, window.postcode) }))
    .sort((a, b) => a.kilometres - b.kilometres || away(a.window) - away(b.window))
    .slice(0, limit);
}
