// The portal's sessions, with what it keeps beside them: from what device, when a role was last found in force, and who only asks how they stand.
import type { Kysely } from 'kysely';
import * as relyingParty from '../../../io/relying-party/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import type { Account } from '../account.ts';
import { type Device, ownerOf } from './own-sessions.ts';
import type { Tables } from './tables.ts';

export type Pending = relyingParty.Pending & {
  /** The account that a card is to be linked to, as it was typed. */
  readonly user?: string;
};

type Shared = relyingParty.Sessions<Pending, Account>;

/** Every call may throw `database.unreachable`. */
export type Sessions = Omit<Shared, 'open'> & {
  /** Keeps a signed-in person; gives the secret of a fresh cookie. */
  open(account: Account, device?: Device): Promise<string>;
  /** Keeps who asks how they stand, without signing them in; gives the secret of a cookie. */
  ask(user: string): Promise<string>;
  asking(secret: string | undefined): Promise<string | undefined>;
  /** When a session's role was last found in force; `undefined` when never since the sign-in. */
  checkedAt(secret: string | undefined): Promise<number | undefined>;
  noteCheck(secret: string | undefined): Promise<void>;
};

/** Whoever asks stands in the same table; every other kind of record has no `user`. */
type Asking = { readonly kind: string; readonly user?: string };

export function createSessions(db: Kysely<Tables>, clock: Clock): Sessions {
  const shared: Shared = relyingParty.createSessions(db, { app: 'portal', clock, sidOf });
  const asked: relyingParty.Records<Asking> = relyingParty.sealedRecords(db, { table: 'session', app: 'portal', clock });
  return {
    ...shared,
    open: (account, device = 'computer') =>
      shared.open(account, { owner: ownerOf(account), handle: relyingParty.newSecret(), opened_at: clock(), device }),
    ask: (user) => asked.keep({ kind: 'user', user }, clock() + relyingParty.lifetimes.pending),
    async asking(secret) {
      const kept = await asked.find(secret);
      return kept?.content.kind === 'user' ? kept.content.user : undefined;
    },
    async checkedAt(secret) {
      const own = relyingParty.opener('portal', secret);
      if (own === undefined) return undefined;
      return (await db.selectFrom('session').select('checked_at').where('id', '=', own.id).executeTakeFirst())?.checked_at ?? undefined;
    },
    async noteCheck(secret) {
      const own = relyingParty.opener('portal', secret);
      if (own !== undefined) await db.updateTable('session').set({ checked_at: clock() }).where('id', '=', own.id).execute();
    },
  };
}

function sidOf({ claims }: Account): string | undefined {
  return typeof claims['sid'] === 'string' ? claims['sid'] : undefined;
}
