// One hop of a sign-in: who sent which message to whom, when, and how long the answer took. The side that sends the request records it.
import { createHash } from 'node:crypto';
import { isEidError } from '../../lib/error/index.ts';

export type Party = 'browser' | 'portal' | 'hospital' | 'idp' | 'eid-server' | 'eid-client' | 'card' | 'directory' | 'card-office';

/** A message and its answer. `hop` is the name of the message, which is the name of its file at both ends. */
export interface Hop {
  /** When the request left, milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  readonly milliseconds: number;
  readonly hop: string;
  readonly from: Party;
  readonly to: Party;
  /** Which sign-in, see `sessionMark`; absent before the eID session exists. */
  readonly session?: string;
  /** `ok`, or the code of what went wrong. */
  readonly outcome?: string;
}

/** Takes a hop away to where hops are collected. Never throws, never waits. */
export type RecordHop = (hop: Hop) => void;

/** The first 8 hexadecimal digits of SHA-256 of an eID SessionIdentifier: groups hops without giving the identifier away. */
export function sessionMark(sessionIdentifier: string): string {
  return createHash('sha256').update(sessionIdentifier, 'utf8').digest('hex').slice(0, 8);
}

/**
 * Makes a call and records it as a hop, whether it answers or throws; what it throws passes through.
 * `session` may be a function of the answer, for messages that only learn the session by it; `outcome` says of an answer how it went, where not
 * every answer is `ok`.
 */
export async function recordHop<T>(
  record: RecordHop,
  hop: {
    readonly hop: string;
    readonly from: Party;
    readonly to: Party;
    readonly session?: string | ((answer: T) => string | undefined);
    readonly outcome?: (answer: T) => string;
  },
  call: () => Promise<T>,
): Promise<T> {
  const at = Date.now();
  const start = performance.now();
  const done = (outcome: string, session: string | undefined) =>
    record({
      at,
      milliseconds: Math.round((performance.now() - start) * 100) / 100,
      hop: hop.hop,
      from: hop.from,
      to: hop.to,
      ...(session === undefined ? {} : { session }),
      outcome,
    });
  try {
    const answer = await call();
    done(hop.outcome?.(answer) ?? 'ok', typeof hop.session === 'function' ? hop.session(answer) : hop.session);
    return answer;
  } catch (thrown) {
    done(isEidError(thrown) ? thrown.code : 'failed', typeof hop.session === 'string' ? hop.session : undefined);
    throw thrown;
  }
}
