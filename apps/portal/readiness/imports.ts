// Imports: a file is read by the rules of its kind, all of it or nothing, while whoever sent it may leave and come back.
import type { Kysely } from 'kysely';
import type { Logger } from '../../../io/log/index.ts';
import { newSecret } from '../../../io/relying-party/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import type { Matrix } from '../matrix.ts';
import type { Tables } from '../tables.ts';
import { readCsv } from './csv.ts';
import { columnsOf, type Entry, type Kind, kinds, type RowFault, readRow } from './kinds.ts';
import { factsOf, saveEntries } from './store.ts';
import type { ImportState } from './tables.ts';

export type ImportNeeds = { readonly db: Kysely<Tables>; readonly matrix: Matrix; readonly clock: Clock; readonly log: Logger };

/** Rows that are read or written before the job says how far it is, and before others have their turn. */
const step = 250;
/** Faults that are told of one file. */
const mostFaults = 500;
/** Milliseconds without a sign of life after which an import counts as broken off. */
const patience = 60_000;
/** Rows of one file. */
const mostRows = 20_000;

export type ImportJob = {
  readonly id: string;
  readonly institution: string;
  readonly kind: Kind;
  readonly state: ImportState | 'broken';
  readonly done: number;
  readonly all: number;
  readonly faults: readonly RowFault[];
};

/** Begins an import; gives its id at once, and the end of its work for whoever wants to wait. */
export async function beginImport(
  needs: ImportNeeds,
  institution: string,
  kind: Kind,
  octets: Uint8Array,
): Promise<{ readonly id: string; readonly work: Promise<void> }> {
  const { db, clock, log } = needs;
  const id = newSecret();
  const now = clock();
  const row = { id, institution, kind, state: 'running' as const, rows_done: 0, rows_all: 0, faults: '[]', begun_at: now, touched_at: now };
  await db.insertInto('import_job').values(row).execute();
  const work = runImport(needs, id, institution, kind, octets).catch(async (thrown) => {
    log.error('portal.import-failed', { kind }, thrown);
    await touch(needs, id, { state: 'refused', faults: JSON.stringify([{ line: 0, column: '', rule: 'readiness.rule.failed' }]) }).catch(
      () => undefined,
    );
  });
  return { id, work };
}

/** How far an import is; `undefined` when there is none. */
export async function importJob({ db, clock }: Pick<ImportNeeds, 'db' | 'clock'>, id: string): Promise<ImportJob | undefined> {
  const row = await db.selectFrom('import_job').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const state = row.state === 'running' && clock() - row.touched_at > patience ? 'broken' : row.state;
  return {
    id,
    institution: row.institution,
    kind: row.kind as Kind,
    state,
    done: row.rows_done,
    all: row.rows_all,
    faults: JSON.parse(row.faults),
  };
}

type Change = Partial<Pick<Tables['import_job'], 'state' | 'rows_done' | 'rows_all' | 'faults'>>;

const touch = ({ db, clock }: Pick<ImportNeeds, 'db' | 'clock'>, id: string, change: Change) =>
  db
    .updateTable('import_job')
    .set({ ...change, touched_at: clock() })
    .where('id', '=', id)
    .execute();

async function runImport(needs: ImportNeeds, id: string, institution: string, kind: Kind, octets: Uint8Array): Promise<void> {
  const refuse = (faults: readonly RowFault[]) =>
    touch(needs, id, { state: 'refused', faults: JSON.stringify(faults.slice(0, mostFaults)) });
  const rows = readCsv(octets);
  if ('fault' in rows) return void (await refuse([{ line: rows.line, column: '', rule: rows.fault }]));
  if (rows.length > mostRows) return void (await refuse([{ line: mostRows, column: '', rule: 'readiness.rule.many' }]));
  const columns = columnsOf(kind, Object.keys(rows[0]?.cells ?? {}));
  if ('faults' in columns) return void (await refuse(columns.faults));
  const facts = await factsOf(needs.db, institution, await needs.matrix.ofInstitution(institution));
  const faults: RowFault[] = [];
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const [at, { line, cells }] of rows.entries()) {
    if (at % step === 0) await touch(needs, id, { rows_done: Math.floor(at / 2), rows_all: rows.length });
    const named = Object.fromEntries([...columns.names].map(([heading, key]) => [key, cells[heading] ?? '']));
    const read = readRow(kind, named, facts);
    if ('faults' in read) {
      faults.push(...read.faults.map((fault) => ({ line, ...fault })));
      continue;
    }
    const key = JSON.stringify(kinds[kind].key.map((part) => read.entry[part]));
    if (seen.has(key)) faults.push({ line, column: kinds[kind].key[0], rule: 'readiness.rule.twice' });
    seen.add(key);
    entries.push(read.entry);
  }
  if (faults.length > 0) return void (await refuse(faults));
  await needs.db.transaction().execute(async (transaction) => {
    for (let at = 0; at < entries.length; at += step) {
      await saveEntries(transaction, institution, kind, entries.slice(at, at + step));
      await touch(needs, id, { rows_done: Math.floor((rows.length + at) / 2) });
    }
    await touch({ ...needs, db: transaction }, id, { state: 'done', rows_done: rows.length });
  });
}
