// What a sign-in at the client is: the means it is handed, and its state between two messages of the eID server.

import type { Logger } from '../../../io/log/index.ts';
import type { Card, CardChannel, Readers } from '../../../io/reader/index.ts';
import type { RecordHop } from '../../../io/road/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import type { Clock, Cryptography } from '../../../lib/crypto/index.ts';
import type { CertificateDescription, CvCertificate } from '../../../lib/cvc/index.ts';
import type { TrustedChannel } from '../../../lib/ecard/index.ts';
import type { ClientFailure } from '../failure.ts';
import type { Holder } from '../holder.ts';
import type { Trust } from '../trust/trust.ts';
import type { Met } from './certificate-checks.ts';

/** A TLS-PSK connection to the eID server. */
export interface PaosConnection extends Disposable {
  /** SHA-256 of the server's certificate. */
  readonly certificateHash: Bytes;
  /** Posts a message and gives the answer's body; rejects with `eid-server.down`. */
  exchange(document: string): Promise<Bytes>;
}

/** Bytes of every hop, for `--record`: never a PIN. */
export type Trace = (name: string, octets: Uint8Array) => void;

/** Everything that a sign-in may touch. */
export interface Means {
  readonly holder: Holder;
  readonly readers: Readers;
  readonly cryptography: Cryptography;
  readonly clock: Clock;
  /** The computer's own time, by which TLS certificates are judged; the same as `clock` where nothing else is said. */
  readonly computerClock?: Clock;
  readonly record: RecordHop;
  readonly log: Logger;
  readonly trace: Trace;
  /** Known CVCA certificates: a chain that begins at none of them is refused before any question. None: the card alone judges. */
  readonly trust: Trust;
  readonly connect: (channel: TrustedChannel) => Promise<PaosConnection>;
}

/** What was learned on the way to the eID server, and what the steps may add to it. */
export interface Visit extends Met {
  /** Which sign-in, for the road. */
  readonly mark: string;
  /** Takes a card over until the end of the sign-in. */
  readonly own: (card: Card) => void;
  /** The description, once it proved to be that of the certificate: the way back is judged by it. */
  readonly learn: (description: CertificateDescription) => void;
}

/** After EAC1: permitted, PIN right, channel to the card open. */
export interface Confirmed {
  readonly stage: 'confirmed';
  readonly card: Card;
  readonly channel: CardChannel;
  readonly certificates: readonly CvCertificate[];
  readonly authorities: readonly string[];
  readonly cardAccess: Bytes;
  readonly auxiliaryData: Bytes | undefined;
}

/** After EAC2 without a signature: the certificates are with the card, a challenge with the server. */
export interface Challenged {
  readonly stage: 'challenged';
  readonly confirmed: Confirmed;
  readonly ephemeralPublicKey: Bytes;
}

/** The card and the server have a channel of their own; we carry. */
export interface Authenticated {
  readonly stage: 'authenticated';
  readonly card: Card;
}

/** What the server expects next, and what that step needs. */
export type SignInState =
  | { readonly stage: 'started' }
  | Confirmed
  | Challenged
  | Authenticated
  | { readonly stage: 'stopped'; readonly failure: ClientFailure };
