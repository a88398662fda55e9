// Fault reports in the store: filing one, moving it by the table of lib/fault-report, and finding it again.
import { randomBytes, randomInt } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { newSecret } from '../../../io/relying-party/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { type Actor, type Event, type FaultState, makeReportNumber, move } from '../../../lib/fault-report/index.ts';
import type { Tables } from '../tables.ts';
import { tellOf } from './mails.ts';
import type { FaultTables } from './tables.ts';

export type Report = FaultTables['fault_report'];
export type TimelineEntry = FaultTables['fault_event'];
export type Db = Kysely<Tables>;
type Work = Transaction<Tables>;

/** What a person says about the fault. */
export type Filed = Pick<
  Report,
  | 'institution'
  | 'institution_name'
  | 'notify'
  | 'reporter'
  | 'phone'
  | 'contact'
  | 'serial'
  | 'model'
  | 'warranty_until'
  | 'outcome'
  | 'answers'
  | 'symptoms'
  | 'description'
  | 'diagnosis'
  | 'postal_code'
  | 'city'
  | 'street'
  | 'pickup_day'
  | 'pickup_window'
  | 'language'
>;

/** Who does something, and what they say of it. */
export type Act = { readonly event: Event; readonly actor: Actor; readonly who: string; readonly note: string };

const keys = ['id', 'receipt', 'confirm_key', 'courier_key', 'number'] as const;

export type ReportErrorCode = 'fault.link-ended' | 'fault.open-already';

/** Milliseconds: a report that nobody confirmed, and one that was closed, are erased after so long, with their pictures. */
export const lifetimes = { draft: 14 * 86_400_000, closed: 2 * 365 * 86_400_000 } as const;

/** How many unconfirmed reports an institution may have at once: each is a letter to it. */
export const mostDrafts = 3;

/**
 * Files a report. Without `signedIn` it waits as a draft until the institution confirms it by the link sent to its registered address. Gives the
 * report, or why there is none: one is open for this reader already, or too many wait for being confirmed.
 */
export async function fileReport(
  db: Db,
  filed: Filed,
  { signedIn, now, origin }: { readonly signedIn: boolean; readonly now: number; readonly origin: string },
): Promise<Report | 'open-already' | 'too-many'> {
  await sweep(db, now);
  return db.transaction().execute(async (work) => {
    if (!signedIn) {
      const drafts = await work
        .selectFrom('fault_report')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('institution', '=', filed.institution)
        .where('state', '=', 'draft')
        .executeTakeFirstOrThrow();
      if (Number(drafts.count) >= mostDrafts) return 'too-many';
    }
    if ((await openFor(work, filed.serial)) !== undefined) return 'open-already';
    const report: Report = {
      ...filed,
      id: newSecret(),
      number: makeReportNumber((size) => randomBytes(size)),
      receipt: newSecret(),
      confirm_key: signedIn ? null : newSecret(),
      courier_key: null,
      handover_code: null,
      handover_tries: 0,
      state: signedIn ? 'submitted' : 'draft',
      missing: '[]',
      seal: null,
      reason: null,
      replacement: null,
      created_at: now,
      changed_at: now,
    };
    await work.insertInto('fault_report').values(report).execute();
    await work
      .insertInto('fault_event')
      .values({ report: report.id, place: 0, at: now, event: 'submit', actor: 'reporter', who: filed.reporter, note: '' })
      .execute();
    await tellOf(work, report, 'submit', '', { origin, now });
    return report;
  });
}

/**
 * Moves a report, writes it down, and posts the letter, all or nothing. `change` makes what else changes and may refuse by returning a fault.
 * Errors: `fault.move-not-allowed` for what the table does not have, also when another person was faster; `fault.open-already` when the reader has
 * another open report.
 */
export async function act<Fault = never>(
  db: Db,
  id: string,
  { event, actor, who, note }: Act,
  { now, origin }: { readonly now: number; readonly origin: string },
  change: (report: Report, work: Work) => Promise<{ readonly set: Partial<Report> } | { readonly fault: Fault }> = async () => ({
    set: {},
  }),
): Promise<Report | { readonly fault: Fault }> {
  return db.transaction().execute(async (work) => {
    const report = await work.selectFrom('fault_report').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (report === undefined) throw new EidError<ReportErrorCode>('fault.link-ended');
    const state = move(report.state, event, actor);
    if (!quiet.includes(state) && quiet.includes(report.state)) await noneOpen(work, report.serial);
    const changed = await change(report, work);
    if ('fault' in changed) return changed;
    const next = { ...report, ...changed.set, ...keysOf(event), state, changed_at: now };
    await work.updateTable('fault_report').set(next).where('id', '=', id).execute();
    const { place } = await work
      .selectFrom('fault_event')
      .select(({ fn }) => fn.countAll<number>().as('place'))
      .where('report', '=', id)
      .executeTakeFirstOrThrow();
    await work
      .insertInto('fault_event')
      .values({ report: id, place: Number(place), at: now, event, actor, who, note })
      .execute();
    await tellOf(work, next, event, note, { origin, now });
    return next;
  });
}

async function sweep(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom('fault_report')
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'draft'), eb('created_at', '<', now - lifetimes.draft)]),
        eb.and([eb('state', '=', 'closed'), eb('changed_at', '<', now - lifetimes.closed)]),
      ]),
    )
    .execute();
}

/** States in which a reader may be reported once more. */
const quiet: readonly FaultState[] = ['draft', 'closed'];

const openFor = (work: Work, serial: string) =>
  work.selectFrom('fault_report').select('id').where('serial', '=', serial).where('state', 'not in', quiet).executeTakeFirst();

async function noneOpen(work: Work, serial: string): Promise<void> {
  if ((await openFor(work, serial)) !== undefined) throw new EidError<ReportErrorCode>('fault.open-already');
}

/** Links that a move makes or ends. */
function keysOf(event: Event): Partial<Report> {
  if (event === 'order-courier') {
    return { courier_key: newSecret(), handover_code: String(randomInt(1_000_000)).padStart(6, '0'), handover_tries: 0 };
  }
  if (event === 'hand-over' || event === 'withdraw') return { courier_key: null, handover_code: null, confirm_key: null };
  return event === 'confirm' ? { confirm_key: null } : {};
}

/** A report by what names it in an address. */
export async function reportBy(db: Db, key: (typeof keys)[number], value: string): Promise<Report | undefined> {
  return db.selectFrom('fault_report').selectAll().where(key, '=', value).executeTakeFirst();
}

/** The same; errors: `fault.link-ended` when there is none. */
export async function foundBy(db: Db, key: (typeof keys)[number], value: string): Promise<Report> {
  const report = await reportBy(db, key, value);
  if (report === undefined) throw new EidError<ReportErrorCode>('fault.link-ended');
  return report;
}

export const timelineOf = (db: Db, report: string): Promise<TimelineEntry[]> =>
  db.selectFrom('fault_event').selectAll().where('report', '=', report).orderBy('place').execute();

export const reportsOf = (db: Db, institution: string): Promise<Report[]> =>
  db.selectFrom('fault_report').selectAll().where('institution', '=', institution).orderBy('created_at', 'desc').limit(200).execute();

/** Counts a try at the hand-over code before it is compared; the fifth ends the link, until the desk orders the courier anew. */
export async function countTry(db: Db, key: string): Promise<void> {
  const counted = await db
    .updateTable('fault_report')
    .set((eb) => ({
      handover_tries: eb('handover_tries', '+', 1),
      courier_key: eb.case().when('handover_tries', '>=', 4).then(null).else(eb.ref('courier_key')).end(),
    }))
    .where('courier_key', '=', key)
    .returning('id')
    .executeTakeFirst();
  if (counted === undefined) throw new EidError<ReportErrorCode>('fault.link-ended');
}

/** Keeps a diagnosis for a day, until its report is filed; gives the name under which the form finds it. */
export async function keepDiagnosis(db: Db, content: string, now: number): Promise<string> {
  const id = newSecret();
  await db.deleteFrom('fault_diagnosis').where('expires_at', '<=', now).execute();
  await db
    .insertInto('fault_diagnosis')
    .values({ id, content, expires_at: now + 24 * 3_600_000 })
    .execute();
  return id;
}

export const keptDiagnosis = async (db: Db, id: string, now: number): Promise<string | undefined> =>
  (await db.selectFrom('fault_diagnosis').select('content').where('id', '=', id).where('expires_at', '>', now).executeTakeFirst())?.content;
