import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { configurationFaults } from './index.ts';

const schema = z.strictObject({
  port: z.number(),
  tls: z.strictObject({ certificateFile: z.string(), keyFile: z.string() }),
  signingFiles: z.array(z.string()),
  callers: z.array(z.strictObject({ name: z.string(), tokenFile: z.string() })),
});
const folder = mkdtempSync(join(tmpdir(), 'eszig-configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, mode: number) => {
  const path = join(folder, name);
  writeFileSync(path, 'x');
  chmodSync(path, mode);
  return path;
};
const [open, secret] = [file('open', 0o644), file('secret', 0o600)];
const missing = join(folder, 'missing');
const good = {
  port: 1,
  tls: { certificateFile: open, keyFile: secret },
  signingFiles: [secret, secret],
  callers: [{ name: 'a', tokenFile: secret }],
};

test('a configuration whose files are there has no fault', async () => expect(await configurationFaults(schema, good)).toEqual([]));

test('each field that the schema refuses is named by its path, an unknown one too', async () => {
  const faults = await configurationFaults(schema, { ...good, port: 'x', callers: [{ name: 'a' }], extra: 1 });
  expect(faults.map(({ field }) => field)).toEqual(['port', 'callers.0.tokenFile', '(all)']);
  expect(faults.at(-1)?.fault).toContain('extra');
  expect(await configurationFaults(schema, undefined)).toMatchObject([{ field: '(all)' }]);
});

test('each file that is missing, or is a secret that others can read, is named by its field; a certificate may be read by all', async () => {
  const faults = await configurationFaults(schema, {
    ...good,
    tls: { certificateFile: missing, keyFile: open },
    signingFiles: [secret, open],
    callers: [{ name: 'a', tokenFile: missing }],
  });
  expect(faults).toEqual([
    { field: 'tls.certificateFile', fault: 'keys.unreadable' },
    { field: 'tls.keyFile', fault: 'keys.not-private' },
    { field: 'signingFiles.1', fault: 'keys.not-private' },
    { field: 'callers.0.tokenFile', fault: 'keys.unreadable' },
  ]);
});
