// What the machine that personalises cards is started with.
import { z } from 'zod';

const file = z.string().min(1);

export const MachineConfig = z.strictObject({
  /** On 127.0.0.1. */
  port: z.int().min(0).max(65_535),
  /** What the card office shows as Bearer. */
  tokenFile: file,
  /** The secret under which pseudonym keys are sealed. */
  keyFile: file,
  /** Where finished cards come out, `<document number>.json`, each with its printed face beside it in `faces/`. */
  cards: file,
});

export type MachineConfig = z.input<typeof MachineConfig>;
