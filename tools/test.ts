// `npm test`: everything. Brings the programs that the tests need, or says what to install and fails; ends with one line of counts.
import { full } from './claims.ts';
import { missingPrograms, provide } from './programs.ts';
import { runSteps } from './steps.ts';

await provide(missingPrograms());
const missing = missingPrograms();
for (const { program, aptPackage, why } of missing) {
  console.log(`missing: ${program}, ${why}. On Debian: apt-get install --no-install-recommends ${aptPackage}`);
}
const { passed, failed } = missing.length > 0 ? { passed: 0, failed: missing.length } : await runSteps(full);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
