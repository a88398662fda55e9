// What the sample hospital system is started with. It has no secret of its own: a native application cannot keep one.
import { z } from 'zod';

const file = z.string().min(1);
const origin = z.url({ protocol: /^https?$/ }).refine((address) => new URL(address).origin === address, 'an origin has no path');

export const HospitalConfig = z.strictObject({
  port: z.number().int().min(0).max(65_535),
  /** PEM; plain http without. */
  tls: z.exactOptional(z.strictObject({ keyFile: file, certificateFile: file })),
  /** Where its pages are. */
  origin,
  /** The identity provider. */
  issuer: origin,
  /** PEM authorities to trust for an https issuer. */
  authorityFile: z.exactOptional(file),
  /** Its two registrations: staff sign in by the one, patients are identified by the other. */
  clients: z.strictObject({ staff: z.string().min(1), patient: z.string().min(1) }),
});

export type HospitalConfig = z.output<typeof HospitalConfig>;
