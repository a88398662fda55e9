// Cards of every kind in a world that runs: each preset signed in with, and cards moved on the table from the command line.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCard } from '../../apps/chip/card-store.ts';
import { insertCard } from '../../apps/chip/insert.ts';
import type { PresetName } from '../../apps/chip/presets.ts';
import { managePin } from '../../apps/eid-client/pin/manage.ts';
import { createPinHolder } from '../../apps/eid-client/testing/pin-holder.ts';
import { command as make } from '../../cli/card/make.ts';
import { parseInput } from '../../cli/parse.ts';
import { standardTerminal } from '../../cli/terminal.ts';
import { startWorld, type World } from '../../cli/up/world.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { hostPace, openVirtualReader } from '../../io/reader/index.ts';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'eszig-cards-'));
const made = join(data, 'made');
const onTable = join(data, 'cards', 'kovacs-anna.json');
let world: World;

const eszig = (...words: string[]) => eszigWith({}, ...words);

async function eszigWith(codes: Record<string, string>, ...words: string[]): Promise<{ status: number; out: string }> {
  try {
    const env = { ...process.env, ...codes };
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...words, '--data', data, '--lang', 'en'], { env });
    return { status: 0, out: stdout };
  } catch (thrown) {
    const { code, stdout } = thrown as { code: number; stdout: string };
    return { status: code, out: stdout };
  }
}

/** Signs in as a patient with this card in the place of a world's one, whose PIN it has. */
async function signIn(preset: PresetName, codes: Record<string, string> = {}) {
  copyFileSync(join(made, `${preset}.json`), onTable);
  const { status, out } = await eszigWith(codes, 'login', '--card', 'kovacs-anna', '--json');
  const { claims, error } = JSON.parse(out);
  return { status, name: claims?.name, code: error?.code };
}

const good = [
  'card-1',
  'pin-operational',
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
  ['pin-suspended', 'pin.suspended'],
  ['pin-blocked', 'pin.blocked'],
  ['pin-deactivated', 'pin.not-activated'],
  ['puk-used-up', 'pin.blocked'],
] as const;

beforeAll(async () => {
  mkdirSync(made, { mode: 0o700 });
  const terminal = { ...standardTerminal(false, 'en'), say: () => undefined };
  for (const preset of [...good, ...alike, ...named, ...refused.map(([name]) => name)]) {
    const words = ['--preset', preset, '--out', join(made, `${preset}.json`), '--data', data];
    expect(await make.run(parseInput(words, 'card make', make), terminal)).toBe(0);
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

test('a suspended card signs in once its CAN is given too, and is in order again', async () => {
  expect(await signIn('pin-suspended', { ESZIG_CAN: '500540' })).toMatchObject({ status: 0, name: 'Minta Mária' });
  expect(await signIn('pin-suspended', { ESZIG_CAN: '500541' })).toMatchObject({ status: 1, code: 'can.wrong' });
  expect((await readCard(onTable)).passwords.pin.triesLeft).toBe(1);
});

test.each([
  ['pin-blocked', 'done', 3, 9],
  ['puk-used-up', 'puk.used-up', 0, 0],
] as const)('the PUK of %s: %s', async (preset, expected, triesLeft, uses) => {
  const file = join(made, `${preset}.json`);
  await using readers = await openVirtualReader({ host: '127.0.0.1', port: 0, pace: hostPace(createCryptography()) });
  const card = await insertCard({ file, host: '127.0.0.1', port: readers.port });
  const { outcome } = await managePin('unblock', {
    holder: createPinHolder({ codes: { puk: ['9876543210'] }, newPin: '804215' }),
    readers,
  });
  await card.remove();
  expect(outcome).toBe(expected);
  expect((await readCard(file)).passwords).toMatchObject({ pin: { triesLeft }, puk: { uses } });
});

test('a card is put on the reader and taken off from the command line', async () => {
  const shown = async () => (await fetch(`${world.addresses.console.replace('world.localhost', '127.0.0.1')}/cards?lang=en`)).text();
  expect(await eszig('card', 'insert', 'huvos-emese')).toEqual({ status: 0, out: 'the card is on the reader: huvos-emese\n' });
  expect(await shown()).toContain('data-state="inserted"');
  expect(await eszig('card', 'remove')).toEqual({ status: 0, out: 'no card is on the reader\n' });
  expect(await shown()).toContain('data-state="empty"');
  expect((await eszig('card', 'insert', 'nobody')).status).toBe(2);
});
