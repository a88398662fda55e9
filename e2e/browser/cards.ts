// Cards for the virtual reader: the world's own, one that is no eID card, and one whose answers are spoilt on the way.
import { join } from 'node:path';
import { readCard, writeCard } from '../../apps/chip/card-store.ts';
import { insertCard } from '../../apps/chip/insert.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { insert } from '../../io/reader/vpcd.ts';
import { hex } from '../../lib/bytes/index.ts';
import { type Card, powerOn, transmit } from '../../lib/chip/index.ts';
import type { TestWorld } from './world.ts';

/** A card on the reader; taken off at the end of the story at the latest. */
export type CardOnReader = AsyncDisposable & { take(): Promise<void> };

const held = (insertion: { remove(): Promise<void> }): CardOnReader => ({
  take: () => insertion.remove(),
  [Symbol.asyncDispose]: () => insertion.remove(),
});

const readerOf = ({ ports }: TestWorld) => ({ host: '127.0.0.1', port: ports.reader });
const fileOf = ({ folder }: TestWorld, person: string) => join(folder.cards, `${person}.json`);

/** Puts a person's card on the reader. */
export async function putCard(world: TestWorld, person: string): Promise<CardOnReader> {
  return held(await insertCard({ file: fileOf(world, person), ...readerOf(world) }));
}

/** A copy of a person's card, changed for a story: what is done to it stays in the story. */
export async function putCopy(world: TestWorld, person: string, change: (card: Card) => Card = (card) => card): Promise<CardOnReader> {
  const file = join(world.folder.root, 'story-card.json');
  await writeCard(file, change(await readCard(fileOf(world, person))));
  return held(await insertCard({ file, ...readerOf(world) }));
}

/** The same card put back, as it is now. */
export async function putCopyBack(world: TestWorld): Promise<CardOnReader> {
  return held(await insertCard({ file: join(world.folder.root, 'story-card.json'), ...readerOf(world) }));
}

/** A contactless card that knows no file and no application. */
export async function putOtherCard(world: TestWorld): Promise<CardOnReader> {
  const card = { atr: hex`3B 80 80 01 01`, power: () => undefined, transmit: async () => hex`6A 82` };
  return held(await insert(card, readerOf(world)));
}

/** A person's card whose long answers lose a bit from the so-maniest on: what secure messaging is there to notice. */
export async function putSpoiltCard(world: TestWorld, person: string, from: number): Promise<CardOnReader> {
  const cryptography = createCryptography();
  let chip = powerOn(await readCard(fileOf(world, person)));
  let answers = 0;
  const card = {
    atr: hex`3B 80 80 01 01`,
    power: () => {
      chip = powerOn(chip.card);
    },
    transmit: async (octets: Uint8Array) => {
      const steps = transmit(chip, Uint8Array.from(octets), cryptography);
      let step = steps.next();
      while (!step.done) step = steps.next();
      chip = step.value.chip;
      const response = Uint8Array.from(step.value.response);
      answers++;
      if (answers >= from && response.length > 10) response[response.length - 5] = (response[response.length - 5] ?? 0) ^ 1;
      return response;
    },
  };
  return held(await insert(card, readerOf(world)));
}
