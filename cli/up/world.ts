// A whole world in one process: everything is made on first start, written down as configuration, and started from what was written.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFetch, type Fetch, listen } from '../../io/http/index.ts';
import { createLogger, type LogLevel } from '../../io/log/index.ts';
import { type Collector, createCollector } from '../../io/road/index.ts';
import { startCluster } from '../../io/store/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { loadWorld, type World as WorldData } from '../../world/index.ts';
import { registersOf } from '../../world/registers.ts';
import { consoleApp } from '../console/app.ts';
import { type Addresses, addressesOf, freeBase, type Ports, portsOf, standardBase } from './addresses.ts';
import { type AppName, type Effects, startApp } from './apps.ts';
import { configurations } from './configurations.ts';
import { claimFolder, type Folder, openFolder, secretFile, writeJson, writeSecret } from './folder.ts';

export interface WorldOptions {
  /** The data folder. */
  readonly data: string;
  /** 8080 when absent; `free` picks one whose ports are all free. */
  readonly portBase?: number | 'free';
  readonly https?: boolean;
  /** Removes the data folder's content first. */
  readonly fresh?: boolean;
  readonly logLevel?: LogLevel;
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

/** What a part of the world is made of. */
export interface Plan {
  readonly folder: Folder;
  readonly ports: Ports;
  readonly addresses: Addresses;
  readonly https: boolean;
  readonly people: WorldData;
}

/** The order of starting; stopping is the other way round. */
const order: readonly AppName[] = ['directory'];

/** Starts a world. Errors: `world.running`, `http.port-taken`, `database.unreachable`, and those of the apps; what had started is stopped again. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { https = false, fresh = false, logLevel = 'warn', without = [], progress = () => undefined } = options;
  const base = options.portBase === 'free' ? await freeBase() : (options.portBase ?? standardBase);
  const ports = portsOf(base);
  const plan: Plan = { folder: openFolder(options.data, fresh), ports, addresses: addressesOf(ports, https), https, people: loadWorld() };
  const { folder, addresses } = plan;
  const collector = createCollector();
  await using opened = new AsyncDisposableStack();
  claimFolder(folder, { portBase: base, https, addresses: { ...addresses } });

  progress('database');
  const cluster = opened.use(await startCluster(folder.postgres));
  writeSecret(join(folder.keys, 'database-url'), cluster.url);
  progress('configuration');
  for (const [name, config] of Object.entries(configurations(plan))) {
    writeJson(join(folder.config, `${name}.json`), config);
  }
  for (const name of order.filter((app) => !without.includes(app))) {
    progress(name);
    const effects: Effects = { log: createLogger(name, logLevel), clock: Date.now, road: collector.record };
    opened.use(await startApp(name, readConfig(folder, name), effects));
    await afterStart[name]?.(plan);
  }
  progress('console');
  opened.use(await startConsole(plan, collector));
  const all = opened.move();
  return { addresses, ports, folder, collector, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** What is handed to an app once it answers. */
const afterStart: Partial<Record<AppName, (plan: Plan) => Promise<void>>> = {
  directory: async ({ addresses, folder, people }) => {
    using fetch = createFetch();
    const registers = registersOf(people, Date.now());
    await put(fetch, `${addresses.directory}/registers`, readFileSync(secretFile(folder, 'office-token'), 'utf8'), registers);
  },
};

async function put(fetch: Fetch, url: string, token: string, document: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(document) });
  if (!answer.ok) throw new EidError('world.refused', { url, status: answer.status });
}

async function startConsole({ ports, addresses, folder }: Plan, collector: Collector): Promise<AsyncDisposable> {
  const hosts = ['world.localhost', 'localhost', '127.0.0.1'].map((name) => `${name}:${ports.console}`);
  const token = readFileSync(secretFile(folder, 'road-token'), 'utf8');
  return listen(consoleApp({ collector, token, hosts, portal: addresses.portal }), { port: ports.console });
}

/** A configuration that `--config` was given or a person has edited counts: what starts is what is in the file. */
function readConfig(folder: Folder, name: AppName): unknown {
  const file = join(folder.config, `${name}.json`);
  if (!existsSync(file)) throw new EidError('world.no-configuration', { app: name });
  return JSON.parse(readFileSync(file, 'utf8'));
}
