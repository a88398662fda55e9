// The data folder of a world: what lies where, whose it is, and which process runs it at the moment.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { writePrivate } from '../../io/keys/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';

export type FolderErrorCode = 'world.running';

/** Paths below the data folder. Folders are mode 0700, secrets 0600. */
export interface Folder {
  readonly root: string;
  readonly worldFile: string;
  readonly postgres: string;
  readonly pki: string;
  readonly cards: string;
  readonly config: string;
  /** The operator's list of card readers. */
  readonly readers: string;
  readonly keys: string;
  /** What the client remembers for its user. */
  readonly client: string;
}

/** What `data/world.json` says about a world that runs or ran. */
const worldFile = z.strictObject({
  pid: z.number(),
  started: z.string(),
  portBase: z.number(),
  https: z.boolean(),
  /** Milliseconds by which the world's clock is ahead of the computer's. */
  clockOffset: z.number().default(0),
  addresses: z.record(z.string(), z.string()),
});
type WorldFile = z.output<typeof worldFile>;

/** Makes the folder, its parts, and leaves alone what is there. `fresh` removes everything first. */
export function openFolder(path: string, fresh = false): Folder {
  const root = resolve(path);
  const running = runningWorld(root);
  if (running !== undefined && running.pid !== process.pid) {
    throw new EidError<FolderErrorCode>('world.running', { pid: running.pid, portBase: running.portBase });
  }
  if (fresh) rmSync(root, { recursive: true, force: true });
  const folder: Folder = {
    root,
    worldFile: join(root, 'world.json'),
    postgres: join(root, 'postgres'),
    pki: join(root, 'pki'),
    cards: join(root, 'cards'),
    config: join(root, 'config'),
    readers: join(root, 'readers.json'),
    keys: join(root, 'keys'),
    client: join(root, 'client'),
  };
  for (const part of [root, folder.postgres, folder.cards, folder.config, folder.keys]) mkdirSync(part, { recursive: true, mode: 0o700 });
  return folder;
}

/** The world that runs on a data folder now; undefined when none does. */
export function runningWorld(path: string): WorldFile | undefined {
  const world = lastWorld(path);
  return world !== undefined && startOf(world.pid) === world.started ? world : undefined;
}

/** The time of the world of a data folder, running or not; the computer's where there is none. */
export function worldClock(path: string): Clock {
  const offset = lastWorld(path)?.clockOffset ?? 0;
  return () => Date.now() + offset;
}

function lastWorld(path: string): WorldFile | undefined {
  try {
    return worldFile.parse(JSON.parse(readFileSync(join(resolve(path), 'world.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes down that this process runs the world. */
export function claimFolder(folder: Folder, facts: Omit<WorldFile, 'pid' | 'started'>): Promise<void> {
  return writeJson(folder.worldFile, { pid: process.pid, started: startOf(process.pid) ?? '', ...facts } satisfies WorldFile);
}

/** Writes JSON that a person may read and edit: its owner only, for it tells where secrets lie. */
export function writeJson(file: string, document: unknown): Promise<void> {
  return writePrivate(file, `${JSON.stringify(document, null, 2)}\n`);
}

/** What tells a process from a later one with the same number: its start time where the system shows it. Undefined: no such process. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
