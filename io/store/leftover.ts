// A postmaster that outlived the run which started it, because that run was killed: found by its pid file, stopped, its file removed.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EidError } from '../../lib/error/index.ts';
import type { StoreErrorCode } from './store.ts';

/** Frees the cluster's folder. A pid that by now belongs to another program is left alone. `database.unreachable` when it will not stop. */
export async function stopLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  } catch {
    return;
  }
  const isOurs = () => commandLine(pid).includes(data);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isOurs()) break;
    process.kill(pid, signal);
    for (const deadline = Date.now() + 3_000; isOurs() && Date.now() < deadline; ) await wait(10);
  }
  if (isOurs()) throw new EidError<StoreErrorCode>('database.unreachable', { reason: 'leftover-does-not-stop', pid });
  rmSync(file, { force: true });
}

/** The command line of a process; empty when there is none such. */
function commandLine(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 1) return '';
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
