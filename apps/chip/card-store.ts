// A card's file on disk: held by one process at a time, and replaced as a whole, so that a cut of power leaves the old card or the new one.
import { randomBytes } from 'node:crypto';
import { link, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Card, encodeCardFile, parseCardFile } from '../../lib/chip/index.ts';
import { EidError } from '../../lib/error/index.ts';

/** `card.in-use`: another process holds the card. `card.none`: there is no such file, or it is no card. `card.torn`: a cut that was asked for. */
export type CardStoreErrorCode = 'card.in-use' | 'card.none' | 'card.torn';

export interface CardStore extends AsyncDisposable {
  /** The card as it was when it was taken. */
  readonly card: Card;
  /** Returns when the card is safely on the disk. With a cut it throws `card.torn`, as when the power fails then. */
  save(card: Card, cut?: Cut): Promise<void>;
}

/** A moment of a write: nothing is written yet, half of it is, all of it is but nobody was told. */
export type Cut = 'before' | 'middle' | 'after';

/** Takes a card file for this process alone until it is disposed of. Throws `card.none` or `card.in-use`. */
export async function takeCard(file: string): Promise<CardStore> {
  const lock = `${resolve(file)}.lock`;
  await readCard(file);
  await acquire(lock);
  try {
    await clear(file);
    const save = (card: Card, cut?: Cut) => (cut === undefined ? writeCard(file, card) : tear(file, card, cut));
    return { card: await readCard(file), save, [Symbol.asyncDispose]: () => release(lock) };
  } catch (thrown) {
    await release(lock);
    throw thrown;
  }
}

/** The card of a file, without taking it. Throws `card.none`. */
export async function readCard(file: string): Promise<Card> {
  try {
    return parseCardFile(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new EidError<CardStoreErrorCode>('card.none', { file }, { cause });
  }
}

/** Writes a new card file, readable by its owner only. */
export function writeCard(file: string, card: Card): Promise<void> {
  return writeWhole(file, textOf(card));
}

function textOf(card: Card): string {
  return `${JSON.stringify(encodeCardFile(card), undefined, 1)}\n`;
}

/** What a write leaves behind that is cut off. */
async function tear(file: string, card: Card, cut: Cut): Promise<never> {
  const text = textOf(card);
  if (cut === 'middle') await writeFile(temporaryName(file), text.slice(0, text.length / 2), { mode: 0o600 });
  if (cut === 'after') await writeWhole(file, text);
  throw new EidError<CardStoreErrorCode>('card.torn');
}

/** Half-written files of an earlier holder of the card are thrown away. */
async function clear(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  const left = (await readdir(folder)).filter((name) => name.startsWith(`${basename(file)}.`) && name.endsWith(temporary));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

const temporary = '.tmp';

function temporaryName(file: string): string {
  return `${file}.${randomBytes(4).toString('hex')}${temporary}`;
}

/** Locks that this process holds: one with our process id that is not among them was left by an earlier process of that id. */
const held = new Set<string>();

/** The lock holds the process id, from its first moment on; the lock of a process that no longer lives is taken over. */
async function acquire(lock: string): Promise<void> {
  const mine = `${lock}.${randomBytes(4).toString('hex')}`;
  await writeFile(mine, String(process.pid), { flag: 'wx', mode: 0o600 });
  try {
    while (!(await created(mine, lock))) {
      const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (held.has(lock) || (holder !== process.pid && lives(holder))) throw new EidError<CardStoreErrorCode>('card.in-use');
      await rm(lock, { force: true });
    }
    held.add(lock);
  } finally {
    await rm(mine, { force: true });
  }
}

async function release(lock: string): Promise<void> {
  if (held.delete(lock)) await rm(lock, { force: true });
}

async function created(source: string, target: string): Promise<boolean> {
  try {
    await link(source, target);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}

function lives(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Temporary file, fsync, rename, fsync of the folder: the name always stands for a whole file. */
async function writeWhole(file: string, text: string): Promise<void> {
  const half = temporaryName(file);
  try {
    const handle = await open(half, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(half, file);
  } catch (thrown) {
    await rm(half, { force: true });
    throw thrown;
  }
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } catch {
    // Some systems cannot sync a folder; the rename itself is atomic there as well.
  } finally {
    await folder.close();
  }
}
