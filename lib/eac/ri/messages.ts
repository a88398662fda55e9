// Restricted identification with ECDH: its protocols and the tags of GENERAL AUTHENTICATE. TR-03110-3 A.5 and B.4.
import type { Bytes } from '../../bytes/index.ts';
import type { HashName } from '../../crypto/index.ts';

/**
 * `ri.refused`: the chip answers with an error status · `ri.malformed`: not a sector key, or not the identifiers that were asked for ·
 * `ri.unsupported`: not a protocol or curve that we speak.
 */
export type RiErrorCode = 'ri.refused' | 'ri.malformed' | 'ri.unsupported';

/** By object identifier, with the hash that makes the identifier. @see TR-03110-3 A.1.1.4 */
export const restrictedIdentificationProtocols: Readonly<Record<string, HashName>> = {
  '0.4.0.127.0.7.2.2.5.2.3': 'SHA-256',
  '0.4.0.127.0.7.2.2.5.2.4': 'SHA-384',
  '0.4.0.127.0.7.2.2.5.2.5': 'SHA-512',
};

/** Sector keys of the first and second sector of the terminal's certificate, and the identifiers the chip answers with. */
export const sectorTags = [
  { key: 0xa0, identifier: 0x81 },
  { key: 0xa2, identifier: 0x83 },
] as const;

/** Identifiers of the card in one sector, or in two while a sector key is being changed. */
export interface SectorIdentifiers {
  readonly first: Bytes;
  readonly second?: Bytes;
}
