// The client's own folder, as settings, log and memory use it: each file replaced as a whole, one write after the other, and never a failure of theirs.
import { chmod, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { keep, readKept } from '../data-folder.ts';

export interface OwnFolder extends AsyncDisposable {
  /** A file's text; undefined when it is not there or cannot be read. */
  read(name: string): Promise<string | undefined>;
  /** Writes the newest text as soon as the one before is written. */
  write(name: string, text: string): void;
  /** Whether the folder can be written, and is its owner's alone: tried, not remembered. */
  examine(): Promise<'kept' | 'unwritable'>;
}

export function openOwnFolder(path: string): OwnFolder {
  const waiting = new Map<string, string>();
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    for (let next = takeFirst(); next !== undefined; next = takeFirst()) {
      const [name, text] = next;
      // What cannot be written is told by the diagnosis; the client does its work all the same.
      await keep(path, name, text).catch(() => undefined);
    }
    writing = undefined;
  }

  function takeFirst(): readonly [string, string] | undefined {
    const [first] = waiting;
    if (first !== undefined) waiting.delete(first[0]);
    return first;
  }

  return {
    async read(name) {
      const octets = await readKept(path, name).catch(() => undefined);
      return octets?.toString('utf8');
    },
    write(name, text) {
      waiting.set(name, text);
      writing ??= writeAll();
    },
    async examine() {
      try {
        await mkdir(path, { recursive: true, mode: 0o700 });
        if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o700);
        await keep(path, 'trial', '');
        await rm(join(path, 'trial'));
        return 'kept';
      } catch {
        return 'unwritable';
      }
    },
    [Symbol.asyncDispose]: async () => writing,
  };
}
