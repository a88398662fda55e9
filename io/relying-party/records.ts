// Sealed records that cookies open, in a table of a relying party. A record is gone when its time is over, or when its browser is done with it.
import type { Kysely } from 'kysely';
import type { Clock } from '../../lib/crypto/index.ts';
import { newSecret, type Opener, opener, type RelyingParty, seal, unseal } from './seal.ts';

/** The columns of such a table. It may have more, which may be null. */
export type RecordRow = { id: string; content: string; expires_at: number };

/** What an app keeps in a row beside. */
export type MoreColumns = Readonly<Record<string, string | number | null>>;

export type Kept<Content> = { readonly id: string; readonly content: Content; readonly until: number };

/** Every call may throw `database.unreachable`. Moments are milliseconds since 1970; a secret that is none of ours finds nothing. */
export type Records<Content> = {
  /** Keeps a record until then; gives the secret of its cookie. */
  keep(content: Content, until: number, columns?: MoreColumns): Promise<string>;
  find(secret: string | undefined): Promise<Kept<Content> | undefined>;
  /** Gives it back once, and never again. */
  take(secret: string | undefined): Promise<Content | undefined>;
  extend(id: string, until: number): Promise<void>;
  remove(secret: string | undefined): Promise<void>;
};

export function sealedRecords<Content, Table extends string>(
  db: Kysely<Record<Table, RecordRow>>,
  { table: name, app, clock }: { readonly table: Table; readonly app: RelyingParty; readonly clock: Clock },
): Records<Content> {
  // Kysely's types want a table by its name; whichever it is, it has these columns.
  const [records, table] = [db as unknown as Kysely<{ table: RecordRow }>, name as string as 'table'];
  return {
    async keep(content, until, columns = {}) {
      const secret = newSecret();
      const own = opener(app, secret) as Opener;
      await records.deleteFrom(table).where('expires_at', '<=', clock()).execute();
      await records
        .insertInto(table)
        .values({ ...columns, id: own.id, content: seal(own, content), expires_at: until })
        .execute();
      return secret;
    },
    async find(secret) {
      const own = opener(app, secret);
      if (own === undefined) return undefined;
      const row = await records
        .selectFrom(table)
        .select(['content', 'expires_at'])
        .where('id', '=', own.id)
        .where('expires_at', '>', clock())
        .executeTakeFirst();
      const content = row && unseal<Content>(own, row.content);
      return row && content && { id: own.id, content, until: row.expires_at };
    },
    async take(secret) {
      const own = opener(app, secret);
      if (own === undefined) return undefined;
      const row = await records
        .deleteFrom(table)
        .where('id', '=', own.id)
        .where('expires_at', '>', clock())
        .returning('content')
        .executeTakeFirst();
      return row && unseal<Content>(own, row.content);
    },
    async extend(id, until) {
      await records.updateTable(table).set({ expires_at: until }).where('id', '=', id).execute();
    },
    async remove(secret) {
      const own = opener(app, secret);
      if (own !== undefined) await records.deleteFrom(table).where('id', '=', own.id).execute();
    },
  };
}
