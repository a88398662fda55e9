// The sign-ins that a person made, for that person: when, where, in which role, and which data groups were read. Never a value of any of them.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import type { CardDatum } from '../../../lib/oidc/index.ts';
import type { IdpDatabase } from './schema.ts';
import { hashed, type Seal } from './seal.ts';

export interface PastSignIn {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The relying party, in both languages. */
  readonly name: Readonly<Record<'hu' | 'en', string>>;
  /** In a browser, or from an application of the desktop. */
  readonly kind: 'web' | 'native';
  readonly acr: string;
  readonly role?: string;
  /** Six digits. */
  readonly institution?: string;
  /** What was read from the card beside its pseudonym. */
  readonly read: readonly CardDatum[];
}

export interface History {
  /** Notes a sign-in; saying the same one again changes nothing. @param id the sign-in's; @param owner the person's `sub` at the portal */
  note(id: string, owner: string, signIn: Omit<PastSignIn, 'at'>): Promise<void>;
  /** A person's sign-ins of the last year, newest first, a hundred at most. */
  of(owner: string): Promise<readonly PastSignIn[]>;
  /** Deletes what nobody is told any more. */
  sweep(): Promise<void>;
}

export interface HistoryTable {
  id: string;
  owner: string;
  at: Date;
  sealed: Buffer;
}

export const historyMigrations: Migrations = {
  '004-history': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table history (id text primary key, owner text not null, at timestamptz not null, sealed bytea not null);
        create index history_owner on history (owner, at);
        create index history_at on history (at);
      `.execute(db);
    },
  },
};

/** Milliseconds that a sign-in is told of. */
const keptFor = 365 * 24 * 3_600_000;

export function createHistory(db: Kysely<IdpDatabase>, seal: Seal, clock: Clock): History {
  const oldest = () => new Date(clock() - keptFor);
  return {
    async note(id, owner, signIn) {
      const row = { id: hashed(id), owner: hashed(owner), at: new Date(clock()) };
      await db
        .insertInto('history')
        .values({ ...row, sealed: seal.seal(signIn, `history:${row.id}:${row.owner}`) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async of(owner) {
      const rows = await db
        .selectFrom('history')
        .selectAll()
        .where('owner', '=', hashed(owner))
        .where('at', '>=', oldest())
        .orderBy('at', 'desc')
        .limit(100)
        .execute();
      return rows.flatMap(({ id, owner: own, at, sealed }) => {
        const signIn = seal.open(sealed, `history:${id}:${own}`) as Omit<PastSignIn, 'at'> | undefined;
        return signIn === undefined ? [] : [{ at: at.getTime(), ...signIn }];
      });
    },
    async sweep() {
      await db.deleteFrom('history').where('at', '<', oldest()).execute();
    },
  };
}
