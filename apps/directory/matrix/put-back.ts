// Replaced registers know nothing of people whom institutions entered themselves: these are entered among the workers again.
import type { Transaction } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** Enters the institutions' own staff among the workers again, or one of them. */
export async function putBackStaff(transaction: Transaction<Tables>, only?: string): Promise<void> {
  let query = transaction.selectFrom('staff').select(['id', 'name', 'profession', 'created_at']);
  if (only !== undefined) query = query.where('id', '=', only);
  const rows = (await query.execute()).map(({ id, name, profession, created_at: at }) => ({
    id,
    name,
    profession,
    number: null,
    basic: false,
    operational: false,
    status: 'not-registered' as const,
    mail: null,
    as_of: `${new Date(at).toISOString().slice(0, 19)}Z`,
  }));
  if (rows.length === 0) return;
  await transaction
    .insertInto('worker')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
