// Every part a process of its own, a recorder on every socket, a PIN that nobody knows beforehand: nothing of it or of the card's data leaks.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from '../../cli/up/world.ts';
import { at, launch } from './chromium.ts';
import { found, recordTo, tlsHandshake } from './recorder.ts';
import { activate, begin, permit, type } from './steps.ts';

const root = join(import.meta.dirname, '..', '..');
const pin = String(randomInt(1_000_000)).padStart(6, '0');
const holder = { family: 'Őszirózsa', given: 'Viktória Gyöngyvér', taj: '907436722', birth: '19880517' };
const data = [holder.family, holder.given, holder.taj, holder.birth];
const parts = ['directory', 'eid-server', 'idp', 'portal', 'eid-client'] as const;

type Recorders = Readonly<Record<'portal' | 'idp' | 'activation' | 'eid' | 'paos' | 'reader', Awaited<ReturnType<typeof recordTo>>>>;

const folder = mkdtempSync(join(tmpdir(), 'eszig-secrecy-'));
const children: ChildProcess[] = [];
const output: Buffer[] = [];
const commandLines = new Set<string>();
const rows = new Set<string>();
const addresses = new Set<string>();
let world: World;
let recorders: Recorders;
let signedIn = '';

beforeAll(async () => {
  const timer = setInterval(listProcesses, 40);
  world = await startWorld({ data: join(folder, 'data'), portBase: 'free', logLevel: 'silent', without: [...parts, 'hospital'] });
  recorders = await startRecorders();
  await startParts();
  const stopWatching = watchRows(readFileSync(join(world.folder.keys, 'database-url'), 'utf8').trim());
  const browser = await launchThroughRecorders();
  try {
    await signIn(await (await browser.newContext({ locale: 'hu-HU' })).newPage());
  } finally {
    await browser.close();
    await stopWatching();
    clearInterval(timer);
  }
}, 120_000);

afterAll(async () => {
  for (const child of children.reverse()) child.kill('SIGTERM');
  await Promise.all(children.map((child) => child.exitCode !== null || new Promise((resolve) => child.once('exit', resolve))));
  for (const recorder of Object.values(recorders ?? {})) recorder[Symbol.dispose]();
  await world?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const said = (name: keyof Recorders) => Buffer.concat(recorders[name].conversations().flatMap(({ said, told }) => [said, told]));

test('the sign-in was a real one: name and TAJ came from the card to the portal', () => {
  expect(signedIn).toContain(`${holder.family} ${holder.given}`);
  expect(signedIn.replaceAll(/\s/g, '')).toContain(holder.taj);
});

test.each(['reader', 'paos', 'eid'] as const)('neither the PIN nor a datum of the card passes %s in the clear', (name) => {
  expect(said(name).length).toBeGreaterThan(2_000);
  expect(found([pin, ...data], said(name))).toEqual([]);
});

test.each(['portal', 'idp', 'activation'] as const)('no PIN passes between the browser and %s', (name) => {
  expect(said(name).length).toBeGreaterThan(100);
  expect(found([pin], said(name))).toEqual([]);
});

test('the PAOS handshake was RSA-PSK with GCM, a full one and not resumed', () => {
  const conversations = recorders.paos.conversations();
  expect(conversations.length).toBeGreaterThan(0);
  for (const conversation of conversations) {
    const { suite, serverMessages } = tlsHandshake(conversation);
    expect([0x00ac, 0x00ad]).toContain(suite);
    expect(serverMessages).toEqual(expect.arrayContaining([2, 11, 14]));
  }
});

test('C8: no log, address, command line or environment holds the PIN or a datum', () => {
  expect(addresses.size).toBeGreaterThan(5);
  expect(commandLines.size).toBeGreaterThan(5);
  for (const trace of [
    Buffer.concat(output),
    [...addresses].map(decodeURIComponent).join('\n'),
    [...addresses].join('\n'),
    [...commandLines].join('\n'),
  ]) {
    expect(found([pin, ...data], Buffer.from(trace))).toEqual([]);
  }
});

test('rows of the sign-in hold neither PIN nor datum but encrypted', () => {
  expect([...rows].filter((row) => row.startsWith('eid_server.session')).length).toBeGreaterThan(2);
  expect([...rows].filter((row) => row.startsWith('portal.')).length).toBeGreaterThan(0);
  expect(found([pin, ...data], Buffer.from([...rows].join('\n')))).toEqual([]);
});

async function startRecorders(): Promise<Recorders> {
  const { ports } = world;
  const targets = {
    portal: ports.portal,
    idp: ports.idp,
    activation: ports.client,
    eid: ports.eid,
    paos: ports.paos,
    reader: ports.reader,
  };
  const started = await Promise.all(Object.entries(targets).map(async ([name, port]) => [name, await recordTo(port)] as const));
  return Object.fromEntries(started) as Recorders;
}

/** Each part from the world's own configuration, with its way to the next one led through a recorder. */
async function startParts(): Promise<void> {
  const change = {
    'eid-server': (config: Config) => ({ ...config, paos: { ...config['paos'], address: `https://localhost:${recorders.paos.port}` } }),
    idp: (config: Config) => ({
      ...config,
      eidServer: { ...config['eidServer'], url: config['eidServer']?.['url']?.replace(`:${world.ports.eid}`, `:${recorders.eid.port}`) },
    }),
    'eid-client': (config: Config) => ({
      ...config,
      pcsc: false,
      window: {
        mode: 'app',
        browser: '/usr/bin/chromium',
        browserArguments: ['--headless=new', '--remote-debugging-port=0', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      },
    }),
  } as const;
  for (const part of parts) {
    const config = JSON.parse(readFileSync(join(world.folder.config, `${part}.json`), 'utf8')) as Config;
    const file = join(folder, `${part}.json`);
    writeFileSync(file, JSON.stringify(part in change ? change[part as keyof typeof change](config) : config), { mode: 0o600 });
    await startProcess('serve', part, '--config', file);
  }
  await startCard();
}

// biome-ignore lint/suspicious/noExplicitAny: a configuration file of any part
type Config = Record<string, Record<string, any>>;

/** A card of its own, personalised with the PIN of this run, put on the reader by its own process. */
async function startCard(): Promise<void> {
  const person = JSON.parse(readFileSync(join(root, 'world', 'people', 'kovacs-anna.json'), 'utf8'));
  const names = { family: holder.family, given: holder.given };
  const own = { ...person, names, card: { ...person.card, pin } };
  const [from, to] = [join(folder, 'person.json'), join(folder, 'card.json')];
  writeFileSync(from, JSON.stringify(own), { mode: 0o600 });
  await new Promise<void>((resolve, reject) => {
    const made = eszig('card', 'make', '--file', from, '--out', to, '--data', world.folder.root);
    made.once('exit', (status) => (status === 0 ? resolve() : reject(new Error(`card make: ${Buffer.concat(output)}`))));
  });
  await startProcess('card', 'serve', '--file', to, '--vpcd', `127.0.0.1:${recorders.reader.port}`);
}

function eszig(...words: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, ['cli/main.ts', ...words], { cwd: root, env: { ...process.env, TMPDIR: folder } });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (octets: Buffer) => output.push(octets));
  return child;
}

function startProcess(...words: readonly string[]): Promise<void> {
  const child = eszig(...words);
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (octets: Buffer) => octets.toString().includes('ready') && resolve());
    child.once('exit', (status) => reject(new Error(`${words.join(' ')} ended with ${status}: ${Buffer.concat(output)}`)));
  });
}

/** A browser of the person whose every connection goes through a recorder; the origins stay what they are. */
function launchThroughRecorders(): Promise<Browser> {
  const { ports } = world;
  const way = (from: string, recorder: { readonly port: number }) => `MAP ${from} 127.0.0.1:${recorder.port}`;
  const rules = [
    way(`portal.localhost:${ports.portal}`, recorders.portal),
    way(`idp.localhost:${ports.idp}`, recorders.idp),
    way(`127.0.0.1:${ports.client}`, recorders.activation),
  ];
  return launch(`--host-resolver-rules=${rules.join(',')}`);
}

async function signIn(page: Page): Promise<void> {
  page.on('request', (request) => addresses.add(request.url()));
  await begin(page, world.addresses.portal, 'patient');
  await activate(page);
  const own = await theWindow();
  await permit(own.page);
  await type(own.page, 'eid-client.pin', pin, 'asked');
  await at(page, 'portal.patient');
  signedIn = (await page.locator('main').textContent()) ?? '';
  await own.browser.close().catch(() => undefined);
}

/** The client's own window, as a debugger finds it. */
async function theWindow(): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await debuggerPort()}`);
  const page = browser.contexts()[0]?.pages()[0] as Page;
  page.on('request', (request) => addresses.add(request.url()));
  await page.waitForURL(/\/window$/);
  return { browser, page };
}

async function debuggerPort(): Promise<string> {
  for (const until = Date.now() + 20_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const profile = readdirSync(folder).find((name) => name.startsWith('eszig-window-'));
    const file = join(folder, profile ?? '', 'DevToolsActivePort');
    const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : '';
    if (port) return port;
  }
  throw new Error('the client opened no window');
}

/** What every user of this computer could see of the processes while they ran, and their environments. */
function listProcesses(): void {
  for (const { pid } of children) {
    for (const file of ['cmdline', 'environ']) {
      try {
        commandLines.add(readFileSync(`/proc/${pid}/${file}`, 'utf8'));
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

/** Looks at every row of the parts' schemas again and again until told to stop. */
function watchRows(url: string): () => Promise<void> {
  let on = true;
  const watching = (async () => {
    const client = new pg.Client(url);
    await client.connect();
    const tables = `select schemaname as schema, tablename as name from pg_tables where schemaname in ('eid_server', 'idp', 'portal')`;
    const { rows: all } = await client.query<{ schema: string; name: string }>(tables);
    while (on) {
      for (const { schema, name } of all) {
        const { rows: found_ } = await client.query<{ row: string }>(`select t::text as row from "${schema}"."${name}" t`);
        for (const { row } of found_) rows.add(`${schema}.${name} ${row}`);
      }
    }
    await client.end();
  })();
  return async () => {
    on = false;
    await watching;
  };
}
