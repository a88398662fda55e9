// One app's tables: a schema of its own in PostgreSQL, brought up to date by migrations in code, spoken to through Kysely.
import { hash } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import { EidError, isEidError } from '../../lib/error/index.ts';

/** Fact `reason`: the system's or PostgreSQL's code, or a word of ours. */
export type StoreErrorCode = 'database.unreachable' | 'database.migration-failed';

/** Migrations by name; they run in the order of their names, each once. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Opens the store of an app, waits for its migrations, and closes it with `await using`. int8 columns are numbers (milliseconds fit).
 * Every later call may throw `database.unreachable` as well, and works again once the database is back.
 */
export async function openStore<Tables>(url: string, schema: string, migrations: Migrations, connections = 6): Promise<Kysely<Tables>> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    options: `-c search_path=${schema}`,
    connectionTimeoutMillis: 3_000,
    Client: CarefulClient,
    types: { getTypeParser: (id: number, format) => (id === int8 ? Number : pg.types.getTypeParser(id, format as 'text')) },
  });
  // An idle connection that breaks is replaced at the next call, which is the one to report it.
  pool.on('error', () => undefined);
  // A connection that breaks while the pool is being closed has nobody left who could want to know.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const connect = async () => {
    try {
      return await pool.connect();
    } catch (thrown) {
      throw unreachable(thrown);
    }
  };
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: { connect, end: () => pool.end(), options: pool.options } }) });
  try {
    await migrate(db, schema, migrations);
    return db;
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
}

const int8 = 20;

async function migrate<Tables>(db: Kysely<Tables>, schema: string, migrations: Migrations): Promise<void> {
  await sql`create schema if not exists ${sql.id(schema)}`.execute(db).catch((thrown) => {
    // Two processes at once: the other one has made it.
    if (!['23505', '42P06'].includes((thrown as { code?: string }).code ?? '')) throw thrown;
  });
  const provider = { getMigrations: async () => migrations };
  // An app's areas number their migrations apart: one area's next step may stand before what another has done already.
  const migrator = new Migrator({ db, provider, migrationTableSchema: schema, allowUnorderedMigrations: true });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (isEidError(error)) throw error;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? '';
  throw new EidError<StoreErrorCode>('database.migration-failed', { schema, migration: failed }, { cause: error });
}

/** Tells a lost connection from a refused statement, and has the database plan a statement once for each connection. */
class CarefulClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of `query` are pg's; other arguments pass through untouched
  override query(...args: any[]): any {
    const [text, values] = args;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? preparedName(text) : undefined;
    // biome-ignore lint/suspicious/noExplicitAny: see above
    const answer = (super.query as (...all: any[]) => unknown).apply(this, name === undefined ? args : [{ name, text, values }]);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((thrown) => {
      throw isLost(thrown) ? unreachable(thrown) : thrown;
    });
  }
}

const preparedNames = new Map<string, string>();
/** An app says some sixty different statements; what is put together of lists of any length stays unnamed beyond these. */
const mostNames = 200;

/**
 * What a statement with values is prepared under: to plan it again each time costs the database thrice as much as to run it. Not one of `*`: its columns
 * may become more while another node brings the schema up to date, and a prepared one would then be refused.
 */
function preparedName(text: string): string | undefined {
  const known = preparedNames.get(text);
  if (known !== undefined || text.includes('*') || preparedNames.size === mostNames) return known;
  const name = hash('sha256', text, 'base64url');
  preparedNames.set(text, name);
  return name;
}

/** PostgreSQL's own errors have a severity; 57P… is its shutting down, 08… a broken connection. */
function isLost(thrown: unknown): boolean {
  return !(thrown instanceof pg.DatabaseError) || /^(57P0|08)/.test(thrown.code ?? '');
}

function unreachable(thrown: unknown): EidError<StoreErrorCode> {
  const reason = (thrown as { code?: string }).code ?? 'no-connection';
  return new EidError<StoreErrorCode>('database.unreachable', { reason }, { cause: thrown });
}
