// The six commands of `eszig client` that meet a card, in the order of a card's life, on one card through Debian's pcscd.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { play } from '../ausweisapp/namespace.ts';

const root = join(import.meta.dirname, '../..');

const reader = 'Virtual PCD 00 00';

interface Report {
  readonly report: readonly { readonly command: string; readonly status: number; readonly output: object }[];
  readonly collected: object;
}

test('one card is checked, activated, given another PIN, resumed, unblocked and signed in with, each by its command', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eszig-client-'));
  try {
    const anna = JSON.parse(await readFile(join(root, 'world/people/kovacs-anna.json'), 'utf8'));
    const card = { can: '500540', puk: '9876543210', activationPin: '12345', pinState: 'not-activated' };
    await writeFile(join(folder, 'person.json'), JSON.stringify({ ...anna, card }));
    const words = ['card', 'make', '--file', join(folder, 'person.json'), '--out', join(folder, 'card.json'), '--data', folder];
    await promisify(execFile)(join(root, 'cli/eszig.js'), words);
    const { report, collected } = await play<Report>({
      file: new URL('client.scene.ts', import.meta.url),
      words: [folder],
      within: 75_000,
    });
    const pin = (state: string, triesLeft: number) => ({ state, triesLeft });
    const done = (state: string, triesLeft: number) => ({ reader, pin: pin(state, triesLeft) });
    const refused = (code: string, state: string, triesLeft: number) => ({ error: { code, facts: { reader, state, triesLeft } } });
    const checked = (state: string, findings: readonly string[]) => ({
      reader,
      card: { kind: 'eid', generation: '2024', pin: pin(state, 3) },
      findings: findings.map((code) => ({ code })),
      diagnosis: { driver: 'running', reader: { model: 'Virtual PCD', kind: 'pcsc', pinPad: false, known: true } },
    });
    expect(report.map(({ command, status }) => `${command} ${status}`)).toEqual([
      'check 1',
      'activate 0',
      'change-pin 0',
      'change-pin 1',
      'change-pin 1',
      'resume 0',
      'change-pin 1',
      'change-pin 1',
      'resume 1',
      'unblock 0',
      'authenticate 0',
      'check 0',
    ]);
    expect(report.map(({ output }) => output)).toMatchObject([
      checked('not-activated', ['pin.not-activated']),
      done('operational', 3),
      done('operational', 3),
      refused('pin.wrong', 'operational', 2),
      refused('pin.wrong', 'suspended', 1),
      done('operational', 3),
      refused('pin.wrong', 'operational', 2),
      refused('pin.wrong', 'suspended', 1),
      refused('pin.blocked', 'blocked', 0),
      done('operational', 3),
      { address: 'https://localhost:8443/refresh?ResultMajor=ok', resultMajor: 'ok' },
      checked('operational', []),
    ]);
    const personalData = { givenNames: 'Anna', familyNames: 'Kovács', dateOfBirth: { value: '1988-05-17' } };
    expect(collected).toMatchObject({ result: { major: 'ok' }, personalData });
    const { passwords } = JSON.parse(await readFile(join(folder, 'card.json'), 'utf8'));
    expect(passwords).toMatchObject({ pin: { kind: 'pin', value: '285017', triesLeft: 3, active: true }, puk: { uses: 9 } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 80_000);
