// Cards of every kind in a world that runs: each preset signed in with, and cards moved on the table from the command line.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PresetName } from '../../apps/chip/presets.ts';
import { startWorld, type World } from '../../cli/up/world.ts';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'eszig-cards-'));
const made = join(data, 'made');
let world: World;

async function eszig(...words: string[]): Promise<{ status: number; out: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...words, '--data', data, '--lang', 'en']);
    return { status: 0, out: stdout };
  } catch (thrown) {
    const { code, stdout } = thrown as { code: number; stdout: string };
    return { status: code, out: stdout };
  }
}

/** Signs in as a patient with this card in the place of a world's one, whose PIN it has. */
async function signIn(preset: PresetName) {
  copyFileSync(join(made, `${preset}.json`), join(data, 'cards', 'kovacs-anna.json'));
  const { status, out } = await eszig('login', '--card', 'kovacs-anna', '--json');
  const { claims, error } = JSON.parse(out);
  return { status, name: claims?.name, code: error?.code };
}

const good = [
  'card-1',
  'card-2',
  'card-3',
  'birth-day-unknown',
  'birth-month-unknown',
  'card-5',
  'card-6',
  'generation-2016',
  'generation-2024',
  'minor',
  'three-generations-behind',
] as const;
const alike = ['signature-none', 'signature-valid', 'signature-expired'] as const;
const named = ['long-names', 'every-letter'] as const;
const refused = [
  ['card-7', 'document.expired'],
  ['card-8', 'document.revoked'],
  ['card-9', 'document.not-authentic'],
  ['card-10', 'document.not-authentic'],
  ['card-11', 'document.not-authentic'],
  ['card-13', 'document.not-authentic'],
  ['pin-not-activated', 'pin.not-activated'],
  ['pin-blocked', 'pin.blocked'],
] as const;

beforeAll(async () => {
  mkdirSync(made, { mode: 0o700 });
  for (const preset of [...good, ...alike, ...named, ...refused.map(([name]) => name)]) {
    expect((await eszig('card', 'make', '--preset', preset, '--out', join(made, `${preset}.json`))).status).toBe(0);
  }
  world = await startWorld({ data, portBase: 'free', logLevel: 'silent' });
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  rmSync(data, { recursive: true, force: true });
});

test.each(good)('the preset %s signs in', async (preset) => {
  expect(await signIn(preset)).toMatchObject({ status: 0, name: preset === 'minor' ? 'Minta Máté' : 'Minta Mária' });
});

test('a card signs in alike whether it has no signature function, one, or an expired one', async () => {
  const outcomes = [];
  for (const preset of alike) outcomes.push(await signIn(preset));
  expect(outcomes).toEqual(alike.map(() => ({ status: 0, name: 'Minta Mária', code: undefined })));
});

test.each(named)('the name of %s arrives letter by letter', async (preset) => {
  const { name } = await signIn(preset);
  expect(name).toContain(preset === 'long-names' ? 'Görgényszentimrey-Balatonkeresztúri Konstantina' : 'Árvíztűrő-Jókövűhegyi ÁÉÍÓÖŐÚÜŰ');
});

test.each(refused)('the preset %s is refused with %s', async (preset, code) => {
  expect(await signIn(preset)).toMatchObject({ status: 1, code });
});

test('a card is put on the reader and taken off from the command line', async () => {
  const shown = async () => (await fetch(`${world.addresses.console.replace('world.localhost', '127.0.0.1')}/cards?lang=en`)).text();
  expect(await eszig('card', 'insert', 'huvos-emese')).toEqual({ status: 0, out: 'the card is on the reader: huvos-emese\n' });
  expect(await shown()).toContain('data-state="inserted"');
  expect(await eszig('card', 'remove')).toEqual({ status: 0, out: 'no card is on the reader\n' });
  expect(await shown()).toContain('data-state="empty"');
  expect((await eszig('card', 'insert', 'nobody')).status).toBe(2);
});
