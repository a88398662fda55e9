// Every cause of the tree is reached by injecting its fault into a workstation that is in order, as far down as the fault would lie there.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPcscReaders, type Reader, type Readers } from '../../../io/reader/index.ts';
import { hex } from '../../../lib/bytes/index.ts';
import { profiles } from '../../../lib/card/index.ts';
import type { Card, Pin } from '../../../lib/chip/index.ts';
import { dayOf } from '../../../lib/cvc/index.ts';
import { type CauseCode, causeCodes, causes, encodeDiagnosis, parseDiagnosis, resultOf } from '../../../lib/diagnosis/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { openOwnFolder } from '../own/folder.ts';
import { createAuthorities, tlsCertificate } from '../testing/authorities.ts';
import { createCard, createReader } from '../testing/card.ts';
import { diagnosisOf, examine, type Subject } from './diagnose.ts';
import { holderOfPort } from './port.ts';

const day = 86_400_000;
/** Milliseconds that a service in order may take: it answers at once, but on a machine that is busy with other tests not within any short time. */
const patience = 45_000;
const { cvca } = createAuthorities();
const tls = tlsCertificate('EC', 2, 'localhost');
const open = new AsyncDisposableStack();
const folder = open.adopt(mkdtempSync(join(tmpdir(), 'eszig-faults-')), (path) => rmSync(path, { recursive: true, force: true }));
const place = (name: string) => join(folder, name);

/** Listens on a free port until the end of the tests. */
async function serve(server: http.Server | https.Server | ReturnType<typeof createServer>, at: number | string = 0): Promise<number> {
  await new Promise<void>((resolve) => (typeof at === 'string' ? server.listen(at, resolve) : server.listen(at, '127.0.0.1', resolve)));
  open.defer(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const page = (answer: http.RequestListener) => serve(https.createServer(tls, answer));
const statusPage = (title: string) => serve(http.createServer((_, response) => response.end(`Implementation-Title: ${title}\n`)));
/** A port at which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
/** Takes connections, and never says a word. */
const silent = () => serve(createServer(() => undefined));

function card(pin: Partial<Pin> = {}, change: Partial<Card> = {}) {
  const lying = createCard(cvca.raw, pin);
  lying.card = { ...lying.card, atr: profiles.hungarian.generations['2024'].atr, ...change };
  return lying;
}

/** Readers with a card each, by name; each may be another than it is. */
function readers(lying: ReturnType<typeof card> | undefined, change: Partial<Reader> = {}): Readers {
  const { readers: inner, insert } = createReader();
  if (lying !== undefined) insert(lying);
  const known = inner.list().map((reader) => ({ ...reader, name: 'eSzig virtual reader', ...change }));
  return { ...inner, list: () => known };
}

const both = (list: Readers): Pick<Subject, 'readers' | 'usable'> => ({ readers: list, usable: list });
const none: Readers = { ...readers(undefined), list: () => [] };

/** A smart-card library that ends in this way when it is started. */
function driver(load: () => Promise<unknown>): () => 'starting' | 'running' | 'none' | 'denied' | 'no-library' {
  const pcsc = open.use(openPcscReaders({ pace: () => () => Promise.reject(new Error('no PACE')), load: load as never }));
  return () => pcsc.service;
}
function refusing(code: string): () => Promise<unknown> {
  class Client {
    on() {}
    removeAllListeners() {}
    stop() {}
    start() {
      throw Object.assign(new Error(code), { code });
    }
  }
  return async () => ({ Client });
}
const stopped = (load = refusing('NoService')) => ({ ...both(none), driver: driver(load) });

let healthy: Subject;
let socket: string;

beforeAll(async () => {
  mkdirSync(place('bin'));
  for (const program of ['chromium', 'pcscd']) writeFileSync(place(`bin/${program}`), '', { mode: 0o755 });
  mkdirSync(place('usb'));
  writeFileSync(place('authority.pem'), tls.cert);
  socket = place('pcscd.comm');
  await serve(createServer(), socket);
  const idp = await page((_, response) => response.end());
  const paos = await silent();
  const client = await statusPage('eSzig Kliens');
  healthy = {
    ...both(readers(card())),
    driver: () => 'running',
    config: {
      window: { mode: 'auto', browserArguments: [] },
      demonstration: false,
      diagnosis: {
        signIn: { url: `https://localhost:${idp}/`, authorityFile: place('authority.pem') },
        eidServer: { url: `https://localhost:${paos}` },
      },
    },
    trusted: [cvca],
    port: () => holderOfPort(client),
    isRunning: true,
    folder: openOwnFolder(place('own')).examine,
    last: undefined,
    places: {
      platform: 'linux',
      environment: { PATH: place('bin'), DISPLAY: ':0' },
      pcscSocket: socket,
      daemons: [],
      usb: place('usb'),
      interfaces: () => ({ eth0: [{ internal: false } as never] }),
    },
    now: Date.now,
    timeout: patience,
  };
});
afterAll(() => open.disposeAsync());

type Injection = (well: Subject) => Partial<Subject> | Promise<Partial<Subject>>;
const elsewhere = ({ config }: Subject, diagnosis: Subject['config']['diagnosis']) => ({
  config: { ...config, diagnosis: { ...config.diagnosis, ...diagnosis } },
});
const inPlace = ({ places }: Subject, change: Partial<Subject['places']>) => ({ places: { ...places, ...change } });
const signInAt = (well: Subject, url: string) => elsewhere(well, { signIn: { url, authorityFile: place('authority.pem') } });

/** How each cause comes about. A cause without its row does not compile. */
const injections: Readonly<Record<CauseCode, Injection>> = {
  'client.other-running': async () => {
    const port = await statusPage('AusweisApp');
    return { port: () => holderOfPort(port) };
  },
  'client.port-taken': async () => {
    const port = await serve(http.createServer((_, response) => response.end('a game')));
    return { port: () => holderOfPort(port) };
  },
  'client.no-answer': async () => {
    const port = await closedPort();
    return { port: () => holderOfPort(port), isRunning: false };
  },
  'client.no-display': (well) => inPlace(well, { environment: { PATH: place('bin') } }),
  'client.no-browser': (well) => inPlace(well, { environment: { PATH: place('usb'), DISPLAY: ':0' } }),
  'client.trust-empty': () => ({ trusted: [] }),
  'client.trust-expired': () => ({ trusted: [{ ...cvca, expiration: dayOf(Date.now() - day) }] }),
  'client.folder-unwritable': () => {
    writeFileSync(place('a file'), '');
    return { folder: openOwnFolder(place('a file')).examine };
  },
  'driver.library-missing': () => stopped(() => Promise.reject(new Error('libpcsclite.so.1'))),
  'driver.service-missing': (well) => ({
    ...stopped(),
    ...inPlace(well, {
      pcscSocket: place('nowhere'),
      environment: { ...well.places.environment, PATH: place('bin2') },
      ...browserAt('bin2'),
    }),
  }),
  'driver.not-permitted': () => stopped(refusing('SecurityViolation')),
  'driver.no-answer': () => stopped(),
  'driver.service-stopped': (well) => ({ ...stopped(), ...inPlace(well, { pcscSocket: place('nowhere') }) }),
  'reader.no-driver': (well) => {
    mkdirSync(place('usb-reader/1-1:1.0'), { recursive: true });
    writeFileSync(place('usb-reader/1-1:1.0/bInterfaceClass'), '0b\n');
    return { ...both(none), ...inPlace(well, { usb: place('usb-reader') }) };
  },
  'reader.remote-session': (well) => ({
    ...both(none),
    ...inPlace(well, { environment: { ...well.places.environment, SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' } }),
  }),
  'reader.none': () => both(none),
  'reader.extended-length': () => both(withoutLong(async () => ({ data: new Uint8Array(0), status: 0x6700 }))),
  'reader.not-chosen': () => ({ chosenReader: 'the reader at home' }),
  'reader.untested': () => both(readers(card(), { name: 'Nobody Reader 3000' })),
  'card.in-use': () => both(readers(card(), { presence: 'in-use', connect: () => Promise.reject(new EidError('card.in-use')) })),
  'card.none': () => both(readers(undefined)),
  'card.removed': () => {
    const { readers: inner, insert, removeAfter } = createReader();
    insert(card());
    removeAfter(2);
    return both({ ...inner, list: () => inner.list().map((reader) => ({ ...reader, presence: 'present', name: 'eSzig virtual reader' })) });
  },
  'card.not-eid': () => {
    const { readers: inner, insert } = createReader({ notEid: true });
    insert(card());
    return both({ ...inner, list: () => inner.list().map((reader) => ({ ...reader, presence: 'present', name: 'eSzig virtual reader' })) });
  },
  'card.damaged': () => {
    const { card: well } = card();
    return both(readers(card({}, { masterFile: { ...well.masterFile, cardAccess: hex`31 03 02 01 05` } })));
  },
  'card.certificate-expired': () => ({ last: { day: dayOf(Date.now() - 9 * day), document: dayOf(Date.now() - day) } }),
  'card.several': () => {
    const [one, other] = [readers(card()), readers(card())];
    return both({ ...one, list: () => [...one.list(), ...other.list()] });
  },
  'card.unknown': () => both(readers(card({}, { atr: hex`3B 80 80 01 01` }))),
  'pin.not-activated': () => both(readers(card({ kind: 'activation', value: '12345' }))),
  'pin.suspended': () => both(readers(card({ triesLeft: 1 }))),
  'pin.blocked': () => both(readers(card({ triesLeft: 0 }))),
  'network.offline': async (well) => ({
    ...signInAt(well, `https://localhost:${await closedPort()}`),
    ...inPlace(well, { interfaces: () => ({ lo: [{ internal: true } as never] }) }),
  }),
  'network.proxy': async (well) => ({
    ...signInAt(well, `https://localhost:${await silent()}`),
    ...inPlace(well, { environment: { ...well.places.environment, https_proxy: 'http://proxy:3128' } }),
    timeout: 250,
  }),
  'network.name-unknown': (well) => signInAt(well, 'https://nowhere.invalid/'),
  'network.blocked': async (well) => ({ ...signInAt(well, `https://localhost:${await silent()}`), timeout: 250 }),
  'network.intercepted': (well) => elsewhere(well, { signIn: { url: well.config.diagnosis.signIn?.url ?? '' } }),
  'clock.wrong': () => ({ now: () => Date.now() + 6 * 60_000 }),
  'token.unreachable': async (well) => {
    const port = await page((_, response) => response.writeHead(503).end());
    return signInAt(well, `https://localhost:${port}`);
  },
  'eid-server.down': async (well) => elsewhere(well, { eidServer: { url: `https://localhost:${await closedPort()}` } }),
  'certificate.terminal-expired': () => ({ last: { day: dayOf(Date.now()), terminal: dayOf(Date.now() - day) } }),
};

/** A folder with a browser and without the smart-card service. */
function browserAt(name: string): object {
  mkdirSync(place(name), { recursive: true });
  writeFileSync(place(`${name}/chromium`), '');
  chmodSync(place(`${name}/chromium`), 0o755);
  return {};
}

/** A reader that does this with commands of extended length. */
function withoutLong(answer: () => Promise<{ data: Uint8Array<ArrayBuffer>; status: number }>): Readers {
  const inner = readers(card());
  const [reader] = inner.list() as [Reader];
  const connect: Reader['connect'] = async () => {
    const taken = await reader.connect();
    return { ...taken, transmit: (command) => (command.extended === true ? answer() : taken.transmit(command)) };
  };
  return { ...inner, list: () => [{ ...reader, connect }] };
}

test('a workstation that is in order is ready, and nothing is found', async () => {
  const { facts, findings } = await examine(healthy);
  expect(findings).toEqual([]);
  expect(facts.services.map(({ name, reach }) => [name, reach])).toEqual([
    ['sign-in', 'reached'],
    ['eid-server', 'reached'],
  ]);
  expect(Math.abs(facts.services[0]?.clockAhead ?? 99)).toBeLessThanOrEqual(2);
});

describe('each cause is reached by its fault, and comes first', { timeout: patience + 15_000 }, () => {
  test.each(causeCodes)('%s', async (code) => {
    const subject = { ...healthy, ...(await injections[code](healthy)) };
    if (code.startsWith('driver.') && code !== 'driver.no-answer')
      await expect.poll(() => subject.driver(), { timeout: 10_000 }).not.toBe('starting');
    const examination = await examine(subject);
    expect(examination.findings[0]).toBe(code);
    expect(resultOf(examination)).toEqual(causes[code].weight === 'stops' ? { code, trouble: causes[code].trouble } : 'ready');
    const diagnosis = diagnosisOf(examination);
    expect(parseDiagnosis(encodeDiagnosis(diagnosis))).toEqual(diagnosis);
  });
});

test('a service that hangs while starting does not answer either', async () => {
  const subject = { ...healthy, ...stopped(() => new Promise(() => undefined)) };
  expect((await examine(subject)).findings).toEqual(['driver.no-answer']);
});

test('a reader that drops long commands is told from a card that was taken off', async () => {
  const subject = { ...healthy, ...both(withoutLong(() => Promise.reject(new EidError('card.removed')))) };
  expect((await examine(subject)).findings).toEqual(['reader.extended-length']);
});

test('several faults at once are told in the order in which they are mended, and what one hides is not guessed', async () => {
  const faults = await Promise.all(
    (['driver.no-answer', 'eid-server.down', 'reader.not-chosen'] as const).map((code) => injections[code](healthy)),
  );
  const { findings } = await examine(Object.assign({}, healthy, ...faults));
  expect(findings).toEqual(['driver.no-answer', 'eid-server.down']);
});

test('another eID client on the port is named in the details, and not in the file', async () => {
  const examination = await examine({ ...healthy, ...(await injections['client.other-running'](healthy)) });
  expect(examination.facts.portHolder).toBe('AusweisApp');
  expect(encodeDiagnosis(diagnosisOf(examination))).not.toContain('AusweisApp');
});

test('a clock that is wrong by days is told, though the certificate of the service seems to have ended', async () => {
  const { findings } = await examine({ ...healthy, now: () => Date.now() + 30 * day, trusted: [{ ...cvca, expiration: '2099-12-31' }] });
  expect(findings).toEqual(['clock.wrong']);
});

test('nothing in the file is about the person: no number, name or code of the card, no address, no serial number of the reader', async () => {
  const lying = card({ triesLeft: 2 });
  const subject = { ...healthy, ...both(readers(lying, { name: 'REINER SCT cyberJack RFID standard (8401234567) 00 00' })) };
  const text = encodeDiagnosis(diagnosisOf(await examine(subject)));
  expect(text).toContain('"REINER SCT cyberJack RFID standard"');
  expect(text).toContain('"triesLeft": 2');
  const { documentNumber, passwords } = lying.card;
  for (const secret of [documentNumber, passwords.pin.value, passwords.can, passwords.puk.value, '8401234567', 'localhost', folder, 'Ann'])
    expect(text).not.toContain(secret);
});
