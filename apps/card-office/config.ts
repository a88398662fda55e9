// What the card office is started with.
import { z } from 'zod';
import { relyingPartyFields } from '../../io/relying-party/index.ts';

const file = z.string().min(1);

export const CardOfficeConfig = z.strictObject({
  ...relyingPartyFields,
  /** Cards that were issued before the register began (JSON), entered on start. */
  issuedBeforeFile: z.exactOptional(file),
  /** The service of the authorities. */
  authorities: z.strictObject({ url: z.url({ protocol: /^https?$/ }), tokenFile: file }),
  /** The machine that personalises cards. */
  machine: z.strictObject({ url: z.url({ protocol: /^https?$/ }), tokenFile: file }),
  /** The window: where cards connect to its reader (127.0.0.1), its terminal's certificates and key, and whose signature of a card it believes. */
  window: z.strictObject({
    readerPort: z.number().int().min(0).max(65_535),
    chainFile: file,
    keyFile: file,
    countrySignerFile: file,
    revocationListFile: file,
  }),
});

export type CardOfficeConfig = z.output<typeof CardOfficeConfig>;
