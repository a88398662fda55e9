// Cards for the virtual reader: the world's own, good or with a fault, copies of them, and one that is no eID card.
import { join } from 'node:path';
import { readCard, writeCard } from '../../apps/chip/card-store.ts';
import type { Faults } from '../../apps/chip/faults.ts';
import { insertCard } from '../../apps/chip/insert.ts';
import { insert } from '../../io/reader/vpcd.ts';
import { hex } from '../../lib/bytes/index.ts';
import type { Card } from '../../lib/chip/index.ts';
import type { TestWorld } from './world.ts';

/** A card on the reader; taken off at the end of the story at the latest. */
export type CardOnReader = AsyncDisposable & { take(): Promise<void> };

const held = (insertion: { remove(): Promise<void> }): CardOnReader => ({
  take: () => insertion.remove(),
  [Symbol.asyncDispose]: () => insertion.remove(),
});

const readerOf = ({ ports }: TestWorld) => ({ host: '127.0.0.1', port: ports.reader });
const fileOf = ({ folder }: TestWorld, person: string) => join(folder.cards, `${person}.json`);

/** Puts a person's card on the reader, with what shall go wrong. */
export async function putCard(world: TestWorld, person: string, faults: Faults = {}, port = world.ports.reader): Promise<CardOnReader> {
  return held(await insertCard({ file: fileOf(world, person), ...readerOf(world), port, faults }));
}

/** A copy of a person's card, changed for a story: what is done to it stays in the story. */
export async function putCopy(
  world: TestWorld,
  person: string,
  change: (card: Card) => Card = (card) => card,
  port = world.ports.reader,
  faults: Faults = {},
): Promise<CardOnReader> {
  const file = join(world.folder.root, 'story-card.json');
  await writeCard(file, change(await readCard(fileOf(world, person))));
  return held(await insertCard({ file, ...readerOf(world), port, faults }));
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
