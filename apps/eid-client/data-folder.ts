// Where the client keeps what it remembers, for each user of a computer apart: nothing secret, and nobody else's to change.
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** The folder of the user who runs this, by the custom of the system; it need not exist. */
export function usersFolder(platform: NodeJS.Platform = process.platform, environment: NodeJS.ProcessEnv = process.env): string {
  const home = homedir();
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'eSzig Kliens');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'eSzig Kliens');
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'eszig-kliens');
}

/** A file of the folder; `undefined` when it is not there. */
export async function readKept(folder: string, name: string): Promise<Buffer<ArrayBuffer> | undefined> {
  try {
    return await readFile(join(folder, name));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
}

/** Replaces a file as a whole, readable by its owner only; makes the folder when it is missing. */
export async function keep(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `${name}.${process.pid}.tmp`);
  {
    await using file = await open(temporary, 'w', 0o600);
    await file.writeFile(content);
    await file.sync();
  }
  await rename(temporary, join(folder, name));
}

/** Removes what a client that was ended in the middle of `keep` has left behind; what one that runs is writing stays. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  const left = names.filter((name) => {
    const writer = /\.(\d+)\.tmp$/.exec(name)?.[1];
    return writer !== undefined && !isOurs(Number(writer));
  });
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}

/** Whether a process with this number runs for the user who asks. Another user's writes nothing here. */
function isOurs(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
