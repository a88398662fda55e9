// Sign-ins under way and people signed in: who may still come back, and for how long.
import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { newSecret, opener, seal, unseal } from '../../../io/relying-party/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import type { Account } from '../account.ts';
import { type Device, ownerOf } from './own-sessions.ts';
import type { Tables } from './tables.ts';

/** What the browser that began a sign-in must bring back, and what the identity provider must prove. */
export type Pending = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** The account that a card is to be linked to, as it was typed. */
  readonly user?: string;
};

/** Milliseconds: a sign-in under way; a person who does nothing; a working day. */
const lifetimes = { pending: 15 * 60_000, idle: 30 * 60_000, longest: 12 * 3_600_000 } as const;

/** How often a session's end moves on while it is used. */
const touchEvery = 60_000;

export type Sessions = {
  /** Keeps a sign-in under way; gives the secret of its cookie. */
  begin(pending: Pending): Promise<string>;
  /** Gives it back once, and never again. */
  take(secret: string | undefined): Promise<Pending | undefined>;
  /** Keeps a signed-in person; gives the secret of a fresh cookie. */
  open(account: Account, device?: Device): Promise<string>;
  /** The person whose cookie this is. Using a session keeps it alive, for one working day at most. */
  read(secret: string | undefined): Promise<Account | undefined>;
  close(secret: string | undefined): Promise<void>;
  /** Ends the sessions that a sign-in opened. @param sid as the identity provider calls it */
  end(sid: string): Promise<void>;
  /** Keeps who asks how they stand, without signing them in; gives the secret of a cookie. */
  ask(user: string): Promise<string>;
  asking(secret: string | undefined): Promise<string | undefined>;
  /** When a session's role was last found in force; `undefined` when never since the sign-in. */
  checkedAt(secret: string | undefined): Promise<number | undefined>;
  noteCheck(secret: string | undefined): Promise<void>;
};

type Content =
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'pending'; readonly pending: Pending }
  | { readonly kind: 'signed-in'; readonly account: Account };

/** Whose a row is, for its owner. */
type Person = Pick<Tables['session'], 'owner' | 'handle' | 'opened_at' | 'device'>;
const nobody: Person = { owner: null, handle: null, opened_at: null, device: null };

/** Sessions in the portal's table. Every call may throw `database.unreachable`. */
export function createSessions(db: Kysely<Tables>, clock: Clock): Sessions {
  const insert = async (content: Content, expires: number, person: Person = nobody) => {
    const secret = newSecret();
    const own = opener('portal', secret) as NonNullable<ReturnType<typeof opener>>;
    await db.deleteFrom('session').where('expires_at', '<=', clock()).execute();
    await db
      .insertInto('session')
      .values({ id: own.id, content: seal(own, content), expires_at: expires, sign_in: signInOf(content), checked_at: null, ...person })
      .execute();
    return secret;
  };
  return {
    begin: (pending) => insert({ kind: 'pending', pending }, clock() + lifetimes.pending),
    async take(secret) {
      const own = opener('portal', secret);
      if (own === undefined) return undefined;
      const row = await db
        .deleteFrom('session')
        .where('id', '=', own.id)
        .where('expires_at', '>', clock())
        .returning('content')
        .executeTakeFirst();
      const content = row && unseal<Content>(own, row.content);
      return content?.kind === 'pending' ? content.pending : undefined;
    },
    open: (account, device = 'computer') =>
      insert({ kind: 'signed-in', account }, clock() + lifetimes.idle, {
        owner: ownerOf(account),
        handle: newSecret(),
        opened_at: clock(),
        device,
      }),
    async read(secret) {
      const own = opener('portal', secret);
      if (own === undefined) return undefined;
      const now = clock();
      const row = await db.selectFrom('session').selectAll().where('id', '=', own.id).where('expires_at', '>', now).executeTakeFirst();
      const content = row && unseal<Content>(own, row.content);
      if (row === undefined || content?.kind !== 'signed-in') return undefined;
      const end = Math.min(now + lifetimes.idle, endOf(content.account));
      if (end > row.expires_at + touchEvery) await db.updateTable('session').set({ expires_at: end }).where('id', '=', own.id).execute();
      return content.account;
    },
    ask: (user) => insert({ kind: 'user', user }, clock() + lifetimes.pending),
    async asking(secret) {
      const own = opener('portal', secret);
      if (own === undefined) return undefined;
      const row = await db
        .selectFrom('session')
        .select('content')
        .where('id', '=', own.id)
        .where('expires_at', '>', clock())
        .executeTakeFirst();
      const content = row && unseal<Content>(own, row.content);
      return content?.kind === 'user' ? content.user : undefined;
    },
    async checkedAt(secret) {
      const own = opener('portal', secret);
      if (own === undefined) return undefined;
      return (await db.selectFrom('session').select('checked_at').where('id', '=', own.id).executeTakeFirst())?.checked_at ?? undefined;
    },
    async noteCheck(secret) {
      const own = opener('portal', secret);
      if (own !== undefined) await db.updateTable('session').set({ checked_at: clock() }).where('id', '=', own.id).execute();
    },
    async close(secret) {
      const own = opener('portal', secret);
      if (own !== undefined) await db.deleteFrom('session').where('id', '=', own.id).execute();
    },
    async end(sid) {
      await db.deleteFrom('session').where('sign_in', '=', hashed(sid)).execute();
    },
  };
}

/** When a person's session ends at the latest, however busy they are. */
export const endOf = ({ signedInAt }: Account) => signedInAt + lifetimes.longest;

/** How a session is found by whoever knows its sign-in, and nobody else. */
const hashed = (sid: string) => hash('sha256', sid, 'base64url');

function signInOf(content: Content): string | null {
  const sid = content.kind === 'signed-in' ? content.account.claims['sid'] : undefined;
  return typeof sid === 'string' ? hashed(sid) : null;
}
