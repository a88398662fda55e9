// The whole world in this process, with parts that a story can stop and start again, and cards that it puts on the reader.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppName, startApp } from '../../cli/up/apps.ts';
import { startWorld, type World } from '../../cli/up/world.ts';
import { quiet } from '../../io/log/index.ts';
import type { Hop } from '../../io/road/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';

/** The parts that stories stop and start. */
const parts = ['eid-server', 'idp', 'portal', 'card-office', 'hospital', 'eid-client'] as const satisfies readonly AppName[];

export type Part = (typeof parts)[number];

// biome-ignore lint/suspicious/noExplicitAny: a configuration file of any app
export type Json = any;

export type TestWorld = World & {
  stop(part: Part): Promise<void>;
  /** Starts a part again, its configuration changed for a story. */
  restart(part: Part, change?: (config: Json) => Json): Promise<void>;
  /** Cuts a part off from its database. */
  cut(part: Part): void;
  mend(part: Part): void;
  /** Brings back what a story stopped, changed or cut. */
  repair(): Promise<void>;
  /** Does something as soon as a message was answered, once. */
  after(hop: string, action: () => void): void;
  /** A secret of the data folder. */
  secret(name: string): string;
};

/** A fresh world on free ports. The client shows its window in the browser's tab, since there is no screen. */
export async function testWorld(https: boolean, clock: Clock = Date.now): Promise<TestWorld> {
  const data = mkdtempSync(join(tmpdir(), 'eszig-browser-'));
  const world = await startWorld({ data, https, portBase: 'free', logLevel: 'silent', without: parts, clock });
  const running = new Map<Part, AsyncDisposable>();
  const databases = new Map<Part, Database>();
  const disturbed = new Set<Part>();
  const actions = new Map<string, () => void>();
  const road = (hop: Hop) => {
    const action = actions.get(hop.hop);
    actions.delete(hop.hop);
    action?.();
    world.collector.record(hop);
  };
  const effects = { log: quiet, clock, road };
  const secret = (name: string) => readFileSync(join(world.folder.keys, name), 'utf8').trim();
  const configOf = (part: Part): Json => {
    const config = JSON.parse(readFileSync(join(world.folder.config, `${part}.json`), 'utf8'));
    if (part === 'eid-client') return { ...config, pcsc: false, window: { mode: 'tab' }, activationsPerMinute: 100_000 };
    return 'databaseUrlFile' in config ? { ...config, databaseUrlFile: join(world.folder.keys, `database-url-${part}`) } : config;
  };
  const stop = async (part: Part) => {
    disturbed.add(part);
    await running.get(part)?.[Symbol.asyncDispose]();
    running.delete(part);
  };
  const restart = async (part: Part, change = (config: Json) => config) => {
    await stop(part);
    running.set(part, await startApp(part, change(configOf(part)), effects));
  };
  const repair = async () => {
    actions.clear();
    for (const database of databases.values()) database.mend();
    for (const part of parts) if (disturbed.delete(part)) await restart(part);
    disturbed.clear();
  };
  for (const part of parts) {
    const database = await cuttable(new URL(secret('database-url')));
    databases.set(part, database);
    writeFileSync(join(world.folder.keys, `database-url-${part}`), database.url, { mode: 0o600 });
    disturbed.add(part);
  }
  await repair();
  const dispose = async () => {
    for (const part of [...running.keys()].reverse()) await stop(part);
    await world[Symbol.asyncDispose]();
    for (const database of databases.values()) database.close();
    rmSync(data, { recursive: true, force: true });
  };
  const cut = (part: Part) => databases.get(part)?.cut();
  const after = (hop: string, action: () => void) => void actions.set(hop, action);
  const mend = (part: Part) => databases.get(part)?.mend();
  return { ...world, stop, restart, repair, cut, mend, after, secret, [Symbol.asyncDispose]: dispose };
}

/** A way to a database that can be cut. */
type Database = { readonly url: string; cut(): void; mend(): void; close(): void };

async function cuttable(database: URL): Promise<Database> {
  const sockets = new Set<Socket>();
  let open = true;
  const server = createServer((socket) => {
    if (!open) return void socket.destroy();
    const upstream = connect(Number(database.port), database.hostname);
    for (const [side, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(side);
      side.on('error', () => undefined).on('close', () => sockets.delete(side) && other.destroy());
    }
    socket.pipe(upstream).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(database);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut() {
      open = false;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      open = true;
    },
    close: () => server.close(),
  };
}
