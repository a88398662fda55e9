// For tests: a card of our own chip, connected to the client's virtual reader as a card process would be.
import { type Insertion, insert } from '../../../io/reader/vpcd.ts';
import { type Bytes, hex } from '../../../lib/bytes/index.ts';
import { powerOn, transmit } from '../../../lib/chip/index.ts';
import { cryptography } from './authorities.ts';
import type { TestCard } from './card.ts';

/** When a card is pulled: at the command of this number, counted from 1, which is carried out before, or never arrives. */
export interface Pull {
  readonly at: number;
  readonly carriedOut: boolean;
}

/** A card in a reader, and how many commands it has got. */
export interface Inserted extends Insertion {
  readonly commands: number;
}

export async function putInto(card: TestCard, port: number, pull?: Pull): Promise<Inserted> {
  let chip = powerOn(card.card);
  let commands = 0;
  const carryOut = (octets: Bytes) => {
    const steps = transmit(chip, octets, cryptography);
    let step = steps.next();
    for (; !step.done; step = steps.next()) card.card = step.value;
    chip = step.value.chip;
    return step.value.response;
  };
  const answer = async (octets: Bytes): Promise<Bytes> => {
    commands++;
    if (commands !== pull?.at) return carryOut(octets);
    if (pull.carriedOut) carryOut(octets);
    void insertion.remove();
    // Nobody hears it.
    return hex`6F00`;
  };
  const power = () => {
    chip = powerOn(chip.card);
  };
  const insertion = await insert({ atr: card.card.atr, power, transmit: answer }, { host: '127.0.0.1', port });
  return {
    ...insertion,
    get commands() {
      return commands;
    },
  };
}
