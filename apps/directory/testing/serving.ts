// A directory for all tests of a file, with the registers of the world, called over HTTP as its neighbours do.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createFetch, type Listening } from '../../../io/http/index.ts';
import { quiet } from '../../../io/log/index.ts';
import { testStore } from '../../../io/store/testing/database.ts';
import type { Registers } from '../../../lib/entitlement/index.ts';
import type { DirectoryConfig } from '../config.ts';
import { start } from '../main.ts';
import { migrations, schema, type Tables } from '../store/tables.ts';

type Rights = DirectoryConfig['callers'][number]['rights'];

/** Begun before the first test and ended after the last. @param portal what the portal may ask here; the token of a caller is `token-<name>` */
export function servingDirectory(registers: Registers, clock: () => number, portal: Rights) {
  const store = testStore<Tables>(schema, migrations);
  const folder = mkdtempSync(join(tmpdir(), 'directory-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), `${text}\n`, { mode: 0o600 });
    return join(folder, name);
  };
  const fetch = createFetch();
  let directory: Listening | undefined;
  const call = async (caller: string | undefined, method: string, path: string, body?: unknown) => {
    const headers: Record<string, string> = caller === undefined ? {} : { authorization: `Bearer token-${caller}` };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const answer = await fetch(`http://127.0.0.1:${directory?.port}${path}`, init);
    const text = await answer.text();
    return { status: answer.status, type: answer.headers.get('content-type'), body: text === '' ? undefined : JSON.parse(text) };
  };
  beforeAll(async () => {
    const rights: Readonly<Record<string, Rights>> = { idp: ['resolve-link', 'match'], office: ['link', 'registers'], portal };
    const callers = Object.entries(rights).map(([name, may]) => ({ name, tokenFile: file(name, `token-${name}`), rights: may }));
    const matching = { keyFile: file('matching', 'a key of the test') };
    directory = await start({ port: 0, databaseUrlFile: file('url', store.url), callers, matching }, { log: quiet, clock });
    const taken = await call('office', 'PUT', '/registers', registers);
    if (taken.status !== 204) throw new Error(`the registers were not taken: ${taken.status}`);
  });
  afterAll(async () => {
    fetch[Symbol.dispose]();
    await directory?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    call,
    get db() {
      return store.db;
    },
  };
}
