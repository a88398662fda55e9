// What a card process is told: which card, which reader, and where to write what it was asked.
import { z } from 'zod';
import { faultsConfig } from './faults.ts';

export const chipConfig = z.strictObject({
  cardFile: z.string().min(1),
  reader: z.strictObject({ host: z.string().min(1), port: z.int().min(1).max(65_535) }),
  /** Every command in plain text, codes and keys masked; created, mode 0600, and added to. */
  traceTo: z.string().min(1).exactOptional(),
  faults: faultsConfig.exactOptional(),
});

export type ChipConfig = z.input<typeof chipConfig>;
