// The whole world in this process, with parts that a story can stop and start again, and cards that it puts on the reader.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertCard } from '../../apps/chip/insert.ts';
import { type AppName, startApp } from '../../cli/up/apps.ts';
import { startWorld, type World } from '../../cli/up/world.ts';
import { quiet } from '../../io/log/index.ts';

/** A card on the reader; taken off at the end of the story. */
export type CardOnReader = { take(): Promise<void> } & AsyncDisposable;

export type TestWorld = World & {
  /** Puts a person's card on the reader. */
  card(person: string): Promise<CardOnReader>;
  /** Stops a part. */
  stop(app: AppName): Promise<void>;
  /** Starts a part again, its configuration changed for a story. */
  restart(app: AppName, change?: (config: Json) => Json): Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: a configuration file of any app
export type Json = any;

/** The parts that stories stop and start. */
const parts = ['eid-server', 'idp', 'portal', 'eid-client'] as const satisfies readonly AppName[];

/** A fresh world on free ports; the client shows its window in the browser's tab, since there is no screen. */
export async function testWorld(): Promise<TestWorld> {
  const data = mkdtempSync(join(tmpdir(), 'eszig-browser-'));
  const world = await startWorld({ data, portBase: 'free', logLevel: 'silent', without: parts });
  const running = new Map<AppName, AsyncDisposable>();
  const effects = { log: quiet, clock: Date.now, road: world.collector.record };
  const configOf = (app: AppName): Json => JSON.parse(readFileSync(join(world.folder.config, `${app}.json`), 'utf8'));
  const stop = async (app: AppName) => {
    await running.get(app)?.[Symbol.asyncDispose]();
    running.delete(app);
  };
  const start = async (app: AppName, config: Json) => {
    await stop(app);
    running.set(app, await startApp(app, config, effects));
  };
  const client = join(world.folder.config, 'eid-client.json');
  const tab = { ...configOf('eid-client'), pcsc: false, window: { mode: 'tab' }, activationsPerMinute: 100_000 };
  writeFileSync(client, JSON.stringify(tab));
  for (const app of parts) await start(app, configOf(app));

  const card = async (person: string): Promise<CardOnReader> => {
    const file = join(world.folder.cards, `${person}.json`);
    const insertion = await insertCard({ file, host: '127.0.0.1', port: world.ports.reader });
    return { take: () => insertion.remove(), [Symbol.asyncDispose]: () => insertion.remove() };
  };
  const dispose = async () => {
    for (const app of [...running.keys()].reverse()) await stop(app);
    await world[Symbol.asyncDispose]();
    rmSync(data, { recursive: true, force: true });
  };
  return {
    ...world,
    card,
    stop,
    restart: (app, change = (config) => config) => start(app, change(configOf(app))),
    [Symbol.asyncDispose]: dispose,
  };
}
