// Notices ("Figyelem!") of the operator: from when, until when, what happened and what to do.
import { z } from 'zod';

const inBoth = z.strictObject({ hu: z.string().min(1), en: z.string().min(1) });

export const notices = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    /** First and last day on which it is shown; null while nobody knows its end. */
    from: z.iso.date(),
    until: z.iso.date().nullable(),
    title: inBoth,
    text: inBoth,
    toDo: inBoth,
    /** Where on the portal to do it. */
    link: z.exactOptional(z.string().regex(/^\/[a-z0-9/-]*$/)),
  }),
);

export type Notice = z.output<typeof notices>[number];

/** Those in force on a day (`YYYY-MM-DD`), the latest first. */
export function inForce(all: readonly Notice[], day: string): readonly Notice[] {
  return all.filter(({ from, until }) => from <= day && (until === null || day <= until)).sort((a, b) => b.from.localeCompare(a.from));
}
