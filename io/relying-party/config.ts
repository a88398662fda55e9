// What every relying party of ours is started with.
import { z } from 'zod';

const file = z.string().min(1);

/** An address without a path: scheme, host and port. */
export const origin = z.url({ protocol: /^https?$/ }).refine((address) => new URL(address).origin === address, 'an origin has no path');

export const relyingPartyFields = {
  port: z.number().int().min(0).max(65_535),
  /** Key and certificate in PEM files; plain http without. */
  tls: z.exactOptional(z.strictObject({ keyFile: file, certificateFile: file })),
  /** Where browsers find it. */
  origin,
  /** The identity provider. */
  issuer: origin,
  /** PEM authorities to trust for an https issuer. */
  authorityFile: z.exactOptional(file),
  clientId: z.string().min(1),
  /** Its private key for `private_key_jwt`: a P-256 JWK. */
  clientKeyFile: file,
  /** File that holds the PostgreSQL URL. */
  databaseUrlFile: file,
};
