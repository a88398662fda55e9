// AusweisApp, which we did not write, changes the PIN of our cards through Debian's pcscd: the ordinary way, after suspension, and the first time.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { play } from '../ausweisapp/namespace.ts';

const root = join(import.meta.dirname, '../..');
const data = await mkdtemp(join(tmpdir(), 'eszig-change-pin-'));
afterAll(() => rm(data, { recursive: true, force: true }));

/** Makes a card with these codes, lets AusweisApp change its PIN to 654321, and gives what happened and the codes of the card then. */
async function change(name: string, card: { pin?: string; activationPin?: string; pinState: string }, pins: readonly string[]) {
  const folder = join(data, name);
  await mkdir(folder);
  const [person, file] = [join(folder, 'person.json'), join(folder, 'card.json')];
  const anna = JSON.parse(await readFile(join(root, 'world/people/kovacs-anna.json'), 'utf8'));
  await writeFile(person, JSON.stringify({ ...anna, card: { can: '500540', puk: '9876543210', ...card } }));
  const words = ['card', 'make', '--file', person, '--out', file, '--data', data];
  await promisify(execFile)(join(root, 'cli/eszig.js'), words);
  await writeFile(join(folder, 'codes.json'), JSON.stringify({ pins, can: '500540', newPin: '654321' }));
  const { course, success } = await play<{ course: string[]; success: boolean }>({
    file: new URL('change-pin.scene.ts', import.meta.url),
    words: [folder],
    within: 50_000,
  });
  const { pin } = JSON.parse(await readFile(file, 'utf8')).passwords;
  return { asked: course.filter((message) => message.startsWith('ENTER')), success, pin };
}

const changed = { kind: 'pin', value: '654321', triesLeft: 3, active: true };

test('AusweisApp changes the PIN of our card', async () => {
  const outcome = await change('operational', { pin: '123456', pinState: 'operational' }, ['123456']);
  expect(outcome).toEqual({ asked: ['ENTER_PIN', 'ENTER_NEW_PIN'], success: true, pin: changed });
}, 60_000);

test('AusweisApp asks for the CAN of our card when its PIN is suspended, and then changes the PIN', async () => {
  const outcome = await change('suspended', { pin: '123456', pinState: 'operational' }, ['000000', '000001', '123456']);
  expect(outcome).toEqual({
    asked: ['ENTER_PIN', 'ENTER_PIN', 'ENTER_CAN', 'ENTER_PIN', 'ENTER_NEW_PIN'],
    success: true,
    pin: changed,
  });
}, 60_000);

test('AusweisApp completes the activation of our card, from the five digits of the code card to a PIN of six', async () => {
  const outcome = await change('new', { activationPin: '12345', pinState: 'not-activated' }, ['12345']);
  expect(outcome).toEqual({ asked: ['ENTER_PIN', 'ENTER_NEW_PIN'], success: true, pin: changed });
}, 60_000);
