// One sign-in as plain data: which state it is in, and only what the next step needs. The table of moves says what may come when.

import type { RoleEntry, WorkerRecord } from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { CardDatum, ClaimName, SignInPlan } from '../../../lib/oidc/index.ts';
import type { FailureCode } from './failure.ts';

interface Begun {
  readonly clientId: string;
  readonly name: Readonly<Record<'hu' | 'en', string>>;
  readonly purpose: Readonly<Record<'hu' | 'en', string>>;
  readonly plan: SignInPlan;
  /** The eID session's, once there was one: for hops and logs, see `sessionMark`. */
  readonly mark?: string;
}

/** An eID session that is open. Octets are lower-case hexadecimal. */
interface Opened {
  /** Session/ID of the eID interface: stays between identity provider and eID server. */
  readonly session: string;
  /** For hops and logs, see `sessionMark`. */
  readonly mark: string;
  /** The RequestCounter of the last getResult. */
  readonly counter: number;
}

/** In which role a worker acts. */
export type Acting = { readonly worker: string; readonly role: RoleEntry['role']; readonly institution: string; readonly unit: string };

export type SignIn = Begun &
  (
    | { readonly state: 'begun' }
    | (Opened & {
        readonly state: 'opened';
        readonly psk: { readonly id: string; readonly key: string };
        readonly serverAddress: string;
      })
    | (Opened & {
        readonly state: 'activated';
        /** SHA-256 of the word in the refresh address: who has it has had the TC token. */
        readonly refreshWord: string;
      })
    | {
        readonly state: 'choosing';
        readonly pseudonym: string;
        readonly worker: WorkerRecord;
        readonly roles: readonly RoleEntry[];
        readonly read?: readonly CardDatum[];
      }
    | { readonly state: 'failed'; readonly code: FailureCode }
    | {
        readonly state: 'done';
        readonly pseudonym: string;
        readonly claims: Readonly<Partial<Record<ClaimName, string>>>;
        /** What was read from the card beside its pseudonym: the names, not the values. */
        readonly read?: readonly CardDatum[];
        /** A worker's role, asked for again whenever somebody asks about the worker. */
        readonly acting?: Acting;
      }
  );

export type SignInState = SignIn['state'];
export type SignInEvent = 'use-id' | 'tc-token' | 'refresh' | 'choose-role' | 'abort';

const moves: Readonly<Record<SignInState, readonly SignInEvent[]>> = {
  begun: ['use-id', 'abort'],
  opened: ['use-id', 'tc-token', 'refresh', 'abort'],
  activated: ['use-id', 'refresh', 'abort'],
  choosing: ['choose-role', 'abort'],
  failed: ['use-id', 'abort'],
  done: [],
};

export type SignInErrorCode =
  /** Facts `state` and `event`: this may not come now. */
  | 'sign-in.out-of-order'
  /** Another request was faster. */
  | 'sign-in.raced';

/** Throws `sign-in.out-of-order` when this event may not come in this state. */
export function expectMove(state: SignInState, event: SignInEvent): void {
  if (!moves[state].includes(event)) throw new EidError<SignInErrorCode>('sign-in.out-of-order', { state, event });
}

/** What a sign-in keeps from state to state. */
export function begun({ clientId, name, purpose, plan, mark }: SignIn): Begun {
  return { clientId, name, purpose, plan, ...(mark !== undefined && { mark }) };
}

/** What was read from the card, as texts; a date is YYYY-MM-DD, or its known part (OpenID Connect Core 5.1). */
export type CardData = Readonly<Partial<Record<CardDatum, string>>>;
