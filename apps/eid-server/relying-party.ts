// What the server holds for a relying party: the terminal certificate that reads cards for it, and what belongs to that.
import type { Bytes } from '../../lib/bytes/index.ts';
import type { Signer } from '../../lib/crypto/index.ts';
import type { CvCertificate } from '../../lib/cvc/index.ts';

export interface RelyingParty {
  readonly name: string;
  /** SHA-256 of its TLS client certificate, hexadecimal. */
  readonly clientCertificate: string;
  readonly terminal: Terminal;
  readonly blockList: BlockList;
  /** Sessions at a time. */
  readonly openSessions: number;
}

export interface Terminal {
  readonly certificate: CvCertificate;
  /** Everything that a chain to a card may need, the terminal's own included. */
  readonly certificates: readonly Bytes[];
  readonly signer: Signer;
  readonly description: Bytes;
  /** Objects 7F49, first and second sector of the certificate. */
  readonly sectorKeys: { readonly pseudonym: Bytes; readonly blocking: Bytes };
}

/** Cards that do not count any more, by their identifier in the blocking sector. */
export interface BlockList {
  has(identifier: Bytes): boolean;
}
