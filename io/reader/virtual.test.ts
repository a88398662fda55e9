import { expect, test } from 'vitest';
import { hex, toHex } from '../../lib/bytes/index.ts';
import type { PaceMaker } from './pace.ts';
import { joinReaders, type Reader, type Readers } from './reader.ts';
import { openVirtualReader } from './virtual.ts';
import { insert, type VpcdCard } from './vpcd.ts';

const pace: PaceMaker = () => () => Promise.reject(new Error('no PACE here'));
const select = { cla: 0, ins: 0xa4, p1: 0, p2: 0x0c };

const open = () => openVirtualReader({ host: '127.0.0.1', port: 0, pace, answerWithin: 2000 });

const reader = (readers: Readers) => readers.list()[0] as Reader;

/** A card that answers every command with 9000 and remembers what it saw. */
function echo(transmit: VpcdCard['transmit'] = async () => hex`90 00`) {
  const seen: string[] = [];
  const card: VpcdCard = {
    atr: hex`3B 80`,
    power: (change) => void seen.push(change),
    transmit: (command) => {
      seen.push(toHex(command));
      return transmit(command);
    },
  };
  return { card, seen };
}

/** Waits for the readers to say that something changed until it is as wanted. */
async function until(readers: Awaited<ReturnType<typeof open>>, presence: string): Promise<void> {
  while (readers.list()[0]?.presence !== presence) {
    const { promise, resolve } = Promise.withResolvers<void>();
    using _ = readers.watch(resolve);
    if (readers.list()[0]?.presence === presence) return;
    await promise;
  }
}

test('a card process that connects is a card in the reader; it is switched on, used, and reset when given back', async () => {
  await using readers = await open();
  const { card, seen } = echo();
  expect(readers.list()[0]).toMatchObject({ kind: 'virtual', presence: 'none' });
  await insert(card, { host: '127.0.0.1', port: readers.port });
  await until(readers, 'present');
  {
    await using taken = await reader(readers).connect();
    expect(toHex(taken.atr)).toBe('3b80');
    expect(readers.list()[0]?.presence).toBe('in-use');
    expect(await taken.transmit(select)).toEqual({ data: new Uint8Array(0), status: 0x9000 });
  }
  await until(readers, 'present');
  await expect.poll(() => seen).toEqual(['on', '00a4000c', 'reset']);
});

test('no card is card.none, a second taker gets card.in-use', async () => {
  await using readers = await open();
  await expect(reader(readers).connect()).rejects.toMatchObject({ code: 'card.none' });
  await insert(echo().card, { host: '127.0.0.1', port: readers.port });
  await until(readers, 'present');
  await using _ = await reader(readers).connect();
  await expect(reader(readers).connect()).rejects.toMatchObject({ code: 'card.in-use' });
});

test('a card pulled in the middle of an exchange is card.removed, and the next card can be used at once', async () => {
  await using readers = await open();
  const mute = echo(() => new Promise(() => undefined));
  const first = await insert(mute.card, { host: '127.0.0.1', port: readers.port });
  await until(readers, 'present');
  {
    await using taken = await reader(readers).connect();
    const answer = taken.transmit(select);
    const refused = expect(answer).rejects.toMatchObject({ code: 'card.removed' });
    await expect.poll(() => mute.seen.length).toBe(2);
    void first.remove();
    await refused;
    await taken.removed;
  }
  await until(readers, 'none');
  await insert(echo().card, { host: '127.0.0.1', port: readers.port });
  await until(readers, 'present');
  await using again = await reader(readers).connect();
  expect((await again.transmit(select)).status).toBe(0x9000);
});

test('several kinds of readers are one list with one watch', async () => {
  await using one = await open();
  await using two = await open();
  const both = joinReaders(one, two);
  expect(both.list()).toHaveLength(2);
  const { promise, resolve } = Promise.withResolvers<void>();
  using _ = both.watch(resolve);
  await insert(echo().card, { host: '127.0.0.1', port: two.port });
  await promise;
  expect(both.list().map(({ presence }) => presence)).toContain('present');
});
