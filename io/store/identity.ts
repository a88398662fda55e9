// PostgreSQL refuses to run as root. These are the ways to run it all the same, tried in order, and what each needs.
import { type ChildProcess, execFileSync, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** How programs of PostgreSQL are started, and where their files lie. */
export interface Identity {
  /** The folder with `bin`. */
  readonly programs: string;
  /** The folder for cluster, password and log. */
  readonly folder: string;
  start(program: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  /** Gives files that we wrote to whoever the programs run as. */
  own(path: string): void;
}

/** The user id `nobody`, which needs no entry of its own anywhere. */
const nobody = 65534;
const namespace = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];

export type IdentityName = 'self' | 'namespace' | 'system-user';

/** The best way on this computer: as ourselves; as root in a user namespace; where those are refused as the system user nobody. */
export function identityName(): IdentityName {
  if (process.getuid?.() !== 0) return 'self';
  return spawnSync('unshare', [...namespace, 'true'], { stdio: 'ignore' }).status === 0 ? 'namespace' : 'system-user';
}

export const identities: Readonly<Record<IdentityName, (programs: string, folder: string) => Identity>> = {
  self: (programs, folder) => ({
    programs,
    folder,
    start: (program, args, options) => spawn(join(programs, 'bin', program), args, options),
    own: () => undefined,
  }),
  // Our files stay root's outside and are nobody's inside, so a folder that only root may enter will do.
  namespace: (programs, folder) => ({
    programs,
    folder,
    start: (program, args, options) => spawn('unshare', [...namespace, join(programs, 'bin', program), ...args], options),
    own: () => undefined,
  }),
  // Nobody may enter neither root's checkout nor root's data folder: programs and cluster lie in a folder below /var/lib.
  'system-user': (programs, folder) => {
    const home = '/var/lib/eszig';
    const copied = join(home, 'postgresql');
    mkdirSync(home, { recursive: true, mode: 0o755 });
    chmodSync(home, 0o755);
    if (!existsSync(join(copied, 'bin', 'postgres'))) cpSync(programs, copied, { recursive: true, verbatimSymlinks: true });
    const own = join(home, createHash('sha256').update(folder).digest('hex').slice(0, 16));
    mkdirSync(own, { recursive: true, mode: 0o700 });
    const giveAway = (path: string) => execFileSync('chown', ['-R', `${nobody}:${nobody}`, path]);
    giveAway(own);
    return {
      programs: copied,
      folder: own,
      start: (program, args, options) => spawn(join(copied, 'bin', program), args, { ...options, uid: nobody, gid: nobody, cwd: own }),
      own: giveAway,
    };
  },
};
