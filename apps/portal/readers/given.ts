// The operator's list of readers, as a file: what was given to whom, and what is in stock. Read at the start of the portal.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseSerial, type Reader } from './readers.ts';

const day = z.iso.date();
const Given = z.array(
  z.strictObject({
    serial: z.string().refine((text) => parseSerial(text) === text, 'a serial number is written in capitals, without blanks'),
    model: z.string().min(1).max(100),
    /** Absent: in stock. */
    institution: z.exactOptional(z.string().regex(/^\d{6}$/)),
    workstation: z.exactOptional(z.string().min(1).max(100)),
    origin: z.enum(['operator', 'own']),
    given: z.exactOptional(day),
    warrantyUntil: z.exactOptional(day),
  }),
);

/** Readers of the file, in the shape of the table. Throws `ZodError` for a file that is not such a list. */
export function readGivenReaders(file: string): readonly Reader[] {
  return Given.parse(JSON.parse(readFileSync(file, 'utf8'))).map(
    ({ serial, model, institution = null, workstation = null, origin, given = null, warrantyUntil = null }) => ({
      serial,
      model,
      institution,
      workstation,
      origin,
      state: institution === null ? 'in-stock' : 'in-use',
      given_on: given,
      warranty_until: warrantyUntil,
    }),
  );
}
