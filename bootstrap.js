// What `npm start`, `npm test` and `npm run check` run: packages first, then the program itself.
import { ensurePackages, runProgram } from './cli/packages.js';

const programs = {
  up: ['cli/main.ts', ['up']],
  test: ['tools/test.ts', []],
  check: ['tools/check.ts', []],
  fuzz: ['tools/fuzz-chip.ts', []],
  faults: ['tools/plant-faults.ts', []],
  executable: ['tools/executable/main.ts', []],
};

const [name = '', ...more] = process.argv.slice(2);
const program = programs[name];
if (program === undefined) {
  process.stderr.write(`usage: node bootstrap.js ${Object.keys(programs).join('|')}\n`);
  process.exit(2);
}
await ensurePackages();
await runProgram(program[0], [...program[1], ...more]);
