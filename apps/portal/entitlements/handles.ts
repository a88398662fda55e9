// From workers to the names that they have in addresses, and back.
import type { Kysely } from 'kysely';
import { newSecret } from '../../../io/relying-party/index.ts';
import type { Tables } from '../tables.ts';

type Db = Kysely<Tables>;

/** The handle of each worker at an institution; those who have none get one. */
export async function handlesOf(db: Db, institution: string, workers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const read = async () => {
    const rows = await db.selectFrom('person_handle').select(['id', 'worker']).where('institution', '=', institution).execute();
    return new Map(rows.map(({ id, worker }) => [worker, id]));
  };
  const known = await read();
  const missing = workers.filter((worker) => !known.has(worker));
  if (missing.length === 0) return known;
  await db
    .insertInto('person_handle')
    .values(missing.map((worker) => ({ id: newSecret(), institution, worker })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return read();
}

/** Whom a handle names, and at which institution. */
export const personOf = (db: Db, id: string) => db.selectFrom('person_handle').selectAll().where('id', '=', id).executeTakeFirst();
