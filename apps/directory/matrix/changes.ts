// The acts that change the matrix: grant, take away, and the second administrator's decision. Each is one transaction under the institution's lock.
import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import {
  type Administrator,
  checkAdministratorLeft,
  checkGrant,
  checkSecondEyes,
  countsOn,
  type Decide,
  decideGrant,
  type Grant,
  type MatrixErrorCode,
  practisesAlone,
  supervisingRoles,
  type TakeAway,
} from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { worker } from '../store/directory.ts';
import type { Tables } from '../store/tables.ts';
import { dayOf } from './days.ts';
import type { MatrixAct, MatrixTables } from './tables.ts';

type Db = Kysely<Tables>;
type Key = Pick<Grant, 'institution' | 'unit' | 'worker' | 'role'>;

const refuse = (code: MatrixErrorCode): never => {
  throw new EidError<MatrixErrorCode>(code);
};

/** Gives a role, or keeps the wish until a second administrator decides. Errors: `MatrixErrorCode`. */
export async function grant(db: Db, wish: Grant, now: number): Promise<{ readonly outcome: 'in-force' | 'pending' }> {
  return locked(db, wish, now, async (transaction, { kind, today }) => {
    const { institution, unit, role, actor, reason } = wish;
    const known = await transaction
      .selectFrom('unit')
      .select('id')
      .where('id', '=', unit)
      .where('institution', '=', institution)
      .executeTakeFirst();
    if (known === undefined) refuse('matrix.unit-unknown');
    const holder = await worker(transaction, wish.worker, today);
    if (holder === undefined) return refuse('matrix.worker-unknown');
    const supervisorFit =
      wish.supervisor !== null && wish.supervisor !== wish.worker && (await mayDirect(transaction, wish.supervisor, institution, today));
    checkGrant(wish, { institutionKind: kind, profession: holder.profession, today, supervisorFit });
    const held = await transaction
      .selectFrom('matrix')
      .select('ends')
      .where('worker', '=', wish.worker)
      .where('role', '=', role)
      .where('unit', '=', unit)
      .executeTakeFirst();
    if (held !== undefined && (held.ends === null || held.ends >= today)) refuse('matrix.held-already');
    const outcome = decideGrant(actor, wish.worker);
    const terms = { substitute: wish.substitute, starts: wish.from, ends: wish.until, supervisor: wish.supervisor };
    if (outcome === 'in-force') await put(transaction, wish, terms);
    else {
      const id = randomBytes(24).toString('base64url');
      const waiting = { id, ...key(wish), ...terms, asked_by: actor, asked_at: now, reason };
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('matrix_pending')
        .values(waiting)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 0n) refuse('matrix.held-already');
    }
    await note(transaction, outcome === 'in-force' ? 'granted' : 'asked', wish, wish, now);
    return { outcome };
  });
}

/** Ends a role at once. Errors: `matrix.not-held`, `matrix.last-administrator`, `matrix.not-administrator`. */
export async function takeAway(db: Db, wish: TakeAway, now: number): Promise<void> {
  await locked(db, wish, now, async (transaction, { today }) => {
    const held = await transaction
      .selectFrom('matrix')
      .select('worker')
      .where('worker', '=', wish.worker)
      .where('role', '=', wish.role)
      .where('unit', '=', wish.unit)
      .where('institution', '=', wish.institution)
      .executeTakeFirst();
    if (held === undefined) refuse('matrix.not-held');
    if (wish.role === 'institution-admin') checkAdministratorLeft(await administratorsOf(transaction, wish.institution), wish, today);
    await put(transaction, wish, { substitute: false, starts: null, ends: null, supervisor: null }, 'taken-away');
    await note(transaction, 'taken-away', wish, wish, now);
  });
}

/** The second administrator's word; whoever asked may take the wish back. Errors: `matrix.not-pending`, `matrix.own-decision`, and those of `grant`. */
export async function decide(db: Db, { actor, institution, id, approve, reason }: Decide, now: number): Promise<void> {
  await locked(db, { actor, institution }, now, async (transaction, { kind, today }) => {
    const waiting = await transaction
      .deleteFrom('matrix_pending')
      .where('id', '=', id)
      .where('institution', '=', institution)
      .returningAll()
      .executeTakeFirst();
    if (waiting === undefined) return refuse('matrix.not-pending');
    const { asked_by: askedBy, starts, ends, substitute, supervisor } = waiting;
    if (approve) {
      checkSecondEyes(actor, { worker: waiting.worker, askedBy });
      const holder = await worker(transaction, waiting.worker, today);
      if (holder === undefined) return refuse('matrix.worker-unknown');
      const supervisorFit = supervisor !== null && (await mayDirect(transaction, supervisor, institution, today));
      const terms = { role: waiting.role, substitute, from: starts, until: ends, supervisor };
      checkGrant(terms, { institutionKind: kind, profession: holder.profession, today, supervisorFit });
      await put(transaction, waiting, { substitute, starts, ends, supervisor });
    }
    await note(transaction, approve ? 'approved' : 'refused', waiting, { actor, reason }, now);
  });
}

/** Does something for an institution that one of its administrators asked for; nobody else changes its matrix meanwhile. */
export function locked<T>(
  db: Db,
  { actor, institution }: { readonly actor: string; readonly institution: string },
  now: number,
  act: (transaction: Transaction<Tables>, facts: { readonly kind: string; readonly today: string }) => Promise<T>,
): Promise<T> {
  const today = dayOf(now);
  return db.transaction().execute(async (transaction) => {
    const row = await transaction.selectFrom('institution').select('kind').where('id', '=', institution).forUpdate().executeTakeFirst();
    const administrators = await administratorsOf(transaction, institution);
    const isOne = administrators.some((entry) => entry.worker === actor && countsOn(today, entry));
    if (row === undefined || !isOne) return refuse('matrix.not-administrator');
    return act(transaction, { kind: row.kind, today });
  });
}

/** Everybody who holds the administrator's role at an institution, on whatever days. */
async function administratorsOf(transaction: Transaction<Tables>, institution: string): Promise<readonly Administrator[]> {
  const rows = await transaction
    .selectFrom('matrix')
    .select(['worker', 'unit', 'starts as from', 'ends as until'])
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('link').select('link.worker').whereRef('link.worker', '=', 'matrix.worker')).as('linked'),
    )
    .where('institution', '=', institution)
    .where('role', '=', 'institution-admin')
    .where('status', '=', 'in-force')
    .execute();
  return rows.map((row) => ({ ...row, linked: Boolean(row.linked) }));
}

/** Whether a worker practises independently at an institution today. */
async function mayDirect(transaction: Transaction<Tables>, id: string, institution: string, today: string): Promise<boolean> {
  const found = await worker(transaction, id, today);
  const here = found?.roles.some(
    (entry) => entry.institution.id === institution && supervisingRoles.includes(entry.role) && entry.status === 'in-force',
  );
  return found !== undefined && here === true && practisesAlone(found.registration);
}

type Terms = Pick<MatrixTables['matrix_entry'], 'substitute' | 'starts' | 'ends' | 'supervisor'>;

async function put(
  transaction: Transaction<Tables>,
  entry: Key,
  terms: Terms,
  state: 'in-force' | 'taken-away' = 'in-force',
): Promise<void> {
  const values = { ...key(entry), ...terms, state };
  await transaction
    .insertInto('matrix_entry')
    .values(values)
    .onConflict((conflict) => conflict.columns(['worker', 'role', 'unit']).doUpdateSet(values))
    .execute();
}

const key = ({ institution, unit, worker: id, role }: Key): Key => ({ institution, unit, worker: id, role });

async function note(
  transaction: Transaction<Tables>,
  act: MatrixAct,
  entry: Key,
  { actor, reason }: { readonly actor: string; readonly reason: string },
  at: number,
): Promise<void> {
  await transaction
    .insertInto('matrix_change')
    .values({ at, act, actor, reason, ...key(entry) })
    .execute();
}
