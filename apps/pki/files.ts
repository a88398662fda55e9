// How key and certificate are replaced together, how folders of certificates are read, and how two processes do not write at once.
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type PrivateKey, readKey, readPublic, writeKey, writePublic } from '../../io/keys/index.ts';
import type { Bytes } from '../../lib/bytes/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { CertifiedKey } from './layout.ts';

/** `pki.busy`: another process has been writing in this folder for too long. */
export type FilesErrorCode = 'pki.busy';

/** Puts a new key and its certificate in the place of the old ones. Whenever it is cut off, `readCertifiedKey` finds the key of the certificate. */
export async function replacePair(files: CertifiedKey, key: PrivateKey, certificate: Uint8Array | string): Promise<void> {
  await writeKey(`${files.key}.next`, key);
  await writePublic(files.certificate, certificate);
  await rename(`${files.key}.next`, files.key);
}

/** The key that belongs to the certificate beside it; `undefined` when there is none. */
export async function readCertifiedKey(files: CertifiedKey, belongs: (key: PrivateKey) => boolean): Promise<PrivateKey | undefined> {
  const key = await readKey(files.key);
  if (key !== undefined && belongs(key)) return key;
  const next = await readKey(`${files.key}.next`);
  if (next === undefined || !belongs(next)) return undefined;
  await rename(`${files.key}.next`, files.key);
  return next;
}

/** The files of a folder in the order of their names; none when there is no folder. */
export async function readFolder(folder: string): Promise<readonly { readonly name: string; readonly content: Bytes }[]> {
  const names = (await listFolder(folder)).filter((name) => !name.endsWith('.new'));
  return Promise.all(names.map(async (name) => ({ name, content: (await readPublic(join(folder, name))) as Bytes })));
}

/** The names in a folder, sorted; none when there is no folder. */
export async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}

const patience = { step: 20, limit: 10_000, stale: 60_000 } as const;

/** Does the work while nobody else writes in the folder: the command line and a running service share it. Throws `pki.busy`. */
export async function exclusively<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = join(folder, '.lock');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (let waited = 0; !(await take(lock)); waited += patience.step) {
    if (waited >= patience.limit) throw new EidError<FilesErrorCode>('pki.busy', { lock });
    await wait(patience.step);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await using file = await open(lock, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    return false;
  }
}

/** Left behind by a process that ended, or held longer than any work takes. */
async function isAbandoned(lock: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, owner] = [await stat(lock), Number(await readFile(lock, 'utf8'))];
    if (Date.now() - mtimeMs > patience.stale) return true;
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
