// Which accounts' owners were told today that somebody else's card had been tried: one letter a day is enough to be warned.
import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type LinkingTables = { link_warning: { account: string; at: number } };

export const linkingMigrations: Migrations = {
  '010-linking': {
    up: async (db: Kysely<unknown>) => {
      await sql`create table link_warning (account text primary key, at int8 not null)`.execute(db);
    },
  },
};

const day = 24 * 3_600_000;

/** Whether the owner of an account is due to be warned; asking counts. */
export async function isWarningDue<Tables extends LinkingTables>(db: Kysely<Tables>, user: string, now: number): Promise<boolean> {
  const own = db as unknown as Kysely<LinkingTables>;
  const account = createHash('sha256').update(`eszig link warning ${user.toUpperCase()}`).digest('base64url');
  await own
    .deleteFrom('link_warning')
    .where('at', '<=', now - day)
    .execute();
  const row = await own
    .insertInto('link_warning')
    .values({ account, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('account')
    .executeTakeFirst();
  return row !== undefined;
}
