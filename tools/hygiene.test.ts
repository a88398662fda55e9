import { expect, test } from 'vitest';
import { dirt } from './hygiene.ts';
import { projectFiles, read } from './tracked.ts';

const texts = /\.(ts|js|json|jsonc|md|yml|yaml|css|svg|txt|sh)$|(^|\/)[^.]+$|^\.[a-z]+rc$|^\.ci\//;

test('no file names a registry host, a machine path, a private key, or work put off', () => {
  expect(
    projectFiles()
      .filter((file) => texts.test(file))
      .flatMap((file) => dirt(file, read(file))),
  ).toEqual([]);
});

const planted: Record<string, string> = {
  'a lockfile with hosts': '{\n  "resolved": "https://example.org/a.tgz"',
  'a registry host': `see https://registry.npmjs.org/pino`,
  'a home folder': `const file = '/home/anna/data';`,
  'a private key': `-----BEGIN PRIVATE KEY-----\nMIGH`,
  'work put off': `// TODO: later`,
};

test.each(Object.entries(planted))('planted fault is found: %s', (_, text) => {
  expect(dirt('lib/x.ts', text)).toHaveLength(1);
});
