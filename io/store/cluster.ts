// A PostgreSQL of our own in a folder: made on first use, started on a free port of 127.0.0.1, stopped with us, mended after a crash.
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EidError } from '../../lib/error/index.ts';
import { postgresFolder } from './binaries.ts';
import { type Identity, type IdentityName, identities, identityName } from './identity.ts';
import { stopLeftover } from './leftover.ts';
import type { StoreErrorCode } from './store.ts';

export interface Cluster extends AsyncDisposable {
  /** `postgres://…` with its password: a secret. */
  readonly url: string;
  /** The postmaster's process id. */
  readonly pid: number;
}

/** Small, durable, and with no value of any row in its log. */
const settings: Readonly<Record<string, string | number>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '32MB',
  max_connections: 80,
  wal_level: 'minimal',
  max_wal_senders: 0,
  min_wal_size: '32MB',
  max_wal_size: '128MB',
  io_method: 'sync',
  max_parallel_workers: 0,
  autovacuum_max_workers: 1,
  jit: 'off',
  huge_pages: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  timezone: 'UTC',
};

/** Starts the cluster of a folder (mode 0700, made when missing). Errors: `database.unreachable` with a `reason`. */
export async function startCluster(folder: string, as: IdentityName = identityName()): Promise<Cluster> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const identity = identities[as](postgresFolder(), folder);
  const data = join(identity.folder, 'cluster');
  const passwordFile = join(identity.folder, 'password');
  if (!existsSync(data)) await initialise(identity, data, passwordFile);
  await stopLeftover(data);
  const password = readFileSync(passwordFile, 'utf8');
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = launch(identity, data, port);
    const endWithUs = () => void child.kill('SIGINT');
    process.once('exit', endWithUs);
    child.once('exit', () => process.removeListener('exit', endWithUs));
    if (await becomesReady(child, data)) {
      const url = `postgres://eszig:${password}@127.0.0.1:${port}/postgres`;
      return { url, pid: child.pid ?? 0, [Symbol.asyncDispose]: () => stop(child) };
    }
    await stop(child);
    if (attempt === 3) throw new EidError<StoreErrorCode>('database.unreachable', { reason: 'does-not-start' });
  }
}

/** Made beside and renamed at the end, so that a run cut short leaves nothing that looks whole. */
async function initialise(identity: Identity, data: string, passwordFile: string): Promise<void> {
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  identity.own(passwordFile);
  const shape = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', '--username=eszig', `--pwfile=${passwordFile}`, '--no-sync'];
  const child = identity.start('initdb', [`--pgdata=${fresh}`, ...shape], { stdio: 'ignore', env: environment() });
  const status = await new Promise<number | null>((resolve) => child.once('error', () => resolve(-1)).once('exit', resolve));
  if (status !== 0) throw new EidError<StoreErrorCode>('database.unreachable', { reason: 'initdb-failed', status: status ?? -1 });
  renameSync(fresh, data);
}

function launch(identity: Identity, data: string, port: number): ChildProcess {
  const log = openSync(join(identity.folder, 'postgres.log'), 'w', 0o600);
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    // In a process group of its own: Ctrl-C at the terminal reaches us, and we stop it when everybody has let go of it.
    return identity.start('postgres', ['-D', data, '-p', String(port), ...options], {
      stdio: ['ignore', log, log],
      env: environment(),
      detached: true,
    });
  } finally {
    closeSync(log);
  }
}

/** Line 8 of postmaster.pid says `ready`; line 1 is whose file it is. */
async function becomesReady(child: ChildProcess, data: string): Promise<boolean> {
  let ended = false;
  child.once('error', () => (ended = true)).once('exit', () => (ended = true));
  for (const deadline = Date.now() + 20_000; !ended && Date.now() < deadline; await wait(5)) {
    const lines = readPidFile(data);
    if (lines[7]?.trim() === 'ready') return true;
  }
  return false;
}

function readPidFile(data: string): string[] {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Fast shutdown (SIGINT): connections are cut, everything is written. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  const hurry = setTimeout(() => child.kill('SIGQUIT'), 5_000);
  await ended;
  clearTimeout(hurry);
}

/** Its own environment is ours without what could bend it. */
function environment(): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { ...(PATH === undefined ? {} : { PATH }), LC_ALL: 'C', TZ: 'UTC' };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
