// `npm run faults`: takes each check of lib/chip/planted-faults.ts away in a copy of the source and runs the tests that have to miss it. Ends with the
// faults that no test noticed; none is success.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plantedFaults } from '../lib/chip/planted-faults.ts';

const root = join(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'eszig-faults-'));
const wanted = process.argv[2];
try {
  for (const part of ['lib', 'io', 'apps/chip', 'world', 'package.json', 'vitest.config.ts', 'tsconfig.base.json', 'tsconfig.lib.json']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const faults = plantedFaults.filter(({ missing }) => wanted === undefined || missing.includes(wanted));
  const survivors: string[] = [];
  for (const tests of new Set(faults.map((fault) => fault.tests))) {
    if (await red(tests)) throw new Error(`red without a fault: ${tests}`);
  }
  for (const [i, { missing, file, text, instead, tests }] of faults.entries()) {
    const place = join(copy, file);
    const source = readFileSync(place, 'utf8');
    writeFileSync(
      place,
      source.replace(text, () => instead),
    );
    const noticed = await red(tests);
    writeFileSync(place, source);
    if (!noticed) survivors.push(missing);
    console.log(`${noticed ? 'killed  ' : 'SURVIVED'} ${i + 1} of ${faults.length}: without “${missing}”`);
  }
  console.log(`\n${faults.length - survivors.length} killed, ${survivors.length} survived`);
  process.exitCode = survivors.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** Whether a test of these fails. */
function red(tests: string): Promise<boolean> {
  const args = [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--bail',
    '1',
    '--project',
    'unit',
    '--project',
    'property',
    ...tests.split(' '),
  ];
  const child = spawn(process.execPath, args, { cwd: copy, stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', (status) => resolve(status !== 0)));
}
