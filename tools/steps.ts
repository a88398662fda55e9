// The steps of `npm run check` and `npm test`: each has a name that is a sentence true when it is green, and counts what passed and failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Progress } from './progress.ts';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

export interface Step {
  /** True when green. */
  readonly claim: string;
  run(): Promise<Count>;
}

const root = join(import.meta.dirname, '..');
const programs = join(root, 'node_modules', '.bin');

/** A program of node_modules/.bin that passes with exit status 0. What it says is shown only when it does not. */
export function program(claim: string, name: string, ...args: readonly string[]): Step {
  return {
    claim,
    async run() {
      const { status, said } = await start(name, args);
      if (status !== 0) process.stdout.write(said);
      return status === 0 ? one.passed : one.failed;
    },
  };
}

/**
 * One Vitest project, of which each test counts. A skipped test is a failed one: nothing here may be missing silently. What tests and the programs in them
 * say is shown only when one fails; meanwhile a line now and then tells how far they are.
 */
export function tests(claim: string, project: string): Step {
  return {
    claim,
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'eszig-test-'));
      const file = join(folder, 'report.json');
      const reporters = ['--reporter=minimal', '--reporter=tools/progress.ts', '--reporter=json', `--outputFile.json=${file}`];
      const { status, said } = await start('vitest', ['run', '--project', project, ...reporters]);
      try {
        const count = countTests(readFileSync(file, 'utf8'), status);
        if (count.failed > 0) process.stdout.write(said);
        return count;
      } catch {
        process.stdout.write(said);
        return one.failed;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Counts a Vitest JSON report. A run that ended badly without a failed test (a file that does not load) is one failure. */
export function countTests(report: string, status: number): Count {
  const { numPassedTests, numTotalTests } = JSON.parse(report) as { numPassedTests: number; numTotalTests: number };
  const failed = numTotalTests - numPassedTests;
  return { passed: numPassedTests, failed: failed === 0 && (status !== 0 || numTotalTests === 0) ? 1 : failed };
}

/** Runs the steps one after the other, says how each went, and gives the sum. */
export async function runSteps(steps: readonly Step[], say: (line: string) => void = console.log): Promise<Count> {
  let sum: Count = { passed: 0, failed: 0 };
  const failures: string[] = [];
  for (const [i, step] of steps.entries()) {
    say(`\n— ${i + 1} of ${steps.length}: ${step.claim}`);
    const started = Date.now();
    const count = await step.run();
    sum = { passed: sum.passed + count.passed, failed: sum.failed + count.failed };
    if (count.failed > 0) failures.push(step.claim);
    say(`${count.failed === 0 ? 'true' : 'NOT TRUE'}: ${step.claim} (${Math.round((Date.now() - started) / 100) / 10} s)`);
  }
  if (failures.length > 0) say(`\nNot true:\n${failures.map((claim) => `  ${claim}`).join('\n')}`);
  return sum;
}

const one = { passed: { passed: 1, failed: 0 }, failed: { passed: 0, failed: 1 } } as const;

/** Milliseconds between two lines of a step that takes long. */
const patience = 30_000;

/** Runs a program of node_modules/.bin to its end. Status -1: it could not be run. */
function start(name: string, args: readonly string[]): Promise<{ readonly status: number; readonly said: string }> {
  return new Promise((resolve) => {
    // Programs there run under the Node there, however this was started.
    const path = `${programs}${delimiter}${process.env['PATH'] ?? ''}`;
    const env = { ...process.env, PATH: path, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) };
    const child = spawn(join(programs, name), args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (octets: Buffer) => said.push(octets));
    let place: Progress | undefined;
    child.on('message', (message) => (place = message as Progress));
    const telling = setInterval(
      () => place && console.log(`  ${place.done} of ${place.all} files; now ${place.running.join(', ')}`),
      patience,
    );
    const end = (status: number) => {
      clearInterval(telling);
      resolve({ status, said: Buffer.concat(said).toString('utf8') });
    };
    child.once('error', () => end(-1));
    // The last words come after the end; who was left behind and holds the line is not waited for.
    child.once('exit', (status) => void Promise.race([once(child, 'close'), wait(1000)]).then(() => end(status ?? -1)));
  });
}
