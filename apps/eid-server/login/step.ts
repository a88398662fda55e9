// A step of the road: takes the client's message in one state, gives the answer and the next state.
import type { Bytes } from '../../../lib/bytes/index.ts';
import type { PassiveAuthentication } from '../../../lib/card/index.ts';
import type { Clock, Cryptography } from '../../../lib/crypto/index.ts';
import type { Version } from '../../../lib/ecard/index.ts';
import type { Markup, XmlElement } from '../../../lib/xml/index.ts';
import type { RelyingParty } from '../relying-party.ts';
import type { Asked, ProgressOf, SessionState } from '../session/progress.ts';

export interface StepContext {
  readonly cryptography: Cryptography;
  readonly clock: Clock;
  /** Passive authentication against the country signers we trust. */
  readonly verifyDocument: (files: { readonly cardSecurity: Bytes; readonly cardAccess: Bytes }) => PassiveAuthentication;
  /** Ways of the procedure that are a choice of the server. */
  readonly manner: {
    readonly initializeFramework: boolean;
    readonly lateSignature: boolean;
    /** By the name that a client gives itself: older ones are told to be renewed. */
    readonly lowestVersions: ReadonlyMap<string, Version>;
  };
  readonly party: RelyingParty;
  readonly asked: Asked;
}

/** To one state, or to one of several. */
export type Move<To extends SessionState> = To extends unknown
  ? {
      readonly progress: ProgressOf<To>;
      /** Body of the answer. */
      readonly answer: Markup;
      /** For the log: why it ended, when it did. */
      readonly reason?: string;
    }
  : never;

/** May throw any `EidError`: the session is then over, and both sides are told that the protocol failed. */
export type Step<From extends SessionState, To extends SessionState> = (
  progress: ProgressOf<From>,
  message: XmlElement,
  context: StepContext,
) => Move<To> | Move<'finished'>;
