// A bad card and a bad reader on demand: slow answers, a card that is pulled, loses its power in the middle of a write, or is misread once. What is
// left to chance comes from the seed, so that every run of one seed is the same.
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { Cut } from './card-store.ts';

const nth = z.int().min(1).exactOptional();

export const faultsConfig = z.strictObject({
  /** Milliseconds by which every answer comes later. */
  latency: z.int().min(0).max(60_000).exactOptional(),
  /** A contactless card: 50 ms for a command, and 106 kbit/s for the octets of both directions. */
  realSpeed: z.boolean().exactOptional(),
  /** The card is pulled out at this command, counted from 1: it is carried out, its answer never arrives. */
  pullAt: nth,
  /** The power is cut in this persistent write, counted from 1: before it, in the middle of it, or after it. */
  tearAt: nth,
  /** One bit of this answer, counted from 1, arrives wrong. */
  corruptAt: nth,
  /** Chooses the moment of the cut and the bit; 1 when absent. */
  seed: z.int().min(0).exactOptional(),
});

export type Faults = z.output<typeof faultsConfig>;

/** `card.pulled`: as it was asked for. */
export type FaultCode = 'card.pulled';

export interface Trouble {
  /** How the write that comes now is cut, if it is. */
  write(): Cut | undefined;
  /** The answer as it arrives, in its time. Throws `card.pulled` instead. */
  answer(command: Uint8Array, response: Bytes): Promise<Bytes>;
}

const cuts: readonly Cut[] = ['before', 'middle', 'after'];

/** Milliseconds of a command at the speed of a contactless card. */
export function realTime(octets: number): number {
  return 50 + (octets * 8) / 106;
}

/** The troubles of one insertion. */
export function createTrouble({ latency = 0, realSpeed = false, pullAt, tearAt, corruptAt, seed = 1 }: Faults): Trouble {
  const chance = generator(seed);
  let [writes, answers] = [0, 0];
  return {
    write: () => {
      writes += 1;
      return writes === tearAt ? cuts[chance(cuts.length)] : undefined;
    },
    answer: async (command, response) => {
      answers += 1;
      if (answers === pullAt) throw new EidError<FaultCode>('card.pulled');
      const time = latency + (realSpeed ? realTime(command.length + response.length) : 0);
      if (time > 0) await wait(time);
      return answers === corruptAt ? misread(response, chance(response.length * 8)) : response;
    },
  };
}

function misread(response: Bytes, bit: number): Bytes {
  return bytes(response.map((octet, i) => (i === bit >> 3 ? octet ^ (1 << (bit & 7)) : octet)));
}

/** Mulberry32: numbers below a bound, the same for the same seed. No secret comes from it. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * below);
  };
}
