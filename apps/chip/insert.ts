// Puts a card into a reader: connects its file on disk to whoever listens on vpcd's protocol, PC/SC's virtual reader or our client's.
import { setTimeout as wait } from 'node:timers/promises';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Insertion, insert } from '../../io/reader/vpcd.ts';
import { type Performed, powerOn, transmit } from '../../lib/chip/index.ts';
import { takeCard } from './card-store.ts';

export interface InsertOptions {
  /** The card's file; held by this insertion alone until the card is out. */
  readonly file: string;
  readonly host: string;
  readonly port: number;
  /** Told each command after it was answered: what it was inside secure messaging, without data. */
  readonly trace?: (performed: Performed) => void;
}

/**
 * Inserts a card and serves it until it is removed by either side. Throws `card.none`, `card.in-use` or `reader.none`. A state that the card
 * wants kept is on the disk before the card goes on; when it cannot be written, the card falls out of the reader without an answer. An answer
 * that the card holds back, since wrong guesses came before, goes out late.
 */
export async function insertCard({ file, host, port, trace }: InsertOptions): Promise<Insertion> {
  const cryptography = createCryptography();
  await using opening = new AsyncDisposableStack();
  const store = opening.use(await takeCard(file));
  let chip = powerOn(store.card);
  const card = {
    atr: store.card.atr,
    power: () => {
      chip = powerOn(chip.card);
    },
    transmit: async (octets: Uint8Array) => {
      const steps = transmit(chip, octets, cryptography);
      let step = steps.next();
      while (!step.done) {
        await store.save(step.value);
        step = steps.next();
      }
      chip = step.value.chip;
      if (step.value.delay > 0) await wait(step.value.delay);
      if (step.value.performed !== undefined) trace?.(step.value.performed);
      return step.value.response;
    },
  };
  const insertion = await insert(card, { host, port });
  const held = opening.move();
  const removed = insertion.removed.then(() => held.disposeAsync());
  return {
    removed,
    remove: async () => {
      await insertion.remove();
      await removed;
    },
  };
}
