// The steps of `npm run check` and `npm test`: each has a name that is a sentence true when it is green, and counts what passed and failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/** A program of node_modules/.bin that passes with exit status 0. */
export function program(claim: string, name: string, ...args: readonly string[]): Step {
  return { claim, run: async () => ((await start(join(root, 'node_modules', '.bin', name), args)) === 0 ? one.passed : one.failed) };
}

/** One Vitest project, of which each test counts. A skipped test is a failed one: nothing here may be missing silently. */
export function tests(claim: string, project: string): Step {
  return {
    claim,
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'eszig-test-'));
      const file = join(folder, 'report.json');
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      try {
        const status = await start(join(root, 'node_modules', '.bin', 'vitest'), ['run', '--project', project, ...reporters]);
        return countTests(readFileSync(file, 'utf8'), status);
      } catch {
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

function start(file: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: 'inherit' });
    child.once('error', () => resolve(-1)).once('exit', (status) => resolve(status ?? -1));
  });
}
