// Questions to the table of readers, and the changes that a repair makes in it. Each takes a store or a transaction.
import type { Kysely } from 'kysely';
import type { ReaderTables } from './tables.ts';

export type Reader = ReaderTables['reader'];

// biome-ignore lint/suspicious/noExplicitAny: a store of any tables among which are the readers
type Db = Kysely<any>;
const table = (db: Db) => db as Kysely<ReaderTables>;

/** A serial number as it is printed on the reader, in the one spelling of the table: capitals, no blanks. `undefined` for anything else. */
export function parseSerial(text: string): string | undefined {
  const serial = text.replace(/\s/g, '').toUpperCase();
  return /^[A-Z0-9][A-Z0-9-]{2,22}[A-Z0-9]$/.test(serial) ? serial : undefined;
}

export const readerBySerial = (db: Db, serial: string): Promise<Reader | undefined> =>
  table(db).selectFrom('reader').selectAll().where('serial', '=', serial).executeTakeFirst();

export const readersOf = (db: Db, institution: string): Promise<Reader[]> =>
  table(db).selectFrom('reader').selectAll().where('institution', '=', institution).orderBy('serial').execute();

/** Adds those whose serial number is not known yet; the others stay as they are. Gives how many were new. */
export async function addReaders(db: Db, readers: readonly Reader[]): Promise<number> {
  if (readers.length === 0) return 0;
  const added = await table(db)
    .insertInto('reader')
    .values([...readers])
    .onConflict((conflict) => conflict.doNothing())
    .returning('serial')
    .execute();
  return added.length;
}

/** Readers that can be given in place of another: the same model first. */
export const stock = (db: Db, model?: string): Promise<Reader[]> =>
  table(db)
    .selectFrom('reader')
    .selectAll()
    .where('state', '=', 'in-stock')
    .orderBy((eb) =>
      eb
        .case()
        .when('model', '=', model ?? '')
        .then(0)
        .else(1)
        .end(),
    )
    .orderBy('model')
    .orderBy('serial')
    .limit(500)
    .execute();

/** A reader goes to the workshop, and comes back. It stays the institution's. */
export async function setReaderState(db: Db, serial: string, state: 'in-use' | 'in-repair'): Promise<void> {
  await table(db).updateTable('reader').set({ state }).where('serial', '=', serial).where('origin', '=', 'operator').execute();
}

/**
 * Another reader takes the place of a broken one: same institution, same workstation, given today; the broken one is retired. False when the
 * other is not in stock (any more): nothing has changed then. Call it in a transaction.
 */
export async function replaceReader(db: Db, broken: string, other: string, today: string): Promise<boolean> {
  const old = await table(db).selectFrom('reader').selectAll().where('serial', '=', broken).forUpdate().executeTakeFirst();
  if (old === undefined) return false;
  const { institution, workstation } = old;
  const given = await table(db)
    .updateTable('reader')
    .set({ state: 'in-use', institution, workstation, given_on: today })
    .where('serial', '=', other)
    .where('state', '=', 'in-stock')
    .returning('serial')
    .executeTakeFirst();
  if (given === undefined) return false;
  await table(db)
    .updateTable('reader')
    .set({ state: 'retired', institution: null, workstation: null })
    .where('serial', '=', broken)
    .execute();
  return true;
}
