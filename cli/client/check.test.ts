// `eszig client check` on whatever computer this is: what it says beside the card, and the file that it saves.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseDiagnosis } from '../../lib/diagnosis/index.ts';
import { type Terminal, UsageError } from '../command.ts';
import { parseInput } from '../parse.ts';
import { command } from './check.ts';

const folder = mkdtempSync(join(tmpdir(), 'eszig-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** No reader has this name, so that the result is the same on every computer. */
const nobody = ['--reader', 'a reader that nobody has'];

async function check(...words: readonly string[]) {
  const said: string[] = [];
  let document: unknown;
  const terminal: Terminal = {
    language: 'en',
    isJson: true,
    say: (line) => void said.push(line),
    json: (told) => {
      document = told;
    },
    askHidden: async () => undefined,
    readLine: async () => undefined,
    environment: {},
  };
  const status = await command.run(parseInput([...nobody, ...words], 'client check', command), terminal);
  return { status, said: said.join('\n'), document: document as Record<string, unknown> };
}

test('beside the card it tells driver, version, port, clock and services, and which of them comes first', async () => {
  const config = join(folder, 'client.json');
  const diagnosis = { eidServer: { url: 'https://localhost:1' } };
  writeFileSync(
    config,
    JSON.stringify({ port: 1, dataFolder: folder, diagnosis, road: { url: 'http://127.0.0.1:1', token: 'x'.repeat(43) } }),
  );
  const { status, said, document } = await check('--config', config);
  expect(status).toBe(3);
  expect(document).toMatchObject({
    findings: [{ code: 'reader.none' }],
    diagnosis: {
      result: 'client.no-answer',
      trouble: 'client',
      client: { port: 'free' },
      services: [{ name: 'eid-server', reach: 'refused', address: 'https://localhost:1' }],
    },
  });
  for (const words of ['Version of eSzig Kliens: ', 'Port of eSzig Kliens: free', 'Clock of the computer: ', 'eID server: refuses'])
    expect(said).toContain(words);
});

test('what it saves is read again as it was told', async () => {
  const file = join(folder, 'diagnosis.json');
  const { document } = await check('--save', file);
  const saved = parseDiagnosis(readFileSync(file, 'utf8'));
  expect(document['diagnosis']).toMatchObject({ driver: saved.driver, readers: saved.readers, made: saved.made });
});

test('a configuration that cannot be read is wrong usage', async () => {
  await expect(check('--config', join(folder, 'nowhere.json'))).rejects.toThrow(UsageError);
});
