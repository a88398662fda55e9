// Puts a card into a reader: connects its file on disk to whoever listens on vpcd's protocol, PC/SC's virtual reader or our client's.
import { setTimeout as wait } from 'node:timers/promises';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Insertion, insert } from '../../io/reader/vpcd.ts';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import { powerOn, transmit } from '../../lib/chip/index.ts';
import { takeCard } from './card-store.ts';
import { createTrouble, type Faults } from './faults.ts';
import type { Exchange } from './trace/trace.ts';

export interface InsertOptions {
  /** The card's file; held by this insertion alone until the card is out. */
  readonly file: string;
  readonly host: string;
  readonly port: number;
  /** Told each command and its answer, in plain text: codes and data of the holder are in it. */
  readonly trace?: (exchange: Exchange) => void;
  /** What goes wrong, where something shall. */
  readonly faults?: Faults;
}

/**
 * Inserts a card and serves it until it is removed by either side. Throws `card.none`, `card.in-use` or `reader.none`. A state that the card
 * wants kept is on the disk before the card goes on; when it cannot be written, the card falls out of the reader without an answer. An answer
 * that the card holds back, since wrong guesses came before, goes out late.
 */
export async function insertCard({ file, host, port, trace, faults = {} }: InsertOptions): Promise<Insertion> {
  const cryptography = createCryptography();
  const trouble = createTrouble(faults);
  await using opening = new AsyncDisposableStack();
  const store = opening.use(await takeCard(file));
  let chip = powerOn(store.card);

  async function carryOut(octets: Bytes) {
    const steps = transmit(chip, octets, cryptography);
    let step = steps.next();
    while (!step.done) {
      await store.save(step.value, trouble.write());
      step = steps.next();
    }
    chip = step.value.chip;
    if (step.value.delay > 0) await wait(step.value.delay);
    return step.value;
  }

  const card = {
    atr: store.card.atr,
    power: () => {
      chip = powerOn(chip.card);
    },
    transmit: async (octets: Uint8Array) => {
      const before = chip.card;
      const exchange: { -readonly [Part in keyof Exchange]: Exchange[Part] } = { command: bytes(octets), cards: [before] };
      try {
        const { response, performed, plain } = await carryOut(exchange.command);
        Object.assign(exchange, performed && { performed }, plain && { plain }, { cards: [before, chip.card] });
        exchange.response = await trouble.answer(octets, response);
        return exchange.response;
      } finally {
        trace?.(exchange);
      }
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
