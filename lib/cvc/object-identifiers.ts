// Object identifiers below bsi-de (0.4.0.127.0.7) that CV certificates name: TR-03110-3 A.7 and C.
import type { HashName } from '../crypto/index.ts';

/** Terminal authentication with ECDSA: the hash that each identifier fixes. SHA-1, SHA-224 and RSA are not spoken here. */
export const terminalAuthentication: Readonly<Record<string, HashName>> = {
  '0.4.0.127.0.7.2.2.2.2.3': 'SHA-256',
  '0.4.0.127.0.7.2.2.2.2.4': 'SHA-384',
  '0.4.0.127.0.7.2.2.2.2.5': 'SHA-512',
};

/** Terminal types. */
export const roleIdentifiers = {
  IS: '0.4.0.127.0.7.3.1.2.1',
  AT: '0.4.0.127.0.7.3.1.2.2',
  ST: '0.4.0.127.0.7.3.1.2.3',
} as const;

/** Certificate extensions. */
export const extensionIdentifiers = {
  description: '0.4.0.127.0.7.3.1.3.1',
  terminalSector: '0.4.0.127.0.7.3.1.3.2',
} as const;

/** Formats of the certificate description's terms of usage. */
export const descriptionFormats = {
  plain: '0.4.0.127.0.7.3.1.3.1.1',
  html: '0.4.0.127.0.7.3.1.3.1.2',
  pdf: '0.4.0.127.0.7.3.1.3.1.3',
} as const;
