// Values of files that others renew while we run: certificates with their keys, revocation lists, block lists.
import { readFile, stat } from 'node:fs/promises';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import type { Logger } from '../log/index.ts';

export interface Reloading<T> extends Disposable {
  /** As of the last look at the files. */
  readonly value: T;
  /** Has somebody told of each later value. */
  follow(told: (value: T) => void): void;
}

/**
 * Reads the files and reads them again when one has changed, looking every `interval` milliseconds. A change that cannot be read is logged, and what
 * was read before stays in force.
 */
export async function reloading<T>(
  files: readonly string[],
  read: (contents: readonly Bytes[]) => T | Promise<T>,
  interval: number,
  log: Logger,
): Promise<Reloading<T>> {
  let state = await marks(files);
  let value = await read(await contents(files));
  const followers: ((value: T) => void)[] = [];
  const look = async () => {
    try {
      const now = await marks(files);
      if (now === state) return;
      value = await read(await contents(files));
      for (const told of followers) told(value);
      state = now;
      log.info('files-reloaded', { files: files.length });
    } catch (thrown) {
      log.error('files-unreadable', { files: files.length }, thrown);
    }
  };
  const timer = setInterval(look, interval);
  timer.unref();
  return {
    get value() {
      return value;
    },
    follow: (told) => void followers.push(told),
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

async function marks(files: readonly string[]): Promise<string> {
  const found = await Promise.all(files.map((file) => stat(file)));
  return found.map(({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`).join('\n');
}

function contents(files: readonly string[]): Promise<readonly Bytes[]> {
  return Promise.all(files.map(async (file) => bytes(await readFile(file))));
}
