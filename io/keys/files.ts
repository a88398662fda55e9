// Files written whole or not at all, and secrets that only their owner reads.
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { KeysErrorCode } from './error.ts';

/** Writes a secret: mode 0600, in a folder of mode 0700, replacing what was there in one step. */
export function writePrivate(path: string, content: Uint8Array | string): Promise<void> {
  return writeWhole(path, content, 0o600);
}

/** Writes what anybody may read, replacing what was there in one step. */
export function writePublic(path: string, content: Uint8Array | string): Promise<void> {
  return writeWhole(path, content, 0o644);
}

/** A file's octets; `undefined` when there is none. */
export async function readPublic(path: string): Promise<Bytes | undefined> {
  try {
    return bytes(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new EidError<KeysErrorCode>('keys.unreadable', { path }, { cause: error });
  }
}

/** A secret's octets; `undefined` when there is none. Throws `keys.not-private` when others may read it (not looked at on Windows). */
export async function readPrivate(path: string): Promise<Bytes | undefined> {
  const found = await stat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw new EidError<KeysErrorCode>('keys.unreadable', { path }, { cause: error });
  });
  if (found === undefined) return undefined;
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) throw new EidError<KeysErrorCode>('keys.not-private', { path });
  return readPublic(path);
}

async function writeWhole(path: string, content: Uint8Array | string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    await using file = await open(beside, 'wx', mode);
    await file.writeFile(content);
    await file.sync();
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
