import { expect, test } from 'vitest';
import { joinReaders, type Reader, type Readers } from '../../../io/reader/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { WaitCause } from '../holder.ts';
import { createAuthorities } from '../testing/authorities.ts';
import { createCard, createReader } from '../testing/card.ts';
import { awaitCard } from './card.ts';

const trustPoint = createAuthorities().cvca.raw;

/** A reader with a card in it. */
function laid(options: Parameters<typeof createReader>[0]) {
  const reader = createReader(options);
  reader.insert(createCard(trustPoint));
  return reader;
}

/** A reader whose card another program holds until `release`, of which nobody is told. */
function held(name: string) {
  const inner = laid({ name });
  const [reader] = inner.readers.list() as [Reader];
  let isHeld = true;
  const readers: Readers = {
    ...inner.readers,
    list: () => [
      {
        name,
        kind: reader.kind,
        pinPad: false,
        presence: 'in-use',
        connect: () => (isHeld ? Promise.reject(new EidError('card.in-use')) : reader.connect()),
      },
    ],
  };
  const release = () => {
    isHeld = false;
  };
  return { readers, release };
}

function holder(onWait: (cause: WaitCause) => void = () => undefined) {
  const causes: WaitCause[] = [];
  const wait = (cause: WaitCause) => {
    causes.push(cause);
    onWait(cause);
  };
  return { causes, cancelled: new AbortController().signal, wait };
}

test.each([
  ['an empty one', () => createReader({ name: 'first' }).readers],
  ['one with a bank card', () => laid({ name: 'first', notEid: true }).readers],
  ['one that another program uses', () => held('first').readers],
])('of several readers the one with an eID card is taken, though %s comes first', async (_, other) => {
  const asked = holder();
  const { reader } = await awaitCard(joinReaders(other(), laid({ name: 'second' }).readers), asked);
  expect([reader.name, asked.causes]).toEqual(['second', []]);
});

test('of several eID cards the one in the first reader is taken', async () => {
  const { reader } = await awaitCard(joinReaders(laid({ name: 'first' }).readers, laid({ name: 'second' }).readers), holder());
  expect(reader.name).toBe('first');
});

test('a reader that another program uses is told as that, and taken once it is free, though no reader tells', async () => {
  const { readers, release } = held('first');
  const asked = holder(() => queueMicrotask(release));
  const { reader } = await awaitCard(joinReaders(readers, createReader({ name: 'second' }).readers), asked);
  expect([reader.name, asked.causes]).toEqual(['first', ['card.in-use']]);
});

test('a bank card is told as that, and an eID card put on another reader is taken', async () => {
  const [bank, other] = [laid({ name: 'first', notEid: true }), createReader({ name: 'second' })];
  const asked = holder(() => queueMicrotask(() => other.insert(createCard(trustPoint))));
  const { reader } = await awaitCard(joinReaders(bank.readers, other.readers), asked);
  expect([reader.name, asked.causes]).toEqual(['second', ['card.not-eid']]);
});
