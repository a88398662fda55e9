// One PostgreSQL for a whole run of tests: started when the first test asks, gone with the run. Each asker gets a database of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startCluster } from '../index.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Socket at which a connection is answered by the URL of a fresh database. */
    readonly databases: string;
  }
}

/** Vitest's global set-up: gives its tear-down. */
export default async function serveDatabases(project: TestProject): Promise<() => Promise<void>> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.adopt(await mkdtemp(join(tmpdir(), 'eszig-databases-')), (path) => rm(path, { recursive: true, force: true }));
  const owned = opened.move();

  let begun: ReturnType<typeof begin> | undefined;
  const begin = async () => {
    const cluster = owned.use(await startCluster(join(folder, 'postgres')));
    // Nothing in it has to outlive a failure of power.
    await administer(cluster.url, 'alter system set fsync = off', 'select pg_reload_conf()');
    return cluster.url;
  };
  let made = 0;
  const make = async () => {
    begun ??= begin();
    const url = await begun;
    const name = `test_${++made}`;
    await administer(url, `create database ${name}`);
    return Object.assign(new URL(url), { pathname: name }).href;
  };

  const socket = join(folder, 'databases');
  const server = createServer((asker) => {
    asker.on('error', () => undefined);
    make().then(
      (url) => asker.end(url),
      () => asker.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve));
  owned.defer(() => void server.close());
  project.provide('databases', socket);
  return () => owned.disposeAsync();
}

async function administer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
