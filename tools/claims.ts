// What is checked, in order: the quick half for `npm run check`, all of it for `npm test`.
import { program, type Step, tests } from './steps.ts';

export const quick: readonly Step[] = [
  program('Every file is formatted and free of lint', 'biome', 'ci'),
  types('The core needs neither Node nor a browser', 'lib'),
  types('Every type holds in Node', 'node'),
  types('Every type holds in the browser', 'web'),
  program('Nothing is unused', 'knip'),
  tests('Every part keeps its rules; nothing leans upwards; every error code is explained; every path in the docs exists', 'unit'),
];

export const full: readonly Step[] = [
  ...quick,
  tests('The published examples come out octet for octet', 'vectors'),
  tests('Decoders take back what encoders give, and survive anything', 'property'),
  tests('Programs that are not ours agree', 'interop'),
  tests('A person can log in, and every bad day has its page', 'e2e'),
  tests('A person can log in with a browser, in both languages', 'browser'),
];

/** One program of TypeScript's. What has not changed since the last time is not looked at again. */
function types(claim: string, name: string): Step {
  return program(
    claim,
    'tsc',
    '-p',
    `tsconfig.${name}.json`,
    '--incremental',
    '--tsBuildInfoFile',
    `node_modules/.cache/types/${name}.tsbuildinfo`,
  );
}
