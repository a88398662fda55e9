import { connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Bytes, bytes, concat, hex } from '../../lib/bytes/index.ts';
import { type CardInReader, frame, insert, openVpcdReader, type Power, takeFrames, type VpcdCard } from './vpcd.ts';

const atr = hex`3B 8B 80 01 20 90 00 00 00 00 00 08 EE 27 7F 04`;
const open: AsyncDisposable[] = [];

afterEach(async () => {
  for (const resource of open.splice(0)) await resource[Symbol.asyncDispose]();
});

/** A card that answers each command with the command itself and 9000, and remembers what power did to it. */
function echo(): VpcdCard & { readonly changes_: Power[] } {
  const changes_: Power[] = [];
  return { atr, changes_, power: (change) => void changes_.push(change), transmit: async (command) => concat(command, hex`9000`) };
}

/** A reader, and the next card that comes into it. */
async function reader(answerWithin?: number) {
  const { promise, resolve } = Promise.withResolvers<CardInReader>();
  const changes: boolean[] = [];
  const listening = await openVpcdReader({
    host: '127.0.0.1',
    port: 0,
    changed: (card) => {
      changes.push(card !== undefined);
      if (card !== undefined) resolve(card);
    },
    ...(answerWithin === undefined ? {} : { answerWithin }),
  });
  open.push(listening);
  return { listening, card: promise, changes, address: { host: '127.0.0.1', port: listening.port } };
}

async function raw(port: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port });
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  open.push({ [Symbol.asyncDispose]: async () => void socket.destroy() });
  return socket;
}

test('a card answers its ATR and each command with one response, extended length included', async () => {
  const { card, address } = await reader();
  await insert(echo(), address);
  const inReader = await card;
  expect(await inReader.atr()).toEqual(atr);
  const long = new Uint8Array(40_000).fill(7);
  const [first, second] = await Promise.all([inReader.transmit(hex`00A4000C`), inReader.transmit(long)]);
  expect(first).toEqual(hex`00A4000C9000`);
  expect(second).toEqual(concat(long, hex`9000`));
});

test('power off, on and reset reach the card and are not answered', async () => {
  const { card, address } = await reader();
  const served = echo();
  await insert(served, address);
  const inReader = await card;
  for (const change of ['on', 'reset', 'off'] as const) await inReader.power(change);
  expect(await inReader.atr()).toEqual(atr);
  expect(served.changes_).toEqual(['on', 'reset', 'off']);
});

test('a card taken out ends the wait for its answer with card.removed, and the reader is free for the next one', async () => {
  const { card, changes, listening, address } = await reader();
  const served = { ...echo(), transmit: () => new Promise<Bytes>(() => undefined) };
  const insertion = await insert(served, address);
  const answer = (await card).transmit(hex`00A4000C`);
  const refused = expect(answer).rejects.toMatchObject({ code: 'card.removed' });
  await insertion.remove();
  await refused;
  await (await card).removed;
  expect(listening.card).toBeUndefined();
  await insert(echo(), address);
  await expect.poll(() => changes).toEqual([true, false, true]);
});

test('a second card is sent away while the first lies in the reader', async () => {
  const { card, address, listening } = await reader();
  await insert(echo(), address);
  const first = await card;
  await (await insert(echo(), address)).removed;
  expect(listening.card).toBe(first);
  expect(await first.atr()).toEqual(atr);
});

test('nobody listening is reader.none', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(insert(echo(), { host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'reader.none' });
});

test.each([
  ['a message nobody asked for', hex`0002 9000`],
  ['an empty message', hex`0000`],
])('the reader ends the connection at %s', async (_, octets) => {
  const { card, listening } = await reader();
  const socket = await raw(listening.port);
  const inReader = await card;
  socket.write(octets);
  await inReader.removed;
  expect(listening.card).toBeUndefined();
});

test.each([
  ['shorter than a status word', hex`0001 90`],
  ['followed by another', hex`0002 9000 0002 9000`],
])('the reader ends the connection at an answer %s', async (_, octets) => {
  const { card, listening } = await reader();
  const socket = await raw(listening.port);
  socket.once('data', () => socket.write(octets));
  await expect((await card).transmit(hex`00A4000C`)).rejects.toMatchObject({ code: 'card.removed' });
});

test('a card that does not answer in time counts as removed', async () => {
  const { card, listening } = await reader(20);
  await raw(listening.port);
  await expect((await card).atr()).rejects.toMatchObject({ code: 'card.removed' });
});

test('the card leaves at an unknown control', async () => {
  const served = echo();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(hex`0001 09`);
  }).listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  const listening = server.address();
  await (await insert(served, { host: '127.0.0.1', port: typeof listening === 'object' && listening !== null ? listening.port : 0 }))
    .removed;
  expect(served.changes_).toEqual(['off']);
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

test('messages are found however the stream was cut or joined', () => {
  const messages = [hex`04`, hex`00A4000C`, new Uint8Array(300).fill(1)];
  const stream = concat(...messages.map(frame));
  for (const size of [1, 2, 3, 7, stream.length]) {
    let buffer: Bytes = new Uint8Array(0);
    const found: Bytes[] = [];
    for (let at = 0; at < stream.length; at += size) {
      const taken = takeFrames(concat(buffer, bytes(stream.subarray(at, at + size))));
      found.push(...taken.messages);
      buffer = taken.rest;
    }
    expect(found).toEqual(messages);
    expect(buffer).toHaveLength(0);
  }
});

test('a message of no octets or more than 65535 is not framed', () => {
  expect(() => frame(new Uint8Array(0))).toThrow(RangeError);
  expect(() => frame(new Uint8Array(65_536))).toThrow(RangeError);
});
