// For tests: a card of our own chip, connected to the client's virtual reader as a card process would be.
import { type Insertion, insert } from '../../../io/reader/vpcd.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { powerOn, transmit } from '../../../lib/chip/index.ts';
import { cryptography } from './authorities.ts';
import type { TestCard } from './card.ts';

export async function putInto(card: TestCard, port: number): Promise<Insertion> {
  let chip = powerOn(card.card);
  const answer = async (octets: Bytes) => {
    const steps = transmit(chip, octets, cryptography);
    let step = steps.next();
    for (; !step.done; step = steps.next()) card.card = step.value;
    chip = step.value.chip;
    return step.value.response;
  };
  const power = () => {
    chip = powerOn(chip.card);
  };
  return insert({ atr: card.card.atr, power, transmit: answer }, { host: '127.0.0.1', port });
}
