// An integrator's first hour: the steps of docs/integrator.md as they stand there, in a world of the test's own, with a real card.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertCard } from '../../apps/chip/insert.ts';
import { EidClientConfig } from '../../apps/eid-client/config.ts';
import { mapAddress, signIn } from '../../apps/eid-client/login/index.ts';
import { createHolder } from '../../apps/eid-client/testing/holder.ts';
import { testMeans } from '../../apps/eid-client/testing/means.ts';
import { createRobot, type RobotPage } from '../../cli/login/robot.ts';
import { startWorld, type World } from '../../cli/up/world.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { createFetch } from '../../io/http/index.ts';
import { hostPace, openVirtualReader } from '../../io/reader/index.ts';

const root = resolve(import.meta.dirname, '../..');
const steps = commandsIn(readFileSync(join(root, 'docs/integrator.md'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'eszig-integrator-'));
const data = join(folder, 'data');
const run = promisify(execFile);
let world: World;
let program: ChildProcess | undefined;

beforeAll(async () => {
  // Where the example finds openid-client, as in the checkout.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  world = await startWorld({ data, portBase: 'free', logLevel: 'silent', without: ['eid-client', 'portal'] });
});
afterAll(async () => {
  program?.kill();
  await world?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test('the steps are: start the world, register, run; the README has the same', () => {
  expect(steps.map((step) => step.split(' ').slice(0, 3).join(' '))).toEqual(['npm start', 'npx eszig rp', 'node sign-in.mjs']);
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const step of steps) expect(readme).toContain(step);
});

test('an application that nobody knew signs a patient in, by copying three lines', async () => {
  const port = await freePort();
  const [npx, command, ...words] = wordsOf((steps[1] ?? '').replace(':5555/', `:${port}/`));
  expect([npx, command]).toEqual(['npx', 'eszig']);
  const { stdout } = await eszig(...words);
  expect(stdout).toContain(`issuer     ${world.addresses.idp}`);

  program = spawn(process.execPath, ['sign-in.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const said = await new Promise<string>((told) => program?.stdout?.once('data', (line) => told(String(line))));
  expect(said.trim()).toBe(`open http://127.0.0.1:${port}/`);

  const page = await withCard('kovacs-anna', `http://127.0.0.1:${port}/`);
  expect(page.address).toContain(`http://127.0.0.1:${port}/return?code=`);
  expect(JSON.parse(page.text)).toEqual({
    acr: 'http://eidas.europa.eu/LoA/high',
    amr: ['sc', 'pin', 'hwk', 'mfa'],
    sub: expect.stringMatching(/^[\w-]{43}$/),
    given_name: 'Anna',
    family_name: 'Kovács',
    'urn:eeszt:taj': '907436722',
  });
});

test('what was registered is listed, and removed when it is no longer wanted', async () => {
  const rp = async (...words: string[]) => JSON.parse((await eszig('rp', ...words, '--json')).stdout);
  const added = await rp('add', '--name', 'Ügyeleti rendszer', '--redirect-uri', 'https://ugyelet.example/return', '--role');
  expect(added).toMatchObject({ clientId: expect.stringMatching(/^ugyeleti-rendszer-/), scope: 'openid eeszt_role' });
  const ids = async () => (await rp('list')).map(({ clientId }: { clientId: string }) => clientId);
  expect(await ids()).toContain(added.clientId);
  expect(await rp('remove', added.clientId)).toEqual({ removed: added.clientId });
  expect(await ids()).not.toContain(added.clientId);
  await expect(rp('remove', added.clientId)).rejects.toMatchObject({ code: 2 });
  await expect(rp('add', '--name', 'X', '--redirect-uri', 'http://elsewhere.example/return')).rejects.toMatchObject({ code: 2 });
});

function eszig(...words: string[]) {
  return run(process.execPath, [join(root, 'cli/main.ts'), ...words, '--data', data], { cwd: folder });
}

/** Signs in with a card, as a browser and the client would. */
async function withCard(person: string, address: string): Promise<RobotPage> {
  const cryptography = createCryptography();
  const pace = hostPace(cryptography);
  await using readers = await openVirtualReader({ host: '127.0.0.1', port: 0, pace });
  const card = await insertCard({ file: join(data, 'cards', `${person}.json`), host: '127.0.0.1', port: readers.port });
  using fetch = createFetch();
  const robot = createRobot(fetch, 'en');
  const means = testMeans({ holder: createHolder(), readers });
  const asked = await robot.get(address);
  expect([asked.id, asked.state]).toEqual(['idp.sign-in', 'citizen']);
  const left = await robot.post(new URL(/action="([^"]+\/start)"/.exec(asked.text)?.[1] ?? '', asked.address).href);
  const link = new URL((/id="activate" href="([^"]+)"/.exec(left.text)?.[1] ?? '').replaceAll('&amp;', '&'));
  const end = await signIn(link.searchParams.get('tcTokenURL') ?? '', means);
  await card.remove();
  const { addressTwins } = EidClientConfig.parse(JSON.parse(readFileSync(join(data, 'config', 'eid-client.json'), 'utf8')));
  return robot.get(mapAddress(end.kind === 'redirect' ? end.address : '', addressTwins));
}

/** The lines of the page's shell blocks. */
function commandsIn(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/```sh\n([^`]*)```/g)].map(([, block = '']) => block.trim());
  return blocks.flatMap((block) => block.split('\n'));
}

/** A command line without a shell: words, and texts in double quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
}

function freePort(): Promise<number> {
  return new Promise((given) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => given(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
