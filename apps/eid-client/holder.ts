// The person with the card, as the sign-in sees them: asked for permission, PIN and CAN, told how it goes. A window, a command line and
// a script are three makers of it.
import type { PacePassword } from '../../lib/eac/pace/index.ts';
import type { ClientErrorCode } from './failure.ts';
import type { AskedRights, ShownRight } from './rights.ts';

/** Who asks for what, from the certificate description, the terminal certificate and TransactionInfo: TR-03124-1 3.10. */
export interface PermissionRequest extends AskedRights {
  /** The relying party, in its own words, when the identity provider names it. */
  readonly transaction?: string;
  readonly subject: { readonly name: string; readonly url: string };
  readonly issuer: { readonly name: string; readonly url?: string };
  /** Plain text; absent when the description holds another format, which is not shown. */
  readonly purpose?: string;
  readonly validity: { readonly from: string; readonly to: string };
  /** With which day of birth at the latest the age is verified, and with which place the place, where they are. */
  readonly bornBy?: string;
  readonly place?: string;
}

/** A question for a code. */
export interface CodeQuestion {
  /** What the card says of its counter; absent where it keeps that to itself. */
  readonly triesLeft?: number;
  readonly wrongBefore: boolean;
  /** Typed at the reader: then the answer is nothing, and the question only says that the reader asks now. */
  readonly atReader: boolean;
}

/** Why the sign-in waits; it goes on by itself when the cause is gone. */
export type WaitCause = 'reader.none' | 'card.none' | 'card.in-use' | 'card.not-eid';

export type Progress = 'connecting' | 'card' | 'server' | 'finishing';

/** How far a card is that is brought up to date: link certificates that it has taken, and how many there are. */
export interface Renewal {
  readonly done: number;
  readonly of: number;
}

export type Ending =
  | { readonly kind: 'done' | 'refused' }
  /** `inBrowser`: the browser gets a page about it, so there is nothing to open for it. */
  | { readonly kind: 'failed'; readonly code: ClientErrorCode; readonly inBrowser?: boolean; readonly neededVersion?: string };

/** Every question rejects with `EidError('user.cancelled')` when the person stops, and `cancelled` is then aborted too. */
export interface Holder {
  readonly cancelled: AbortSignal;
  /** The optional rights that are permitted; the required ones are not a choice. */
  askPermission(request: PermissionRequest): Promise<readonly ShownRight[]>;
  /** A card of a generation that nobody has tried lies there: warns, and goes on only when the person wants this one sign-in. */
  confirmUnknownCard(): Promise<void>;
  /** Six digits: any other length is asked again here and never reaches the card. */
  askPin(question: CodeQuestion): Promise<PacePassword | undefined>;
  askCan(question: CodeQuestion): Promise<PacePassword | undefined>;
  wait(cause: WaitCause): void;
  progress(step: Progress): void;
  /** The card is issued under an older authority, and learns the present one now. It should not be taken off meanwhile. */
  renewing(renewal: Renewal): void;
  /** The end: done, stopped here by a failure, or refused by the server, whose own page says why. */
  tell(ending: Ending): void;
}
