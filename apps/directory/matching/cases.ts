// What the match left to people: two of them, on two days, each with the person and their papers before them; never the employer's administrator.
import type { Kysely, Transaction } from 'kysely';
import type { DecideLink, RoleId } from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { dayOf } from '../matrix/days.ts';
import { roles, saveLink } from '../store/directory.ts';
import type { Tables } from '../store/tables.ts';

export type CaseErrorCode = 'linking.not-decider' | 'linking.not-open' | 'linking.same-person' | 'linking.too-early';

/** Who may decide: the operator, which keeps the registers, and the windows, which know papers. */
const deciders: readonly RoleId[] = ['desk-agent', 'clerk'];

/** Milliseconds that a case waits for people, and that its outcome is kept. */
const lives = { open: 60 * 24 * 3_600_000, closed: 30 * 24 * 3_600_000 } as const;

/** Cases that wait, oldest first. */
export async function openCases(db: Kysely<Tables>, waitingTime: number, now: number) {
  await forget(db, now);
  const rows = await db
    .selectFrom('link_case as one')
    .innerJoin('worker', 'worker.id', 'one.worker')
    .leftJoin('worker as first', 'first.id', 'one.first_by')
    .select([
      'one.id',
      'one.reason',
      'one.state',
      'one.opened_at',
      'one.first_at',
      'worker.id as workerId',
      'worker.name',
      'worker.profession',
    ])
    .select(['worker.number', 'first.id as firstId', 'first.name as firstName'])
    .where('one.closed_at', 'is', null)
    .orderBy('one.opened_at')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    worker: { id: row.workerId, name: row.name, profession: row.profession, number: row.number },
    reason: row.reason,
    openedAt: instant(row.opened_at),
    first: row.firstId === null || row.firstName === null ? null : { id: row.firstId, name: row.firstName },
    confirmableFrom: row.first_at === null ? null : instant(row.first_at + waitingTime),
  }));
}

/**
 * One person's word. The first to confirm says that they saw the person and their papers; the second says it again, when the waiting time is
 * over and the owner of the account had time to object; then the card is linked. Either may refuse.
 */
export async function decideLink(db: Kysely<Tables>, { case: id, actor, word }: DecideLink, waitingTime: number, now: number) {
  return db.transaction().execute(async (transaction) => {
    const found = await transaction.selectFrom('link_case').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (found === undefined || found.closed_at !== null) throw new EidError<CaseErrorCode>('linking.not-open');
    await checkDecider(transaction, actor, found.worker, now);
    const change = (set: Partial<Tables['link_case']>) => transaction.updateTable('link_case').set(set).where('id', '=', id).execute();
    const close = { closed_by: actor, closed_at: now, pseudonym: '' };
    const owner = await transaction.selectFrom('worker').select('mail').where('id', '=', found.worker).executeTakeFirst();
    const mail = owner?.mail ?? null;
    if (word === 'refuse') {
      await change({ state: 'refused', ...close });
      return { kind: 'refused' as const, mail };
    }
    if (found.first_by === null || found.first_at === null) {
      await change({ state: 'confirmed-once', first_by: actor, first_at: now });
      return { kind: 'confirmed-once' as const, mail };
    }
    if (found.first_by === actor) throw new EidError<CaseErrorCode>('linking.same-person');
    if (now < found.first_at + waitingTime) throw new EidError<CaseErrorCode>('linking.too-early');
    await saveLink(transaction, { pseudonym: found.pseudonym, worker: found.worker }, now);
    await change({ state: 'linked', ...close });
    return { kind: 'linked' as const, mail };
  });
}

async function checkDecider(transaction: Transaction<Tables>, actor: string, worker: string, now: number): Promise<void> {
  const held = await roles(transaction, { worker: actor }, dayOf(now));
  const may = held.some(({ role, status }) => status === 'in-force' && deciders.includes(role));
  if (!may || actor === worker) throw new EidError<CaseErrorCode>('linking.not-decider');
}

/** Cases that nobody decided end by themselves, and closed ones are forgotten. */
async function forget(db: Kysely<Tables>, now: number): Promise<void> {
  await db
    .deleteFrom('link_case')
    .where((is) =>
      is.or([is('closed_at', '<=', now - lives.closed), is.and([is('closed_at', 'is', null), is('opened_at', '<=', now - lives.open)])]),
    )
    .execute();
}

const instant = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
