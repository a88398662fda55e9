// Sign-ins under way and people signed in: who may still come back, and for how long.
import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../../lib/crypto/index.ts';
import type { Pending } from './authorization-request.ts';
import { type MoreColumns, type RecordRow, type Records, sealedRecords } from './records.ts';
import type { RelyingParty } from './seal.ts';

/** Milliseconds: a sign-in under way; a person who does nothing; a working day. */
export const lifetimes = { pending: 15 * 60_000, idle: 30 * 60_000, longest: 12 * 3_600_000 } as const;

/** How often a session's end moves on while it is used. */
const touchEvery = 60_000;

/** A row of the table `session`. `sign_in`: SHA-256 of the `sid` by which the identity provider ends a sign-in. */
type SessionRow = RecordRow & { sign_in: string | null };

/** What is asked of an account: since when, in milliseconds since 1970. */
type SignedIn = { readonly signedInAt: number };

/** Every call may throw `database.unreachable`. */
export type Sessions<Begun extends Pending, Account extends SignedIn> = {
  /** Keeps a sign-in under way; gives the secret of its cookie. */
  begin(pending: Begun): Promise<string>;
  /** Gives it back once, and never again. */
  take(secret: string | undefined): Promise<Begun | undefined>;
  /** Keeps a signed-in person; gives the secret of a fresh cookie. @param columns what the app keeps beside */
  open(account: Account, columns?: MoreColumns): Promise<string>;
  /** The person whose cookie this is. Using a session keeps it alive, for one working day at most. */
  read(secret: string | undefined): Promise<Account | undefined>;
  close(secret: string | undefined): Promise<void>;
  /** Ends the sessions that a sign-in opened. @param sid as the identity provider calls it */
  end(sid: string): Promise<void>;
};

type Content<Begun, Account> =
  | { readonly kind: 'pending'; readonly pending: Begun }
  | { readonly kind: 'signed-in'; readonly account: Account };

/** @param sidOf the sign-in behind an account, when its identity provider named one */
export function createSessions<Begun extends Pending, Account extends SignedIn>(
  db: Kysely<{ session: SessionRow }>,
  { app, clock, sidOf }: { readonly app: RelyingParty; readonly clock: Clock; readonly sidOf: (account: Account) => string | undefined },
): Sessions<Begun, Account> {
  const records: Records<Content<Begun, Account>> = sealedRecords(db, { table: 'session', app, clock });
  return {
    begin: (pending) => records.keep({ kind: 'pending', pending }, clock() + lifetimes.pending),
    async take(secret) {
      const content = await records.take(secret);
      return content?.kind === 'pending' ? content.pending : undefined;
    },
    open(account, columns) {
      const sid = sidOf(account);
      const signIn = sid === undefined ? null : hashed(sid);
      return records.keep({ kind: 'signed-in', account }, clock() + lifetimes.idle, { ...columns, sign_in: signIn });
    },
    async read(secret) {
      const kept = await records.find(secret);
      if (kept?.content.kind !== 'signed-in') return undefined;
      const end = Math.min(clock() + lifetimes.idle, endOf(kept.content.account));
      if (end > kept.until + touchEvery) await records.extend(kept.id, end);
      return kept.content.account;
    },
    close: (secret) => records.remove(secret),
    async end(sid) {
      await db.deleteFrom('session').where('sign_in', '=', hashed(sid)).execute();
    },
  };
}

/** When a person's session ends at the latest, however busy they are. */
export const endOf = ({ signedInAt }: SignedIn) => signedInAt + lifetimes.longest;

/** How a session is found by whoever knows its sign-in, and nobody else. */
const hashed = (sid: string) => hash('sha256', sid, 'base64url');
