// A database for the tests of a file, on the PostgreSQL of the run. Whoever stops or breaks its PostgreSQL starts one of its own.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Migrations, openStore } from '../index.ts';

/** The URL of a fresh database; it goes when the run ends. */
export async function testDatabase(): Promise<string> {
  const url = await text(connect(inject('databases')));
  if (url === '') throw new Error('the database of this test could not be made');
  return url;
}

/** An app's store in such a database, open from before the first test of a file until after the last. */
export function testStore<Tables>(schema: string, migrations: Migrations): { readonly url: string; readonly db: Kysely<Tables> } {
  let url = '';
  let db: Kysely<Tables> | undefined;
  beforeAll(async () => {
    url = await testDatabase();
    db = await openStore<Tables>(url, schema, migrations);
  });
  afterAll(() => db?.destroy());
  return {
    get url() {
      return url;
    },
    get db() {
      if (db === undefined) throw new Error('before the first test');
      return db;
    },
  };
}
