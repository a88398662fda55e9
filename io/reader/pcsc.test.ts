import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { hex, toHex } from '../../lib/bytes/index.ts';
import type { PaceMaker } from './pace.ts';
import { openPcscReaders, type PcscOptions } from './pcsc.ts';
import type { Reader, Readers } from './reader.ts';

const pace: PaceMaker = () => () => Promise.reject(new Error('no PACE here'));
const select = { cla: 0, ins: 0xa4, p1: 0, p2: 0x0c };
const status = { PRESENT: 32, EXCLUSIVE: 128, MUTE: 512 };
const coded = (code: string) => Object.assign(new Error(code), { code });

/** A reader of the library, with the card that lies in it. */
function another(name: string, atr: Uint8Array) {
  const card = {
    state: async () => ({ atr }),
    transmit: async (_command?: Uint8Array, _room?: ArrayBuffer): Promise<Uint8Array> => hex`90 00`,
    disconnect: async () => undefined,
    control: async (_code: number, _input: Uint8Array): Promise<Uint8Array> => Promise.reject(coded('UnsupportedFeature')),
  };
  const reader = Object.assign(new EventEmitter(), { name: () => name, connect: async (_mode?: unknown): Promise<unknown> => card });
  return { reader, card };
}

/** The library as it behaves, without a PC/SC service: one reader whose card does what the test says. */
function standIn(service: { running: boolean }) {
  const { reader, card } = another('Contactless 00 00', hex`3B 80 01`);
  const clients: EventEmitter[] = [];
  class Client extends EventEmitter {
    start() {
      if (!service.running) throw coded('NoService');
      clients.push(this);
      queueMicrotask(() => this.emit('reader', reader));
      return this;
    }
    stop() {
      if (!service.running) throw coded('NoService');
    }
  }
  const library = {
    Client,
    ReaderStatus: status,
    CardMode: { EXCLUSIVE: 1, DIRECT: 3 },
    CardDisposition: { LEAVE: 0, RESET: 1 },
    controlCode: (code: number) => 0x42000000 + code,
  };
  const show = (raw: number) => reader.emit('change', { has: (flag: number) => (raw & flag) !== 0 }, hex`25 00`);
  const load = async () => library as unknown as Awaited<ReturnType<NonNullable<PcscOptions['load']>>>;
  return { load, reader, card, clients, show };
}

const first = (readers: Readers) => readers.list()[0] as Reader;

test('without a smart-card service the list stays empty, and the service is found when it starts', async () => {
  const service = { running: false };
  await using readers = openPcscReaders({ pace, retryAfter: 5, load: standIn(service).load });
  await expect.poll(() => readers.service).toBe('none');
  expect(readers.list()).toEqual([]);
  service.running = true;
  await expect.poll(() => readers.list().length).toBe(1);
  expect(readers.service).toBe('running');
});

test('a service that dies in the middle is tried again with a fresh client', async () => {
  const service = { running: true };
  const pcsc = standIn(service);
  await using readers = openPcscReaders({ pace, retryAfter: 5, load: pcsc.load });
  await expect.poll(() => readers.list().length).toBe(1);
  service.running = false;
  pcsc.clients[0]?.emit('error', coded('CommError'));
  expect([readers.service, readers.list()]).toEqual(['none', []]);
  service.running = true;
  await expect.poll(() => pcsc.clients.length).toBe(2);
});

test('a service that dies takes its readers and their cards along: whoever holds a card is told at once', async () => {
  const service = { running: true };
  const pcsc = standIn(service);
  await using readers = openPcscReaders({ pace, load: pcsc.load });
  await expect.poll(() => readers.list().length).toBe(1);
  await using card = await first(readers).connect();
  service.running = false;
  pcsc.clients[0]?.emit('error', coded('NoService'));
  await card.removed;
  expect(readers.list()).toEqual([]);
});

test('readers come and go, each with its own card, and every change is told', async () => {
  const pcsc = standIn({ running: true });
  await using readers = openPcscReaders({ pace, load: pcsc.load });
  await expect.poll(() => readers.list().length).toBe(1);
  let told = 0;
  using _ = readers.watch(() => void told++);
  const names = () => readers.list().map(({ name }) => name);
  const second = another('Keypad 01 00', hex`3B 80 02`).reader;
  pcsc.clients[0]?.emit('reader', second);
  expect([names(), told]).toEqual([['Contactless 00 00', 'Keypad 01 00'], 1]);
  const [one, other] = readers.list() as [Reader, Reader];
  await using held = await one.connect();
  await using unplugged = await other.connect();
  expect([held.atr, unplugged.atr].map(toHex)).toEqual(['3b8001', '3b8002']);
  second.emit('disconnect');
  await unplugged.removed;
  expect([names(), told]).toEqual([['Contactless 00 00'], 2]);
  expect((await held.transmit(select)).status).toBe(0x9000);
});

test('a reader that is plugged in again is there, though the farewell of the old one comes late', async () => {
  const pcsc = standIn({ running: true });
  await using readers = openPcscReaders({ pace, load: pcsc.load });
  await expect.poll(() => readers.list().length).toBe(1);
  pcsc.clients[0]?.emit('reader', another('Contactless 00 00', hex`3B 80 02`).reader);
  pcsc.reader.emit('disconnect');
  expect(readers.list()).toHaveLength(1);
  await using card = await first(readers).connect();
  expect(toHex(card.atr)).toBe('3b8002');
});

test('a computer without the PC/SC library is no error', async () => {
  await using readers = openPcscReaders({ pace, load: () => Promise.reject(new Error('libpcsclite.so.1')) });
  await expect.poll(() => readers.service).toBe('no-library');
});

test('presence follows the reader, and the ATR is the one of the card’s own state', async () => {
  const pcsc = standIn({ running: true });
  await using readers = openPcscReaders({ pace, load: pcsc.load });
  await expect.poll(() => readers.list().length).toBe(1);
  expect(first(readers).presence).toBe('none');
  pcsc.show(status.PRESENT | status.EXCLUSIVE);
  expect(first(readers).presence).toBe('in-use');
  pcsc.show(status.PRESENT | status.MUTE);
  expect(first(readers).presence).toBe('none');
  pcsc.show(status.PRESENT);
  expect(first(readers).presence).toBe('present');
  await using card = await first(readers).connect();
  expect(toHex(card.atr)).toBe('3b8001');
  expect((await card.transmit(select)).status).toBe(0x9000);
  pcsc.show(0);
  await card.removed;
});

test('a reader is a PIN-pad reader by the features that it names, and then makes PACE itself', async () => {
  const pcsc = standIn({ running: true });
  await using readers = openPcscReaders({ pace, load: pcsc.load });
  await expect.poll(() => readers.list().length).toBe(1);
  {
    await using _plain = await first(readers).connect();
    expect(first(readers).pinPad).toBe(false);
  }
  const seen: string[] = [];
  pcsc.card.control = async (code, input) => {
    seen.push(`${code.toString(16)} ${toHex(input)}`);
    if (code === 0x42000d48) return hex`06 04 42 33 00 06 20 04 42 33 00 20`;
    return input[0] === 1 ? hex`00 00 00 00 01 00 60` : hex`02 00 20 F0`;
  };
  await using card = await first(readers).connect();
  expect(first(readers).pinPad).toBe(true);
  await expect(card.establishPace({ type: 'can', cardAccess: hex`31 00` })).rejects.toMatchObject({ code: 'reader.timeout' });
  expect(seen).toEqual(['42000d48 ', '42330020 010000', '42330020 02050002000000 00'.replace(' 00', '00')]);
});

test('what a reader can do is known before any card lies in it, where it says so', async () => {
  const pcsc = standIn({ running: true });
  const modes: unknown[] = [];
  let connected = 0;
  const alone = {
    control: async (code: number) => (code === 0x42000d48 ? hex`20 04 42 33 00 20` : hex`00 00 00 00 01 00 60`),
    disconnect: async () => void connected--,
  };
  pcsc.reader.connect = async (mode?: unknown) => {
    modes.push(mode);
    connected++;
    return mode === 3 ? alone : Promise.reject(coded('NoSmartCard'));
  };
  await using readers = openPcscReaders({ pace, load: pcsc.load });
  await expect.poll(() => readers.list().length).toBe(1);
  await readers.asked();
  expect([first(readers).presence, first(readers).pinPad, modes, connected]).toEqual(['none', true, [3], 0]);
});

test('a card held by another program is card.in-use, one pulled in the middle card.removed', async () => {
  const pcsc = standIn({ running: true });
  await using readers = openPcscReaders({ pace, load: pcsc.load });
  await expect.poll(() => readers.list().length).toBe(1);
  await using card = await first(readers).connect();
  pcsc.card.transmit = () => Promise.reject(coded('NotTransacted'));
  await expect(card.transmit(select)).rejects.toMatchObject({ code: 'card.removed' });
  pcsc.reader.connect = () => Promise.reject(coded('SharingViolation'));
  await expect(first(readers).connect()).rejects.toMatchObject({ code: 'card.in-use' });
  pcsc.reader.connect = () => Promise.reject(coded('NoSmartCard'));
  await expect(first(readers).connect()).rejects.toMatchObject({ code: 'card.none' });
});

test('an answer of extended length finds room: the library is given enough for the longest', async () => {
  const pcsc = standIn({ running: true });
  pcsc.card.transmit = async (_command, room = new ArrayBuffer(264)) => new Uint8Array(room);
  await using readers = openPcscReaders({ pace, load: pcsc.load });
  await expect.poll(() => readers.list().length).toBe(1);
  await using card = await first(readers).connect();
  expect((await card.transmit({ ...select, expected: 65_536, extended: true })).data.length).toBe(65_536);
});
