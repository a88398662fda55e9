// Two eID servers on one PostgreSQL behind a TCP balancer: one is killed between any two messages of a sign-in, and the other goes on.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertCard } from '../apps/chip/insert.ts';
import type { PaosConnection } from '../apps/eid-client/login/index.ts';
import { connectPaos } from '../apps/eid-client/paos.ts';
import { testMeans } from '../apps/eid-client/testing/means.ts';
import type { EidServerConfig } from '../apps/eid-server/config.ts';
import { createRobot } from '../cli/login/robot.ts';
import { signInAtPortal } from '../cli/login/sign-in.ts';
import { willing } from '../cli/login/willing.ts';
import { secureIdp } from '../cli/up/configurations.ts';
import { startWorld, type World } from '../cli/up/world.ts';
import { createCryptography } from '../io/crypto/index.ts';
import { createFetch } from '../io/http/index.ts';
import { hostPace, openVirtualReader } from '../io/reader/index.ts';
import { startBalancer } from './balancer.ts';

const folder = mkdtempSync(join(tmpdir(), 'eszig-two-nodes-'));
const cryptography = createCryptography();
const opened = new AsyncDisposableStack();
let world: World;
let configFiles: readonly string[];
/** The balancer prefers the first as long as it lives. */
let first: ChildProcess;

beforeAll(async () => {
  world = opened.use(
    await startWorld({ data: folder, portBase: 'free', without: ['eid-server', 'eid-client', 'hospital'], logLevel: 'silent' }),
  );
  const config: EidServerConfig = JSON.parse(readFileSync(join(world.folder.config, 'eid-server.json'), 'utf8'));
  const [a, b, c, d] = (await freePorts(4)) as [number, number, number, number];
  configFiles = (
    [
      [a, b],
      [c, d],
    ] as const
  ).map(([service, paos], i) => {
    const file = join(folder, `node-${i}.json`);
    const own = { service: { ...config.service, port: service }, paos: { ...config.paos, port: paos }, operations: { port: 0 } };
    writeFileSync(file, JSON.stringify({ ...config, ...own }));
    return file;
  });
  const [one, second] = await Promise.all(configFiles.map(startNode));
  first = one as ChildProcess;
  opened.defer(() => kill(first));
  opened.defer(() => kill(second as ChildProcess));
  opened.use(
    await startBalancer([
      { port: world.ports.eid, first: a, second: c },
      { port: world.ports.paos, first: b, second: d },
    ]),
  );
}, 120_000);

afterAll(async () => {
  await opened.disposeAsync();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;

const moments = [
  'before the sign-in begins',
  'before the client connects',
  'before start-paos',
  'before did-authenticate-eac1',
  'before did-authenticate-eac2',
  'before transmit',
  'before the result is collected',
] as const;

test.each(moments)('with our client a sign-in survives the end of a node %s', async (moment) => {
  const signedIn = await signIn(moment, connectPaos);
  expect(signedIn.acr).toBe('http://eidas.europa.eu/LoA/high');
  first = await startNode(configFiles[0] as string);
});

test('a message that was answered before its node ended is not worked on twice: its repeat gets the same answer from the other node', async () => {
  const signedIn = await signIn('never', async (channel) => {
    const here = await connectPaos(channel);
    return {
      ...here,
      async exchange(document) {
        const answer = await here.exchange(document);
        if (first.exitCode === null && first.signalCode === null) await kill(first);
        using there = await connectPaos(channel);
        expect(await there.exchange(document)).toEqual(answer);
        return answer;
      },
      [Symbol.dispose]: () => here[Symbol.dispose](),
    };
  });
  expect(signedIn.acr).toBe('http://eidas.europa.eu/LoA/high');
  first = await startNode(configFiles[0] as string);
});

test('with a client that repeats nothing this sign-in fails, and the next one works', async () => {
  await expect(signIn('before did-authenticate-eac2', (channel) => connectPaos(channel, []))).rejects.toMatchObject({
    code: 'eid-server.down',
  });
  const next = await signIn('never', (channel) => connectPaos(channel, []));
  expect(next.acr).toBe('http://eidas.europa.eu/LoA/high');
  first = await startNode(configFiles[0] as string);
});

/** A patient signs in at the portal; at the moment the node that has the connections is killed. */
async function signIn(moment: (typeof moments)[number] | 'never', connect: typeof connectPaos) {
  const now = async (name: string | undefined) => {
    if (name === moment) await kill(first);
  };
  await now('before the sign-in begins');
  const file = join(folder, `card-${++count}.json`);
  cpSync(join(world.folder.cards, 'kovacs-anna.json'), file);
  await using readers = await openVirtualReader({ host: '127.0.0.1', port: 0, pace: hostPace(cryptography) });
  const card = await insertCard({ file, host: '127.0.0.1', port: readers.port });
  using fetch = createFetch({ timeout: 60_000 });
  const means = testMeans({
    holder: willing('123456'),
    readers,
    async connect(channel): Promise<PaosConnection> {
      await now('before the client connects');
      const connection = await connect(channel);
      let sent = 0;
      return {
        ...connection,
        async exchange(document) {
          await now(moments[2 + sent++]);
          const answer = await connection.exchange(document);
          if (sent === 4) await now('before the result is collected');
          return answer;
        },
        [Symbol.dispose]: () => connection[Symbol.dispose](),
      };
    },
  });
  try {
    return await signInAtPortal({
      robot: createRobot(fetch, 'hu'),
      portal: world.addresses.portal,
      wanted: undefined,
      means,
      addressTwins: { [secureIdp(world)]: world.addresses.idp },
      walked: async () => undefined,
    });
  } finally {
    await card.remove();
  }
}

async function startNode(config: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['cli/main.ts', 'serve', 'eid-server', '--config', config], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const text of child.stdout) if (String(text).includes('ready')) return child;
  throw new Error('the node does not start');
}

/** As when the power goes. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    }),
  );
  for (const server of servers) server.close();
  return ports;
}
