import { expect, test } from 'vitest';
import { fault, importsOf, shelves } from './layers.ts';
import { projectFiles, read } from './tracked.ts';

test('nothing leans upwards, sideways or outwards', () => {
  const sources = projectFiles().filter((file) => file.endsWith('.ts') && file.includes('/'));
  const faults = sources.flatMap((file) =>
    importsOf(file, read(file)).flatMap((found) => {
      const reason = fault(found);
      return reason === undefined ? [] : [`${file}: ${reason}`];
    }),
  );
  expect(faults).toEqual([]);
});

test('each shelf leans on earlier ones only, and each folder of the core is on the list', () => {
  const names = Object.keys(shelves);
  for (const [shelf, below] of Object.entries(shelves)) {
    for (const name of below) expect(names.indexOf(name), `${shelf} on ${name}`).toBeLessThan(names.indexOf(shelf));
  }
  const folders = new Set(projectFiles().flatMap((file) => /^lib\/([^/]+)\//.exec(file)?.[1] ?? []));
  expect([...folders].filter((folder) => !names.includes(folder))).toEqual([]);
});

const planted: Record<string, [from: string, text: string]> = {
  'the core reaching for Node': ['lib/tlv/tlv.ts', "import { readFileSync } from 'node:fs';"],
  'the core reaching for io': ['lib/eac/pace/terminal.ts', "import { createCryptography } from '../../../io/crypto/index.ts';"],
  'a shelf leaning upwards': ['lib/tlv/tlv.ts', "import { parseCertificate } from '../cvc/index.ts';"],
  'a shelf leaning sideways': ['lib/oidc/claims.ts', "import { x } from '../ecard/index.ts';"],
  'a shelf reached past its index': ['lib/tlv/tlv.ts', "import { x } from '../bytes/hex.ts';"],
  'a fixture outside of tests': ['lib/tlv/tlv.ts', "import { x } from '../bytes/garbage.fixture.ts';"],
  'io leaning on an app': ['io/http/page.ts', "export { x } from '../../apps/idp/main.ts';"],
  'one app in another': ['apps/idp/main.ts', "import type { Config } from '../directory/config.ts';"],
  'one app in another, late': ['apps/idp/main.ts', "const other = await import('../directory/config.ts');"],
  'one app in another, in a test': ['apps/idp/main.test.ts', "import { start } from '../directory/main.ts';"],
  'an app in the command line': ['apps/chip/main.ts', "import {\n  x,\n} from '../../cli/up/world.ts';"],
  'the world in an app': ['apps/portal/main.ts', "import '../../world/index.ts';"],
};

test.each(Object.entries(planted))('planted fault is found: %s', (_, [from, text]) => {
  expect(importsOf(from, text).map(fault)).toEqual([expect.any(String)]);
});

test('what is allowed is not a fault', () => {
  const allowed: [string, string][] = [
    ['lib/cvc/chain.ts', "import { concat } from '../bytes/index.ts';"],
    ['lib/cvc/chain.test.ts', "import { createCryptography } from '../../io/crypto/index.ts';"],
    ['lib/cvc/chain.test.ts', "import { throwsOnlyEidError } from '../bytes/garbage.fixture.ts';"],
    ['apps/idp/main.ts', "import { listen } from '../../io/http/index.ts';"],
    ['cli/up/world.ts', "import { start } from '../../apps/idp/main.ts';"],
  ];
  expect(allowed.flatMap(([from, text]) => importsOf(from, text).map(fault))).toEqual(allowed.map(() => undefined));
});
