import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { quiet } from '../../io/log/index.ts';
import { type CardInReader, openVpcdReader } from '../../io/reader/vpcd.ts';
import { type CommandApdu, encodeCommand, parseResponse, run } from '../../lib/apdu/index.ts';
import { hex, toHex, utf8 } from '../../lib/bytes/index.ts';
import { establishAuthorities, one } from '../../lib/chip/test-terminal.ts';
import { newCard, offer } from '../../lib/chip/test-world.ts';
import { digitsPassword, establishPace, readPinTries } from '../../lib/eac/pace/index.ts';
import { type SecureChannel, secured } from '../../lib/secure-messaging/index.ts';
import { readCard, takeCard, writeCard } from './card-store.ts';
import { createTrouble, type Faults, realTime } from './faults.ts';
import { insertCard } from './insert.ts';
import { start } from './main.ts';

const cryptography = createCryptography();
const card = newCard(cryptography, establishAuthorities(cryptography).root.certificate);
const folder = await mkdtemp(join(tmpdir(), 'eszig-faults-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
let made = 0;

/** A card in a reader of ours, with these faults: what can be asked of it. */
async function inserted(faults: Faults, traceTo?: string) {
  const file = join(folder, `${++made}.json`);
  await writeCard(file, card);
  const { promise, resolve } = Promise.withResolvers<CardInReader>();
  const opened = await openVpcdReader({ host: '127.0.0.1', port: 0, changed: (there) => there && resolve(there) });
  const reader = { host: '127.0.0.1', port: opened.port };
  const running =
    traceTo === undefined
      ? await insertCard({ file, ...reader, faults })
      : await start({ cardFile: file, reader, traceTo, faults }, { log: quiet, clock: () => 0 });
  const inReader = await promise;
  const transmit = async (command: CommandApdu) => parseResponse(await inReader.transmit(encodeCommand(command)));
  return {
    file,
    transmit,
    removed: running.removed,
    pace: (pin: string) => run(establishPace({ offer, password: digitsPassword('pin', pin) }, cryptography), transmit),
    [Symbol.asyncDispose]: async () => {
      await ('remove' in running ? running.remove() : running[Symbol.asyncDispose]());
      await opened[Symbol.asyncDispose]();
    },
  };
}

const select: CommandApdu = { cla: 0, ins: 0xa4, p1: 0x00, p2: 0x0c, data: hex`3F 00` };
const code = (thrown: { code?: string }) => thrown.code;

test('every answer comes later by the latency', async () => {
  await using slow = await inserted({ latency: 60 });
  const began = performance.now();
  await slow.transmit(select);
  await slow.transmit(select);
  expect(performance.now() - began).toBeGreaterThanOrEqual(115);
});

test('at real speed a command takes 50 ms, and an octet the time of eight bits at 106 kbit/s', async () => {
  expect(realTime(0)).toBe(50);
  expect(realTime(1325)).toBe(150);
  await using slow = await inserted({ realSpeed: true });
  const began = performance.now();
  await slow.transmit(select);
  expect(performance.now() - began).toBeGreaterThanOrEqual(49);
});

test('the card is pulled at the command that was asked for: it was carried out, its answer never comes', async () => {
  await using bad = await inserted({ pullAt: 6 });
  await run(readPinTries(offer), bad.transmit);
  expect(await bad.pace('000000').catch(code)).toBe('card.removed');
  await bad.removed;
  expect((await readCard(bad.file)).passwords.pin.triesLeft).toBe(2);
  await (await takeCard(bad.file))[Symbol.asyncDispose]();
});

test('a write torn at any moment leaves the old card or the new one, and never an answer', async () => {
  const left = new Set<number>();
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await using bad = await inserted({ tearAt: 1, seed });
    expect(await bad.pace('000000').catch(code)).toBe('card.removed');
    await bad.removed;
    left.add((await readCard(bad.file)).passwords.pin.triesLeft);
  }
  expect([...left].sort()).toEqual([2, 3]);
});

test('a half-written file is thrown away by the next who takes the card', async () => {
  const own = await mkdtemp(join(folder, 'half-'));
  const file = join(own, 'card.json');
  await writeCard(file, card);
  {
    await using store = await takeCard(file);
    await expect(store.save(card, 'middle')).rejects.toMatchObject({ code: 'card.torn' });
  }
  await writeFile(join(own, 'another.json.1.tmp'), '');
  expect((await readdir(own)).filter((name) => name.endsWith('.tmp'))).toHaveLength(2);
  await (await takeCard(file))[Symbol.asyncDispose]();
  expect((await readdir(own)).sort()).toEqual(['another.json.1.tmp', 'card.json']);
});

test('one bit of one answer arrives wrong: secure messaging notices, and the same seed does the same again', async () => {
  const answer = new Uint8Array(20);
  const misread = async (seed: number) => toHex(await createTrouble({ corruptAt: 1, seed }).answer(answer, answer));
  const [first, again, other] = [await misread(1), await misread(1), await misread(2)];
  expect(first).toBe(again);
  expect(other).not.toBe(first);
  expect([...first].filter((digit) => digit !== '0')).toHaveLength(1);

  await using bad = await inserted({ corruptAt: 6 });
  const outcome = await bad.pace('123456');
  if (outcome.kind !== 'established') throw new Error(outcome.kind);
  await expect(run(secured(one(select), outcome.channel), bad.transmit)).rejects.toThrow();
  expect((await bad.transmit(select)).status).toBe(0x9000);
});

test('the trace has every command on the wire and in plain text with the names of its objects; no PIN, PUK, CAN or key is in it', async () => {
  const traceTo = join(folder, 'trace');
  {
    await using good = await inserted({}, traceTo);
    const outcome = await good.pace('123456');
    if (outcome.kind !== 'established') throw new Error(outcome.kind);
    const speak = async (command: CommandApdu, channel: SecureChannel) => run(secured(one(command), channel), good.transmit);
    const [changed, channel] = await speak({ cla: 0, ins: 0x2c, p1: 0x02, p2: 0x03, data: utf8('246810') }, outcome.channel);
    const [directory] = await speak({ cla: 0, ins: 0xb0, p1: 0x9e, p2: 0x00, expected: 256 }, channel);
    expect([changed.status, directory.status]).toEqual([0x9000, 0x9000]);
    // What an unsuspecting program might send: codes where this card takes none.
    for (const value of ['123456', '246810', '500540', '9876543210', '135790']) {
      await good.transmit({ cla: 0, ins: 0x20, p1: 0, p2: 3, data: utf8(value) });
      await good.transmit({ cla: 0, ins: 0x24, p1: 0, p2: 3, data: utf8(value) });
    }
    await good.transmit({ cla: 0, ins: 0xd6, p1: 0, p2: 0, data: utf8('246810 500540 9876543210') });
  }
  const text = await readFile(traceTo, 'utf8');
  expect((await stat(traceTo)).mode & 0o777).toBe(0o600);
  for (const part of [
    '#1 MSE:Set AT (PACE)',
    '80 protocol: 0.4.0.127.0.7.2.2.4.2.',
    '83 password: PIN',
    '7C dynamic authentication data',
    '80 encrypted nonce: ',
    '86 authentication token of the card: ',
    '#6 RESET RETRY COUNTER, secured',
    'command 00 2c 02 03',
    '6 octets (masked)',
    '#7 READ BINARY EF.DIR, secured',
    '61 application template',
    '4F application identifier: e80704007f00070302',
    'label: "eID"',
    'response 9000',
  ]) {
    expect(text).toContain(part);
  }
  const keys = [...card.chipKeys, ...card.identityKeys].map(({ secret }) => toHex(secret));
  for (const secret of ['123456', '246810', '500540', '9876543210', '135790']) expect(text).not.toContain(toHex(utf8(secret)));
  for (const secret of keys) expect(text).not.toContain(secret);
  for (const digits of ['246810', '500540', '9876543210']) expect(text).not.toContain(digits);
});
