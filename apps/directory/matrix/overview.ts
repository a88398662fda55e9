// What is asked of the matrix: everything about one institution, one worker's standing, who changed what, who has a register number.
import type { Kysely } from 'kysely';
import { type AskAddresses, countsOn, entitlement, grantableRoles } from '../../../lib/entitlement/index.ts';
import { institution, worker, workerOf } from '../store/directory.ts';
import type { Tables } from '../store/tables.ts';

type Db = Kysely<Tables>;
type Terms = Pick<Tables['matrix'], 'starts' | 'ends' | 'substitute' | 'supervisor'>;

/** Changes that a history gives at most. */
const historySize = 500;

/** An institution's workers, their entries on whatever days, and what waits for a second administrator; `undefined` when there is none. */
export async function matrixOf(db: Db, id: string, today: string) {
  const place = await institution(db, id);
  if (place === undefined) return undefined;
  const entries = await db
    .selectFrom('matrix')
    .selectAll()
    .where('institution', '=', id)
    .orderBy('worker')
    .orderBy('role')
    .orderBy('unit')
    .execute();
  const pending = await db.selectFrom('matrix_pending').selectAll().where('institution', '=', id).orderBy('asked_at').execute();
  const staff = await db.selectFrom('staff').select(['id', 'code_expires_at']).where('institution', '=', id).execute();
  const invited = new Map(staff.map((row) => [row.id, row.code_expires_at]));
  const ids = [...new Set([...entries, ...pending].map((entry) => entry.worker).concat(staff.map((row) => row.id)))];
  const rows = await db
    .selectFrom('worker')
    .selectAll('worker')
    .select(({ exists, selectFrom }) => [
      exists(selectFrom('link').select('link.worker').whereRef('link.worker', '=', 'worker.id')).as('linked'),
      selectFrom('sign_in_day')
        .select('day')
        .whereRef('sign_in_day.worker', '=', 'worker.id')
        .where('sign_in_day.institution', '=', id)
        .as('day'),
    ])
    .where('id', 'in', ids.length === 0 ? [''] : ids)
    .orderBy('id')
    .execute();
  const names = await namesOf(db, [
    ...entries.map((entry) => entry.supervisor),
    ...pending.flatMap((wish) => [wish.supervisor, wish.asked_by]),
  ]);
  return {
    institution: { id: place.id, name: place.name, kind: place.kind },
    units: place.units,
    grantable: grantableRoles[place.kind] ?? [],
    today,
    workers: rows.map(({ linked, day, ...row }) => ({
      ...workerOf(row),
      linked: Boolean(linked),
      ownStaff: invited.has(row.id),
      invitedUntil: moment(invited.get(row.id) ?? null),
      lastSignIn: day ?? null,
    })),
    entries: entries.map(({ worker: holder, role, unit, status, ...terms }) => ({
      worker: holder,
      role,
      unit,
      status,
      ...told(terms, names),
      state: stateOn(today, terms),
    })),
    pending: pending.map(({ id: wish, worker: holder, role, unit, asked_by: by, asked_at: at, reason, ...terms }) => ({
      id: wish,
      worker: holder,
      role,
      unit,
      ...told(terms, names),
      askedBy: { id: by, name: names.get(by) ?? by },
      askedAt: moment(at) as string,
      reason,
    })),
  };
}

/** A worker with all their entries at all institutions, and which of them count today; `undefined` when there is none. */
export async function standingOf(db: Db, id: string, today: string) {
  const record = await worker(db, id, today);
  if (record === undefined) return undefined;
  const found = entitlement(record.registration, record.roles);
  const acting = found.kind === 'entitled' ? found.roles : [];
  const rows = await db
    .selectFrom('matrix as entry')
    .innerJoin('institution', 'institution.id', 'entry.institution')
    .innerJoin('unit', 'unit.id', 'entry.unit')
    .select([
      'entry.role',
      'entry.status',
      'entry.starts',
      'entry.ends',
      'entry.substitute',
      'entry.supervisor',
      'entry.unit',
      'entry.institution',
    ])
    .select(['institution.name as institutionName', 'unit.name as unitName'])
    .where('entry.worker', '=', id)
    .orderBy('entry.institution')
    .orderBy('entry.unit')
    .orderBy('entry.role')
    .execute();
  const names = await namesOf(
    db,
    rows.map((row) => row.supervisor),
  );
  const counts = (role: string, unit: string) => acting.some((entry) => entry.role === role && entry.unit.id === unit);
  const link = await db.selectFrom('link').select('worker').where('worker', '=', id).limit(1).executeTakeFirst();
  const { roles: _, ...person } = record;
  return {
    worker: person,
    linked: link !== undefined,
    entitled: found.kind,
    entries: rows.map(({ role, status, unit, institution: place, unitName, institutionName, ...terms }) => ({
      role,
      institution: { id: place, name: institutionName },
      unit: { id: unit, name: unitName },
      ...told(terms, names),
      standing: counts(role, unit) ? ('counts' as const) : standingOn(today, status, terms),
    })),
  };
}

/** Changes at an institution, the newest first, of one worker when asked. */
export async function historyOf(db: Db, id: string, only: string | undefined) {
  let query = db
    .selectFrom('matrix_change')
    .select(['at', 'act', 'actor', 'worker', 'role', 'unit', 'reason'])
    .where('institution', '=', id);
  if (only !== undefined) query = query.where('worker', '=', only);
  const rows = await query.orderBy('at', 'desc').limit(historySize).execute();
  const names = await namesOf(
    db,
    rows.flatMap((row) => [row.actor, row.worker]),
  );
  const named = (who: string) => ({ id: who, name: names.get(who) ?? who });
  return {
    changes: rows.map(({ at, actor, worker: whom, ...rest }) => ({
      at: moment(at) as string,
      actor: named(actor),
      worker: named(whom),
      ...rest,
    })),
  };
}

/** Those who have one of these register numbers; each profession may count for itself. */
export async function workersByNumber(db: Db, numbers: readonly string[]) {
  const rows = await db
    .selectFrom('worker')
    .selectAll()
    .where('number', 'in', numbers.length === 0 ? [''] : numbers)
    .orderBy('id')
    .execute();
  return { workers: rows.map(workerOf), next: null };
}

/** The registered addresses of those workers who have an entry at the institution. */
export async function addressesOf(db: Db, { institution: place, workers }: AskAddresses) {
  const rows = await db
    .selectFrom('worker')
    .select(['id', 'mail'])
    .where('id', 'in', workers.length === 0 ? [''] : workers)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('matrix').select('matrix.worker').whereRef('matrix.worker', '=', 'worker.id').where('matrix.institution', '=', place),
      ),
    )
    .execute();
  return { addresses: rows.flatMap(({ id, mail }) => (mail === null ? [] : [{ worker: id, mail }])) };
}

/** Keeps the day on which a worker signed in for an institution. */
export async function noteSignIn(
  db: Db,
  { worker: id, institution: place }: { worker: string; institution: string },
  today: string,
): Promise<void> {
  await db
    .insertInto('sign_in_day')
    .values({ worker: id, institution: place, day: today })
    .onConflict((conflict) => conflict.columns(['worker', 'institution']).doUpdateSet({ day: today }))
    .execute();
}

function stateOn(today: string, { starts, ends }: Pick<Terms, 'starts' | 'ends'>): 'in-force' | 'upcoming' | 'ended' {
  if (countsOn(today, { from: starts, until: ends })) return 'in-force';
  return ends !== null && ends < today ? 'ended' : 'upcoming';
}

/** Why an entry does not count: its days, its own suspension, or the register. */
function standingOn(today: string, status: 'in-force' | 'suspended', terms: Pick<Terms, 'starts' | 'ends'>) {
  const state = stateOn(today, terms);
  if (state !== 'in-force') return state;
  return status === 'suspended' ? 'suspended' : 'register';
}

const told = ({ starts, ends, substitute, supervisor }: Terms, names: ReadonlyMap<string, string>) => ({
  from: starts,
  until: ends,
  substitute,
  supervisor: supervisor === null ? null : { id: supervisor, name: names.get(supervisor) ?? supervisor },
});

const moment = (at: number | null) => (at === null ? null : `${new Date(at).toISOString().slice(0, 19)}Z`);

async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.selectFrom('worker').select(['id', 'name']).where('id', 'in', wanted).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
