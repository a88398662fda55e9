// A conversation with a card as a generator: it yields commands, is handed answers, returns what it learned. No input or output here.
import type { CommandApdu, ResponseApdu } from './apdu.ts';

/** Commands out, answers in, `T` at the end. The same protocol runs against a reader, the chip, a recording, or a card behind PAOS. */
export type Protocol<T> = Generator<CommandApdu, T, ResponseApdu>;

/** Carries one command to a card and its answer back. Rejects when the card or the reader is gone. */
export type Transmit = (command: CommandApdu) => Promise<ResponseApdu>;

/** Runs a protocol to its end over a way to the card. */
export async function run<T>(protocol: Protocol<T>, transmit: Transmit): Promise<T> {
  let step = protocol.next();
  while (!step.done) step = protocol.next(await transmit(step.value));
  return step.value;
}

/** Runs a protocol against an answer function in the same process: for tests and for the chip beside the terminal. */
export function runSync<T>(protocol: Protocol<T>, answer: (command: CommandApdu) => ResponseApdu): T {
  let step = protocol.next();
  while (!step.done) step = protocol.next(answer(step.value));
  return step.value;
}
