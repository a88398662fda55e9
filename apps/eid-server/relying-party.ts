// What the server holds for a relying party: the terminal certificate that reads cards for it, and what belongs to that.
import type { Bytes } from '../../lib/bytes/index.ts';
import type { IdentifierSet } from '../../lib/card/index.ts';
import type { Signer } from '../../lib/crypto/index.ts';
import type { CvCertificate } from '../../lib/cvc/index.ts';
import type { ComparisonLimit } from './session/store.ts';

export interface RelyingParty {
  readonly name: string;
  /** Its client certificates, as of now: any of them will do. Without one it does not come to the eID interface. */
  readonly clients: readonly ClientCertificate[];
  /** Whether its requests have to be signed, by the key of its client certificate. */
  readonly signs: boolean;
  /** As of now: it is renewed while we run. */
  readonly terminal: Terminal;
  /** The terminal of this holder reference, as long as sessions that began with it may be open; the present one when we have none of that name. */
  terminalOf(reference: string | undefined): Terminal;
  readonly blockList: BlockList;
  /** Attached: where browsers are led when the client has ended. */
  readonly returnAddress?: string;
  readonly comparisons: Comparisons;
  /** Sessions at a time. */
  readonly openSessions: number;
}

/** How a relying party is recognised. By its key: a certificate that was renewed for the same key is known before anybody has told us of it. */
export interface ClientCertificate {
  /** SHA-256 of the public key (SubjectPublicKeyInfo), hexadecimal. */
  readonly key: string;
  readonly pem: string;
}

export interface Terminal {
  readonly certificate: CvCertificate;
  /** Everything that a chain to a card may need, the terminal's own included. */
  readonly certificates: readonly Bytes[];
  /** Link certificates for cards that ask, because they trust an authority that those do not lead to. */
  readonly laterCertificates: readonly CvCertificate[];
  readonly signer: Signer;
  readonly description: Bytes;
  readonly sectorKeys: SectorKeys;
}

/** Objects 7F49 of the certificate's two sectors: pseudonym and blocking; or, while the provider moves, pseudonym and blocking in one, and the one before. */
export interface SectorKeys {
  readonly pseudonym: Bytes;
  readonly previous?: Bytes;
  readonly blocking: Bytes;
}

/** What cards may be compared with for a relying party: these ages and places only (any where none is named), and so many different ones of each card. */
export interface Comparisons extends ComparisonLimit {
  readonly ages?: readonly number[];
  readonly places?: readonly string[];
}

/** Cards that do not count any more, by their identifier in the blocking sector. */
export interface BlockList {
  has(identifier: Bytes): boolean;
  /** All of them. */
  readonly identifiers: IdentifierSet;
  /** Whether the list speaks of the sector that has this key at all. */
  covers(sectorKey: Bytes): boolean;
  /** When it was signed, milliseconds since 1970. */
  readonly issuedAt: number;
  /** Milliseconds since 1970; later it says nothing any more. */
  readonly believedUntil: number;
}
