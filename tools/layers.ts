// Which part may lean on which: the three rings, the shelves of the core, and no way from one app into another.

export interface Import {
  /** Path of the importing file from the root of the project. */
  readonly from: string;
  /** Path of the imported file from the root, or the name of a package (`node:fs`, `zod`). */
  readonly to: string;
}

/** What each shelf of `lib` leans on. Lower shelves only: a shelf may name only shelves above it in this table. */
export const shelves: Readonly<Record<string, readonly string[]>> = {
  bytes: [],
  error: [],
  tlv: ['bytes', 'error'],
  crypto: ['bytes', 'error'],
  apdu: ['bytes', 'error'],
  xml: ['bytes', 'error'],
  phrases: ['error'],
  diagnosis: ['error', 'phrases'],
  'fault-report': ['diagnosis', 'error'],
  person: ['bytes', 'error'],
  entitlement: ['error'],
  readiness: ['entitlement', 'error'],
  'reader-request': [],
  readers: [],
  'government-window': [],
  'card-lifecycle': ['bytes', 'error', 'person'],
  oidc: ['bytes', 'error'],
  'eid-service': ['bytes', 'error', 'xml'],
  saml: ['bytes', 'eid-service', 'error', 'xml'],
  cvc: ['bytes', 'crypto', 'error', 'tlv'],
  x509: ['bytes', 'crypto', 'error', 'tlv'],
  ecard: ['bytes', 'cvc', 'eid-service', 'error', 'xml'],
  card: ['bytes', 'crypto', 'cvc', 'error', 'tlv', 'x509'],
  'secure-messaging': ['apdu', 'bytes', 'crypto', 'error', 'tlv'],
  eac: ['apdu', 'bytes', 'card', 'crypto', 'cvc', 'error', 'secure-messaging', 'tlv'],
  chip: ['apdu', 'bytes', 'card', 'crypto', 'cvc', 'eac', 'error', 'secure-messaging', 'tlv'],
};

/** The only package that the core uses: pure, and at doors only. */
const corePackages = ['zod'];

/** Rings from the inside out: what each may import besides itself. */
const rings: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  io: ['lib'],
  world: ['lib', 'io'],
  apps: ['lib', 'io'],
  cli: ['lib', 'io', 'apps', 'world'],
  tools: ['lib', 'io', 'apps', 'world', 'cli'],
  e2e: ['lib', 'io', 'apps', 'world', 'cli', 'tools'],
};

/** Why an import is not allowed; undefined when it is. Tests may reach outward to make what they test, but never from app to app. */
export function fault({ from, to }: Import): string | undefined {
  const [ring = '', part = ''] = from.split('/');
  const isTest = /\.(test|fixture)\.ts$|\/test-[a-z-]+\.ts$/.test(from);
  const isFile = Object.hasOwn(rings, to.split('/')[0] ?? '') && to.endsWith('.ts');
  if (!isFile) {
    const allowed = ring !== 'lib' || isTest || corePackages.includes(to);
    return allowed ? undefined : `the core uses no package: ${to}`;
  }
  const [toRing = '', toPart = ''] = to.split('/');
  if (toRing === 'apps' && ring === 'apps') return toPart === part ? undefined : `from one app into another: ${to}`;
  if (toRing !== ring) {
    const outward = isTest && ['lib', 'io', 'apps'].includes(ring) && ['io', 'world'].includes(toRing);
    return outward || rings[ring]?.includes(toRing) ? undefined : `outward, from ${ring} to ${toRing}: ${to}`;
  }
  return ring === 'lib' && toPart !== part ? shelfFault(part, toPart, to, isTest) : undefined;
}

function shelfFault(part: string, toPart: string, to: string, isTest: boolean): string | undefined {
  if (!isTest && !shelves[part]?.includes(toPart)) return `upward or sideways, from ${part} to ${toPart}: ${to}`;
  if (isTest && to.endsWith('.fixture.ts')) return undefined;
  if (toPart !== 'phrases' && to.split('/')[2] !== 'index.ts' && to.split('/').at(-1) !== 'index.ts') return `past the index: ${to}`;
  return undefined;
}

/** The imports of a source text: static, dynamic, and of types. */
export function importsOf(from: string, text: string): Import[] {
  const found = [...text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm)];
  return found.map(([, stated, dynamic, bare]) => ({ from, to: resolve(from, stated ?? dynamic ?? bare ?? '') }));
}

/** A relative specifier as a path from the root; a package's name as it is. */
function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = from.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  }
  return path.join('/');
}
