// `npm run check`: types, lint, layers, docs and unit tests, in under a minute.
import { quick } from './claims.ts';
import { runSteps } from './steps.ts';

const { passed, failed } = await runSteps(quick);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
