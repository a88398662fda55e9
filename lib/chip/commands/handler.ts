// What a command handler is: the chip and a command in, the session and a response out. The card itself changes only by being kept.
import { type CommandApdu, type ResponseApdu, status } from '../../apdu/index.ts';
import type { Bytes } from '../../bytes/index.ts';
import type { Cryptography } from '../../crypto/index.ts';
import type { Card } from '../card.ts';
import type { Session } from '../session.ts';
import { statusWord } from '../status-words.ts';

/** A card under power. */
export interface Chip {
  readonly card: Card;
  readonly session: Session;
}

/** Session and response, and the milliseconds for which the response is held back. */
export type Outcome = readonly [Session, ResponseApdu, number?];

/** What a handler that changes the card does: it yields each new card, and goes on when that is safely written. */
export type Keeping = Generator<Card, Outcome, void>;

/** A handler that keeps nothing returns its outcome at once. What is malformed it throws as `EidError`: the answer is 6A80. */
export type Handler = (chip: Chip, command: CommandApdu, cryptography: Cryptography) => Outcome | Keeping;

/** The session as it was, and why not. */
export function refuse({ session }: Chip, word: number): Outcome {
  return [session, status(word)];
}

/** A session, data, and a status word, by default 9000. */
export function answer(session: Session, data: Bytes = new Uint8Array(0), word: number = statusWord.ok): Outcome {
  return [session, { data, status: word }];
}
