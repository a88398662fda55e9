// What a card process is told: which card, which reader, and where to write what it was asked.
import { z } from 'zod';

export const chipConfig = z.strictObject({
  cardFile: z.string().min(1),
  reader: z.strictObject({ host: z.string().min(1), port: z.int().min(1).max(65_535) }),
  /** One JSON object a line for each command, without data; created, mode 0600, and added to. */
  traceFile: z.string().min(1).optional(),
});

export type ChipConfig = z.input<typeof chipConfig>;
