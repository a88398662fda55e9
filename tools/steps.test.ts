import { expect, test } from 'vitest';
import { missingPrograms } from './programs.ts';
import { countTests, runSteps } from './steps.ts';

const report = (passed: number, total: number) => JSON.stringify({ numPassedTests: passed, numTotalTests: total });

test('a failed test, a skipped test, a file that does not load and an empty project all count as failures', () => {
  expect(countTests(report(3, 3), 0)).toEqual({ passed: 3, failed: 0 });
  expect(countTests(report(2, 3), 1)).toEqual({ passed: 2, failed: 1 });
  expect(countTests(report(2, 3), 0)).toEqual({ passed: 2, failed: 1 });
  expect(countTests(report(3, 3), 1)).toEqual({ passed: 3, failed: 1 });
  expect(countTests(report(0, 0), 0)).toEqual({ passed: 0, failed: 1 });
});

test('one red step makes the sum red, and every step still runs', async () => {
  const said: string[] = [];
  const step = (claim: string, failed: number) => ({ claim, run: async () => ({ passed: 1, failed }) });
  expect(await runSteps([step('a', 1), step('b', 0)], (line) => said.push(line))).toEqual({ passed: 2, failed: 1 });
  expect(said.join('\n')).toMatch(/NOT TRUE: a .*\n.*\n*.*true: b .*\n+Not true:\n {2}a$/s);
});

test('a program that is not there is missing, one that is there is not', () => {
  const row = (program: string) => ({ program, aptPackage: 'p', why: 'w' });
  const missing = missingPrograms([row('no-such-program-here'), row('/no/such/library.so'), row('sh')]);
  expect(missing.map(({ program }) => program)).toEqual(['no-such-program-here', '/no/such/library.so']);
});
