// What the card office is started with.
import { z } from 'zod';

const file = z.string().min(1);
const origin = z.url({ protocol: /^https?$/ }).refine((address) => new URL(address).origin === address, 'an origin has no path');

export const CardOfficeConfig = z.strictObject({
  port: z.number().int().min(0).max(65_535),
  /** Key and certificate in PEM files; plain http without. */
  tls: z.exactOptional(z.strictObject({ keyFile: file, certificateFile: file })),
  /** Where browsers find the office. */
  origin,
  /** The identity provider. */
  issuer: origin,
  /** PEM authorities to trust for an https issuer. */
  authorityFile: z.exactOptional(file),
  clientId: z.string().min(1),
  /** The office's private key for `private_key_jwt`: a P-256 JWK. */
  clientKeyFile: file,
  /** File that holds the PostgreSQL URL. */
  databaseUrlFile: file,
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
