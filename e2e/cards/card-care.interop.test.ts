// A card looked after by command, through Debian's pcscd: checked, activated, changed, suspended, resumed.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { play } from '../ausweisapp/namespace.ts';

const root = join(import.meta.dirname, '../..');

// Tried twice: once, of many runs, a scene stood still until its time was over, and nobody knows at which command; now it says so.
const patience = { timeout: 60_000, retry: 1 };

test('a card is activated, its PIN changed, suspended by two wrong ones and resumed, each told with its state', patience, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eszig-card-care-'));
  try {
    const anna = JSON.parse(await readFile(join(root, 'world/people/kovacs-anna.json'), 'utf8'));
    const card = { can: '500540', puk: '9876543210', activationPin: '12345', pinState: 'not-activated' };
    await writeFile(join(folder, 'person.json'), JSON.stringify({ ...anna, card }));
    const words = ['card', 'make', '--file', join(folder, 'person.json'), '--out', join(folder, 'card.json'), '--data', folder];
    await promisify(execFile)(join(root, 'cli/eszig.js'), words);
    const report = await play<string[]>({ file: new URL('card-care.scene.ts', import.meta.url), words: [folder], within: 55_000 });
    expect(report).toEqual([
      'check 1 not-activated 3',
      'activate 1 pin.length not-activated 3',
      'activate 0 operational 3',
      'change-pin 1 pin.wrong operational 2',
      'change-pin 0 operational 3',
      'change-pin 1 pin.wrong operational 2',
      'change-pin 1 pin.wrong suspended 1',
      'resume 0 operational 3',
      'unblock 1 pin.in-order operational 3',
    ]);
    const { pin } = JSON.parse(await readFile(join(folder, 'card.json'), 'utf8')).passwords;
    expect(pin).toEqual({ kind: 'pin', value: '804215', triesLeft: 3, active: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
