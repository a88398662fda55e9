// What the authorities are started with as a process.
import { z } from 'zod';

export const PkiConfig = z.strictObject({
  /** Where they keep their files. */
  folder: z.string().min(1),
  /** https origin of the identity provider: the subject of the terminal certificate. */
  origin: z.url({ protocol: /^https$/ }),
  /** Minutes between looks at what is due. */
  every: z.number().int().min(1).max(1440).default(60),
  /** Days before an end from which on a warning is logged, if the renewal has not come about. */
  warnDays: z.number().int().nonnegative().default(2),
  /** Where the card office asks for signatures and tells what is to be blocked, on 127.0.0.1; nowhere without. */
  service: z.exactOptional(z.strictObject({ port: z.int().min(0).max(65_535), tokenFile: z.string().min(1) })),
});

export type PkiConfig = z.input<typeof PkiConfig>;
