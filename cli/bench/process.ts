// A world as a process of its own, watched from outside: when it is ready, and how much memory it and its database take.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EidError } from '../../lib/error/index.ts';
import { freeBase } from '../up/addresses.ts';

/** A folder that is gone when the measurement is over. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'eszig-bench-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export interface WatchedWorld extends AsyncDisposable {
  readonly pid: number;
  /** From the start of the program to its line `ready`. */
  readonly seconds: number;
}

/** Runs `<program> … --data DIR --port-base N` and waits for the line that begins with `ready`; stopped when disposed. */
export async function watchWorld(program: string, args: readonly string[], data: string, cwd: string): Promise<WatchedWorld> {
  const base = await freeBase();
  const started = performance.now();
  const child = spawn(program, [...args, '--data', data, '--port-base', String(base)], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('ready')) continue;
    const seconds = (performance.now() - started) / 1000;
    child.stdout.resume();
    return { pid: child.pid ?? 0, seconds, [Symbol.asyncDispose]: () => end(child) };
  }
  throw new EidError('bench.not-ready');
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** A process and all that it started. Linux. */
export function processTree(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }];
      } catch {
        return [];
      }
    });
  const tree = [root];
  for (const pid of tree) tree.push(...parents.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return tree;
}

/** Proportional set size: memory shared between processes counts once. Octets. */
export function memoryOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;
}
