// The queue of open reports: filtered, searched, in pages, the oldest first.
import type { Kysely } from 'kysely';
import { type FaultState, faultStates } from '../../../lib/fault-report/index.ts';
import type { FaultTables } from '../faults/index.ts';
import type { Tables } from '../tables.ts';

export const pageSize = 50;

export interface QueueQuery {
  /** All open ones without. */
  readonly state?: FaultState | undefined;
  readonly search: string;
  /** From 0. */
  readonly page: number;
}

export type QueueRow = Pick<
  FaultTables['fault_report'],
  'id' | 'number' | 'serial' | 'institution' | 'institution_name' | 'state' | 'created_at' | 'changed_at'
>;

export interface Queue {
  readonly rows: readonly QueueRow[];
  /** How many fit, on all pages. */
  readonly count: number;
  /** How many open reports there are in each state, whatever is searched for. */
  readonly states: Readonly<Partial<Record<FaultState, number>>>;
}

/** What a search page asks for; anything that is none is left out. */
export function queueQuery(query: Readonly<Record<string, string | undefined>>): QueueQuery {
  const state = faultStates.find((known) => known === query['state']);
  const page = Number(query['page'] ?? 0);
  return {
    state,
    search: (query['q'] ?? '').trim().slice(0, 100),
    page: Number.isSafeInteger(page) && page > 0 && page < 10_000 ? page : 0,
  };
}

/** Three questions to the database, each answered by an index or one short walk. */
export async function readQueue(db: Kysely<Tables>, { state, search, page }: QueueQuery): Promise<Queue> {
  let fitting = db.selectFrom('fault_report').where('state', state === undefined ? '<>' : '=', state ?? 'closed');
  if (search !== '') {
    const part = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    fitting = fitting.where((eb) =>
      eb.or((['number', 'serial', 'institution', 'institution_name'] as const).map((column) => eb(column, 'ilike', part))),
    );
  }
  const [rows, count, states] = await Promise.all([
    fitting
      .select(['id', 'number', 'serial', 'institution', 'institution_name', 'state', 'created_at', 'changed_at'])
      .orderBy('created_at')
      .orderBy('id')
      .limit(pageSize)
      .offset(page * pageSize)
      .execute(),
    fitting.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
    db
      .selectFrom('fault_report')
      .select(({ fn }) => ['state' as const, fn.countAll<number>().as('count')])
      .where('state', '<>', 'closed')
      .groupBy('state')
      .execute(),
  ]);
  return { rows, count: Number(count.count), states: Object.fromEntries(states.map((row) => [row.state, Number(row.count)])) };
}
