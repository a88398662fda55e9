// The benchmarks by name; each is loaded only when it is asked for.
import type { Bench } from './bench.ts';

export const benches = {
  pace: () => import('./pace.ts'),
  'eac-server': () => import('./eac-server.ts'),
  'eac-scale': () => import('./eac-scale.ts'),
  oidc: () => import('./oidc.ts'),
  saml: () => import('./saml.ts'),
  blocklist: () => import('./blocklist.ts'),
  'loop-delay': () => import('./loop-delay.ts'),
  login: () => import('./login.ts'),
  startup: () => import('./startup.ts'),
  memory: () => import('./memory.ts'),
  'card-eac': () => import('./card-eac.ts'),
  'card-memory': () => import('./card-memory.ts'),
} as const satisfies Readonly<Record<string, () => Promise<Bench>>>;

export type BenchName = keyof typeof benches;
