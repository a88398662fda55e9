// Questions to the directory's tables, and the two messages that change them.
import type { Kysely, Transaction } from 'kysely';
import type { Link, Registers, RoleEntry, WorkerRecord } from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { identityMarks, type Mark } from '../matching/marks.ts';
import { putBackStaff } from '../matrix/put-back.ts';
import type { DirectoryErrorCode } from '../problems.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** How many rows a list gives at once. */
const pageSize = 100;

/** The worker to whom the card with a pseudonym is linked. */
export async function linkedWorker(db: Db, pseudonym: string, today: string): Promise<WorkerRecord | undefined> {
  const link = await db.selectFrom('link').select('worker').where('pseudonym', '=', pseudonym).executeTakeFirst();
  return link === undefined ? undefined : worker(db, link.worker, today);
}

/** A worker with the roles that they hold on a day (`YYYY-MM-DD`). */
export async function worker(db: Db, id: string, today: string): Promise<WorkerRecord | undefined> {
  const row = await db.selectFrom('worker').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...workerOf(row), roles: (await roles(db, { worker: id }, today)).map(({ worker: _, ...entry }) => entry) };
}

/** Workers in the order of their ids, from the one after `after`; `next` is where to go on. */
export async function workers(db: Db, { profession, after }: { profession?: string | undefined; after?: string | undefined }) {
  let query = db
    .selectFrom('worker')
    .selectAll()
    .orderBy('id')
    .limit(pageSize + 1);
  if (profession !== undefined) query = query.where('profession', '=', profession as WorkerRecord['profession']);
  if (after !== undefined) query = query.where('id', '>', after);
  const rows = await query.execute();
  const page = rows.slice(0, pageSize).map(workerOf);
  return { workers: page, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null };
}

/** Entries of the matrix that count on a day, by any of its three sides. */
export async function roles(
  db: Db,
  side: { worker?: string | undefined; institution?: string | undefined; unit?: string | undefined },
  today: string,
): Promise<(RoleEntry & { worker: { id: string; name: string } })[]> {
  let query = db
    .selectFrom('matrix as entry')
    .innerJoin('institution', 'institution.id', 'entry.institution')
    .innerJoin('unit', 'unit.id', 'entry.unit')
    .innerJoin('worker', 'worker.id', 'entry.worker')
    .select([
      'entry.worker',
      'entry.role',
      'entry.status',
      'entry.institution',
      'entry.unit',
      'institution.name as institutionName',
      'unit.name as unitName',
      'worker.name as workerName',
    ])
    .where((is) => is.or([is('entry.starts', 'is', null), is('entry.starts', '<=', today)]))
    .where((is) => is.or([is('entry.ends', 'is', null), is('entry.ends', '>=', today)]))
    .orderBy('entry.worker')
    .orderBy('entry.institution')
    .orderBy('entry.unit')
    .orderBy('entry.role')
    .limit(1000);
  if (side.worker !== undefined) query = query.where('entry.worker', '=', side.worker);
  if (side.institution !== undefined) query = query.where('entry.institution', '=', side.institution);
  if (side.unit !== undefined) query = query.where('entry.unit', '=', side.unit);
  return (await query.execute()).map((row) => ({
    worker: { id: row.worker, name: row.workerName },
    role: row.role,
    institution: { id: row.institution, name: row.institutionName },
    unit: { id: row.unit, name: row.unitName },
    status: row.status,
  }));
}

/** All institutions, without their units. */
export const institutions = (db: Db) => db.selectFrom('institution').selectAll().orderBy('id').limit(10_000).execute();

/** An institution with its units. */
export async function institution(db: Db, id: string) {
  const row = await db.selectFrom('institution').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, units: await db.selectFrom('unit').select(['id', 'name']).where('institution', '=', id).orderBy('id').execute() };
}

/** Binds a card to a worker; saying it twice is no error, saying it of another worker is. */
export async function saveLink(db: Db, { pseudonym, worker: id }: Link, now: number): Promise<void> {
  const known = await db.selectFrom('worker').select('id').where('id', '=', id).executeTakeFirst();
  if (known === undefined) throw new EidError<DirectoryErrorCode>('directory.unknown', { at: 'worker' });
  await db
    .insertInto('link')
    .values({ pseudonym, worker: id, linked_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const link = await db.selectFrom('link').select('worker').where('pseudonym', '=', pseudonym).executeTakeFirstOrThrow();
  if (link.worker !== id) throw new EidError<DirectoryErrorCode>('directory.linked-to-another');
}

/** Ends a link, if there is one between just these two. */
export async function removeLink(db: Db, { pseudonym, worker: id }: Link): Promise<void> {
  await db.deleteFrom('link').where('pseudonym', '=', pseudonym).where('worker', '=', id).execute();
}

/** Puts the registers in the place of those that were there, all or nothing. Links stay. */
export async function replaceRegisters(db: Db, mark: Mark, registers: Registers): Promise<void> {
  const units = new Set(registers.institutions.flatMap(({ id, units }) => units.map((unit) => `${id}/${unit.id}`)));
  const entries = registers.workers.flatMap(({ id, roles }) => roles.map((entry) => ({ worker: id, ...entry })));
  const dangling = entries.find((entry) => !units.has(`${entry.institution}/${entry.unit}`));
  if (dangling !== undefined) throw new EidError('entitlement.malformed', { at: `workers.${dangling.worker}.roles` });
  await db.transaction().execute(async (transaction) => {
    for (const table of ['role_entry', 'worker', 'unit', 'institution'] as const) await transaction.deleteFrom(table).execute();
    await insert(
      transaction,
      'institution',
      registers.institutions.map(({ id, name, kind, mail }) => ({ id, name, kind, mail })),
    );
    await insert(
      transaction,
      'unit',
      registers.institutions.flatMap(({ id, units }) => units.map((unit) => ({ ...unit, institution: id }))),
    );
    await insert(
      transaction,
      'worker',
      registers.workers.map(({ id, name, profession, mail, registration }) => ({
        id,
        name,
        profession,
        mail,
        ...registration,
        as_of: registers.asOf,
      })),
    );
    await insert(
      transaction,
      'identity',
      registers.workers.flatMap(({ id, identity }) => {
        if (identity === null) return [];
        const { names, ...marks } = identityMarks(mark, id, identity);
        return { worker: id, ...marks, names: JSON.stringify(names) };
      }),
    );
    await insert(transaction, 'role_entry', entries);
    await putBackStaff(transaction);
  });
}

async function insert<Table extends keyof Tables>(
  transaction: Transaction<Tables>,
  table: Table,
  rows: readonly Tables[Table][],
): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000)
    await transaction
      .insertInto(table)
      .values(rows.slice(i, i + 1000) as never)
      .execute();
}

/** A worker's row as it is told. */
export function workerOf({
  id,
  name,
  profession,
  number,
  basic,
  operational,
  status,
  as_of,
}: Tables['worker']): Omit<WorkerRecord, 'roles'> {
  return { id, name, profession, registration: { number, basic, operational, status, asOf: as_of } };
}
