import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { type Migrations, openStore, startCluster } from './index.ts';

interface Tables {
  note: { id: number; text: string; at: number };
}

const migrations: Migrations = {
  '001-note': {
    up: async (db) => {
      await sql`create table note (id int primary key, text text not null, at int8 not null)`.execute(db);
    },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'eszig-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const first = join(folder, 'first');

test('two clusters run at once; a store keeps its rows over a restart; its password is readable by its owner only', async () => {
  const now = Date.now();
  {
    await using one = await startCluster(first);
    await using two = await startCluster(join(folder, 'second'));
    expect(one.url).not.toBe(two.url);
    await using db = await openStore<Tables>(one.url, 'idp', migrations);
    await db.insertInto('note').values({ id: 1, text: 'kept', at: now }).execute();
    await using other = await openStore<Tables>(two.url, 'idp', migrations);
    expect(await other.selectFrom('note').selectAll().execute()).toEqual([]);
  }
  expect(statSync(join(first, 'password')).mode & 0o777).toBe(0o600);
  await using again = await startCluster(first);
  await using db = await openStore<Tables>(again.url, 'idp', migrations);
  expect(await db.selectFrom('note').selectAll().execute()).toEqual([{ id: 1, text: 'kept', at: now }]);
});

test('each app has a schema of its own, and two processes may bring the same one up to date at once', async () => {
  await using cluster = await startCluster(first);
  await using _a = await openStore<Tables>(cluster.url, 'both', migrations);
  const stores = await Promise.all([1, 2, 3].map(() => openStore<Tables>(cluster.url, 'race', migrations)));
  await using db = stores[0] as (typeof stores)[0];
  expect(await db.selectFrom('note').selectAll().execute()).toEqual([]);
  await Promise.all(stores.slice(1).map((store) => store.destroy()));
});

test('a postmaster that outlived its run is stopped, one that was killed is recovered, and rows are kept', async () => {
  const abandoned = await startCluster(first);
  await using cluster = await startCluster(first);
  expect(cluster.pid).not.toBe(abandoned.pid);
  process.kill(cluster.pid, 'SIGKILL');
  await wait(50);
  await using recovered = await startCluster(first);
  await using db = await openStore<Tables>(recovered.url, 'idp', migrations);
  expect(await db.selectFrom('note').select('text').execute()).toEqual([{ text: 'kept' }]);
});

test('a database that is down says database.unreachable, at opening and later', async () => {
  const cluster = await startCluster(first);
  await using db = await openStore<Tables>(cluster.url, 'idp', migrations);
  await cluster[Symbol.asyncDispose]();
  const reading = () => db.selectFrom('note').select('text').execute();
  await expect(reading()).rejects.toMatchObject({ code: 'database.unreachable' });
  await expect(openStore(cluster.url, 'idp', migrations)).rejects.toMatchObject({ code: 'database.unreachable' });
});

test('a refused statement is not a lost database, and its values are not in the log', async () => {
  await using cluster = await startCluster(first);
  await using db = await openStore<Tables>(cluster.url, 'idp', migrations);
  const twice = sql`insert into note values (1, 'secret-word', 0)`.execute(db);
  await expect(twice).rejects.toMatchObject({ code: '23505' });
  const log = readFileSync(join(first, 'postgres.log'), 'utf8');
  expect(log).toContain('duplicate key');
  for (const told of ['secret-word', 'DETAIL', 'STATEMENT']) expect(log).not.toContain(told);
});

test.runIf(process.getuid?.() === 0)('as root without user namespaces it runs as a system user', async () => {
  const place = join(folder, 'third');
  await using cluster = await startCluster(place, 'system-user');
  await using db = await openStore<Tables>(cluster.url, 'idp', migrations);
  expect(await db.selectFrom('note').selectAll().execute()).toEqual([]);
});

test('a statement with values is planned once for each connection, unless its columns are all there are', async () => {
  await using cluster = await startCluster(first);
  await using db = await openStore<Tables>(cluster.url, 'planned', migrations, 1);
  for (const id of [1, 2, 3]) await db.insertInto('note').values({ id, text: 'planned', at: id }).execute();
  await db.selectFrom('note').selectAll().where('id', '=', 1).execute();
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db);
  expect(rows.filter(({ statement }) => statement.startsWith('insert into "note"'))).toHaveLength(1);
  expect(rows.filter(({ statement }) => statement.startsWith('select *'))).toEqual([]);
});

test('another node may add a column: statements that were planned before go on', async () => {
  await using cluster = await startCluster(first);
  await using db = await openStore<Tables>(cluster.url, 'growing', migrations, 1);
  const read = async () => [
    await db.selectFrom('note').select('text').where('id', '=', 1).execute(),
    await db.selectFrom('note').selectAll().where('id', '=', 1).execute(),
  ];
  await db.insertInto('note').values({ id: 1, text: 'old', at: 1 }).execute();
  const before = await read();
  await sql`alter table note add column more text`.execute(db);
  expect(await read()).toEqual([before[0], [{ id: 1, text: 'old', at: 1, more: null }]]);
});
