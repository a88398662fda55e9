// An eID server that runs on a database of its own, and relying parties that call it.
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { createLogger } from '../../../io/log/index.ts';
import { testDatabase } from '../../../io/store/testing/database.ts';
import type { UseIdRequest } from '../../../lib/eid-service/index.ts';
import type { EidServerConfig } from '../config.ts';
import { start } from '../main.ts';
import { relyingParty } from './caller.ts';
import { noon, writeFiles } from './world.ts';

/** A request for whatever the card holds. */
export const everything: UseIdRequest = {
  operations: {
    givenNames: 'REQUIRED',
    familyNames: 'REQUIRED',
    taj: 'REQUIRED',
    motherName: 'ALLOWED',
    dateOfBirth: 'ALLOWED',
    placeOfResidence: 'ALLOWED',
    nationality: 'ALLOWED',
    restrictedId: 'REQUIRED',
    ageVerification: 'ALLOWED',
    placeVerification: 'ALLOWED',
  },
  age: 18,
  place: '1941',
  transactionInfo: 'Minta Kórház',
};

/** A database and the files of a world; `start` runs a server on them, of which there may be several. */
async function establish(extra: Partial<EidServerConfig> = {}) {
  await using stack = new AsyncDisposableStack();
  const url = await testDatabase();
  const files = stack.use(await writeFiles(url, extra));
  const lines: string[] = [];
  const log = createLogger('eid-server', 'debug', { write: (line: string) => lines.push(line) });
  const time = { now: noon };
  const database = new pg.Pool({ connectionString: url, max: 1 });
  stack.defer(() => database.end());
  const owned = stack.move();
  return {
    files,
    /** Everything that was logged. */
    lines,
    time,
    database,
    /** Changes files that a server reads again, and waits until it has done so, `times` in all. */
    async renew(times: number, change: () => void) {
      const begin = lines.length;
      change();
      const seen = () => lines.slice(begin).filter((line) => /"files-(reloaded|unreadable)"/.test(line)).length;
      for (let i = 0; i < 500 && seen() < times; i++) await wait(10);
    },
    start: (change: Partial<EidServerConfig> = {}) => start({ ...files.config, ...change }, { log, clock: () => time.now }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export type World = Awaited<ReturnType<typeof establish>>;
export type Server = Awaited<ReturnType<World['start']>>;

/**
 * A server for all tests of a file, begun before the first and ended after the last: its world, itself, and the first relying party at it.
 * `change` may need the files that the world has written.
 */
export function serving(
  extra: Partial<EidServerConfig> = {},
  change: (world: World) => Partial<EidServerConfig> | Promise<Partial<EidServerConfig>> = () => ({}),
) {
  let world: World | undefined;
  let server: Server | undefined;
  let party: ReturnType<typeof relyingParty> | undefined;
  beforeAll(async () => {
    world = await establish(extra);
    server = await world.start(await change(world));
    party = relyingParty(server, world.files.clients.first);
  });
  afterAll(async () => {
    party?.[Symbol.dispose]();
    await server?.[Symbol.asyncDispose]();
    await world?.[Symbol.asyncDispose]();
  });
  const begun = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('before the first test');
    return value;
  };
  return {
    get world() {
      return begun(world);
    },
    get server() {
      return begun(server);
    },
    get party() {
      return begun(party);
    },
  };
}
