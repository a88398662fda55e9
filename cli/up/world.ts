// A whole world in one process: everything is made on first start, written down as configuration, and started from what was written.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableRoutes } from '../../apps/chip/table/index.ts';
import { establish } from '../../apps/pki/index.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { createFetch, type Fetch, listen } from '../../io/http/index.ts';
import { writePrivate } from '../../io/keys/index.ts';
import { createLogger, type LogLevel } from '../../io/log/index.ts';
import { startMailbox } from '../../io/mail/index.ts';
import { type Collector, createCollector } from '../../io/road/index.ts';
import { startCluster } from '../../io/store/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import type { Link } from '../../lib/entitlement/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { loadWorld, type World as WorldData } from '../../world/index.ts';
import { registersOf } from '../../world/registers.ts';
import { consoleApp } from '../console/app.ts';
import { mailRoutes } from '../console/mail.ts';
import { type Addresses, addressesOf, freeBase, type Ports, portsOf, standardBase } from './addresses.ts';
import { type AppName, type Effects, startApp } from './apps.ts';
import { issueCards, tableCards, worldLinks } from './cards.ts';
import { configurations, secureIdp } from './configurations.ts';
import { claimFolder, type Folder, openFolder, worldClock, writeJson } from './folder.ts';
import { writeIssuedBefore } from './register.ts';
import { makeSecrets, secretFiles, secretText } from './secrets.ts';

export interface WorldOptions {
  /** The data folder. */
  readonly data: string;
  /** 8080 when absent; `free` picks one whose ports are all free. */
  readonly portBase?: number | 'free';
  readonly https?: boolean;
  /** Removes the data folder's content first. */
  readonly fresh?: boolean;
  readonly logLevel?: LogLevel;
  /** Takes the log line by line; standard error without. */
  readonly logTo?: { write(line: string): void };
  /** The time of every part of the world; without one it goes on with the time that the data folder had, at first the computer's. */
  readonly clock?: Clock;
  /** Apps that somebody else starts, from the configuration files written here. */
  readonly without?: readonly AppName[];
  /** Told what is being done, for whoever waits. */
  readonly progress?: (step: string) => void;
}

export interface World extends AsyncDisposable {
  readonly addresses: Addresses;
  readonly ports: Ports;
  readonly folder: Folder;
  readonly collector: Collector;
}

/** `world.earlier`: the data folder's world has lived to a later time already. */
export type WorldErrorCode = 'world.earlier';

/** What a part of the world is made of. */
export interface Plan {
  readonly folder: Folder;
  readonly ports: Ports;
  readonly addresses: Addresses;
  readonly https: boolean;
  readonly people: WorldData;
  readonly clock: Clock;
}

/** The order of starting; stopping is the other way round. */
const order: readonly AppName[] = [
  'pki',
  'directory',
  'eid-server',
  'idp',
  'portal',
  'card-machine',
  'card-office',
  'hospital',
  'eid-client',
];

/** Starts a world. Errors: `world.running`, `world.earlier`, `http.port-taken`, `database.unreachable`, and those of the apps; what had started is stopped again. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { https = false, fresh = false, logLevel = 'warn', without = [], progress = () => undefined } = options;
  const base = options.portBase === 'free' ? await freeBase() : (options.portBase ?? standardBase);
  const ports = portsOf(base);
  const clock = fresh ? (options.clock ?? Date.now) : notEarlier(options.clock, worldClock(options.data));
  const plan: Plan = {
    folder: openFolder(options.data, fresh),
    ports,
    addresses: addressesOf(ports, https),
    https,
    people: loadWorld(),
    clock,
  };
  const { folder, addresses } = plan;
  const collector = createCollector();
  const cryptography = createCryptography();
  await using opened = new AsyncDisposableStack();
  const clockOffset = Math.round(clock() - Date.now());
  await claimFolder(folder, { portBase: base, https, addresses: { ...addresses }, clockOffset });

  progress('database, keys and certificates');
  const mailbox = opened.use(await startMailbox({ port: ports.mail, clock }));
  const secrets = secretFiles(folder);
  const [cluster, pki] = await Promise.all([
    startCluster(folder.postgres).then((started) => opened.use(started)),
    establish(folder.pki, { clock, computerClock: Date.now, cryptography, origin: secureIdp(plan) }),
    makeSecrets(secrets),
  ]);
  await writePrivate(secrets['database-url'], cluster.url);
  progress('cards');
  await issueCards(plan, pki, cryptography);
  await writeIssuedBefore(plan, secrets, cryptography);
  progress('configuration');
  await writeJson(folder.readers, plan.people.readers);
  for (const [name, config] of Object.entries(await configurations(plan, pki, secrets))) {
    await writeJson(join(folder.config, `${name}.json`), config);
  }
  for (const name of order.filter((app) => !without.includes(app))) {
    progress(name);
    const effects: Effects = { log: createLogger(name, logLevel, options.logTo), clock, road: collector.record };
    opened.use(await startApp(name, readConfig(folder, name), effects));
    if (name === 'directory')
      await fillDirectory(plan, await worldLinks(plan, pki, cryptography), await secretText(secrets['office-token']));
  }
  progress('console');
  const hosts = ['world.localhost', 'localhost', '127.0.0.1'].map((name) => `${name}:${ports.console}`);
  const token = await secretText(secrets['road-token']);
  const table = opened.use(
    tableRoutes({
      cards: () => tableCards(plan),
      reader: { host: '127.0.0.1', port: ports.reader },
      pinPad: { host: '127.0.0.1', port: ports.pinPad, page: addresses.pinPad },
      windowReader: { host: '127.0.0.1', port: ports.windowReader },
      portal: addresses.portal,
      token,
    }),
  );
  const shown = { collector, token, hosts, portal: addresses.portal, table: table.routes, mail: mailRoutes(mailbox.letters) };
  opened.use(await listen(consoleApp(shown), { port: ports.console }));
  const all = opened.move();
  return { addresses, ports, folder, collector, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** A world's time never goes back: its cards have seen certificates of later days, and believe none of earlier ones. */
function notEarlier(wanted: Clock | undefined, known: Clock): Clock {
  if (wanted === undefined) return known;
  if (wanted() < known() - sameTime) throw new EidError<WorldErrorCode>('world.earlier', { now: new Date(known()).toISOString() });
  return wanted;
}

/** Milliseconds between two looks at what is one time. */
const sameTime = 5000;

/** The registers as of now, and the links: what the office would have handed over in real life, in the same messages. */
async function fillDirectory({ addresses, people, clock }: Plan, links: readonly Link[], token: string): Promise<void> {
  using fetch = createFetch();
  await put(fetch, `${addresses.directory}/registers`, token, registersOf(people, clock()));
  for (const link of links) await put(fetch, `${addresses.directory}/links`, token, link);
}

async function put(fetch: Fetch, url: string, token: string, document: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(document) });
  if (!answer.ok) throw new EidError('world.refused', { url, status: answer.status });
}

/** What starts is what is in the file. */
function readConfig(folder: Folder, name: AppName): unknown {
  return JSON.parse(readFileSync(join(folder.config, `${name}.json`), 'utf8'));
}
