import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { presets } from '../../apps/chip/presets.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { openVpcdReader } from '../../io/reader/vpcd.ts';
import type { Command, Terminal } from '../command.ts';
import { parseInput } from '../parse.ts';
import { keysOfCards } from './issuers.ts';
import { command as list } from './list.ts';
import { command as make } from './make.ts';
import { command as serve } from './serve.ts';
import { command as show } from './show.ts';

const folder = await mkdtemp(join(tmpdir(), 'eszig-cards-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const world = join(import.meta.dirname, '../../world');

/** Runs a command; its exit status, its lines and its document. */
async function run(command: Command, ...words: string[]) {
  const lines: string[] = [];
  const documents: unknown[] = [];
  const terminal: Terminal = {
    language: 'en',
    isJson: true,
    say: (line) => void lines.push(line),
    json: (document) => void documents.push(document),
    askHidden: async () => undefined,
    readLine: async () => undefined,
    environment: {},
  };
  const status = await command.run(parseInput([...words, '--data', folder], 'card', command), terminal);
  return { status, text: lines.join('\n'), document: documents[0] };
}

test('the list has every person of the world in the form that the design gives', async () => {
  const { document } = await run(list);
  const rows = document as { person: string }[];
  expect(rows.find(({ person }) => person === 'szoke-gergo')).toEqual({
    person: 'szoke-gergo',
    name: 'dr. Szőke Gergő',
    documentNumber: expect.stringMatching(/^\d{6}[A-Z]{2}$/),
    generation: expect.stringMatching(/^20(16|24)$/),
    pin: 'operational',
    document: 'valid',
    roles: [
      expect.objectContaining({ role: 'physician', status: 'in-force' }),
      expect.objectContaining({ role: 'physician', status: 'in-force' }),
    ],
  });
  expect(rows).toEqual(expect.arrayContaining(['not-activated', 'suspended', 'blocked'].map((pin) => expect.objectContaining({ pin }))));
});

test('a made card is shown without any of its codes, keys and data', async () => {
  const out = join(folder, 'cards', 'kovacs-anna.json');
  await expect(run(make, '--file', join(world, 'people/kovacs-anna.json'), '--out', out)).rejects.toThrow('no folder');
  await mkdir(join(folder, 'cards'));
  const made = await run(make, '--file', join(world, 'people/kovacs-anna.json'), '--out', out);
  expect(made).toMatchObject({ status: 0, document: { pin: 'operational' } });
  const shown = await run(show, 'kovacs-anna');
  expect(shown.document).toMatchObject({ pin: { state: 'operational', triesLeft: 3 }, trustPoints: [{ holder: 'HUCVCADEMO00001' }] });
  const { passwords, chipKeys, identityKeys } = JSON.parse(await readFile(out, 'utf8'));
  const { taj, personalId } = JSON.parse(await readFile(join(world, 'people/kovacs-anna.json'), 'utf8'));
  const secrets = [passwords.pin.value, passwords.can, passwords.puk.value, chipKeys[0].secret, identityKeys[0].secret, taj, personalId];
  const said = JSON.stringify(shown) + JSON.stringify(made);
  for (const secret of secrets) expect(said).not.toContain(secret);
});

test('a card that is there is not overwritten, and a file that is no trust point makes no card', async () => {
  const file = join(world, 'people/kovacs-anna.json');
  await expect(run(make, '--file', file, '--out', file)).rejects.toThrow('is there already');
  await expect(run(make, '--file', file, '--out', join(folder, 'x.json'), '--trust', file)).rejects.toThrow('no CVCA certificate');
  await expect(run(make, '--file', join(world, 'schema.ts'), '--out', join(folder, 'x.json'))).rejects.toThrow('cannot read');
});

test('any CVCA certificate can be the trust point of a made card', async () => {
  const [file, out] = [join(world, 'people/kovacs-anna.json'), join(folder, 'trusting.json')];
  const authority = join(folder, 'pki/cvca/certificate.cvcert');
  await run(make, '--file', file, '--out', out, '--trust', authority, '--trust', authority);
  const trusted = (await readFile(authority)).toString('hex');
  expect(JSON.parse(await readFile(out, 'utf8')).trustPoints).toEqual([trusted, trusted]);
});

test('each preset is told with what is special about it, and an unknown one is refused with the list of all', async () => {
  const { text, document } = await run(make, '--presets');
  expect(text).toContain('three-generations-behind  three CVCA generations behind');
  expect(document).toHaveLength(Object.keys(presets).length);
  const out = join(folder, 'preset.json');
  await expect(run(make, '--preset', 'nobody', '--out', out)).rejects.toMatchObject({ hint: expect.stringContaining('card-13') });
  await expect(run(make, '--preset', 'minor', '--file', 'x', '--out', out)).rejects.toThrow('one of');
  expect((await run(make, '--preset', 'pin-suspended', '--out', out)).document).toMatchObject({
    pin: 'suspended',
    documentNumber: '905003PR',
  });
});

test('bad data are refused by the path of the wrong field, without its value', async () => {
  const file = join(folder, 'bad.json');
  const anna = JSON.parse(await readFile(join(world, 'people/kovacs-anna.json'), 'utf8'));
  for (const [wrong, told] of [
    [{ ...anna, taj: '907436723' }, 'taj: nine digits'],
    [{ ...anna, names: { ...anna.names, given: 'Αννα' } }, 'names.given: only Latin letters'],
    [{ ...anna, document: { ...anna.document, expires: '2032-02-30' } }, 'document.expires: not a day'],
    [{ ...anna, card: { ...anna.card, puk: '12' } }, 'card.puk: 10 digits'],
  ] as const) {
    await writeFile(file, JSON.stringify(wrong));
    await expect(run(make, '--file', file, '--out', join(folder, 'bad-card.json'))).rejects.toThrow(told);
  }
});

test('a new card shares no key with a card of the data folder', async () => {
  const keys = await keysOfCards(join(folder, 'cards'), createCryptography());
  expect(keys.size).toBe(4);
  expect(await keysOfCards(join(folder, 'nowhere'), createCryptography())).toEqual(new Set());
});

test('what is to go wrong is counted from 1, and a whole number', async () => {
  for (const words of [
    ['--pull-at', '0'],
    ['--tear-at', 'two'],
    ['--latency', '-1'],
  ]) {
    await expect(run(serve, 'kovacs-anna', '--vpcd', '127.0.0.1:9', ...words)).rejects.toThrow();
  }
});

test('SIGINT sent to eszig alone takes the card out and ends it well', async () => {
  await using reader = await openVpcdReader({ host: '127.0.0.1', port: 0 });
  const words = ['card', 'serve', 'kovacs-anna', '--data', folder, '--vpcd', `127.0.0.1:${reader.port}`];
  const child = spawn(process.execPath, [join(world, '../cli/eszig.js'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(reader.card).toBeDefined();
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  await expect.poll(() => reader.card).toBeUndefined();
  expect((await readdir(join(folder, 'cards'))).filter((name) => name.endsWith('.lock'))).toEqual([]);
});

test('one card, an existing one, and a reader that can be: anything else is wrong usage', async () => {
  await expect(run(serve)).rejects.toThrow('one card');
  await expect(run(serve, 'kovacs-anna', '--file', 'x')).rejects.toThrow('one card');
  await expect(run(serve, 'nobody')).rejects.toThrow('nobody is called');
  await expect(run(serve, 'bekesi-noemi')).rejects.toThrow('no card has been made');
  await expect(run(serve, 'kovacs-anna', '--vpcd', 'here')).rejects.toThrow('HOST:PORT');
  await expect(run(serve, 'kovacs-anna', '--vpcd', '127.0.0.1:9')).rejects.toMatchObject({ code: 'reader.none' });
});
