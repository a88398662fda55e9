// What is checked, in order: the quick half for `npm run check`, all of it for `npm test`.
import { program, type Step, tests } from './steps.ts';

export const quick: readonly Step[] = [
  program('Every file is formatted and free of lint', 'biome', 'ci'),
  program('The core needs neither Node nor a browser', 'tsc', '-p', 'tsconfig.lib.json'),
  program('Every type holds in Node', 'tsc', '-p', 'tsconfig.node.json'),
  program('Every type holds in the browser', 'tsc', '-p', 'tsconfig.web.json'),
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
