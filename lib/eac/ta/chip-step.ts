// What one command of terminal authentication makes of the chip's state. Shared by its handlers.
import { type ResponseApdu, status } from '../../apdu/index.ts';
import type { Bytes } from '../../bytes/index.ts';
import type { Chat } from '../../cvc/index.ts';
import type { AuthenticatedTerminal, TerminalAuthentication } from './chip.ts';
import type { Trust } from './trust.ts';

/** What the chip brings along from before: its trust, and what PACE agreed on. */
export interface TaContext {
  readonly trust: Trust;
  readonly idPicc: Bytes;
  /** The rights that the holder let the terminal claim in PACE; its role is the only one that may authenticate. */
  readonly chat: Chat;
}

/** `trust` is present when it changed; it has to be kept before the response leaves the chip. */
export type TaStep =
  | { readonly kind: 'next'; readonly state: TerminalAuthentication; readonly response: ResponseApdu; readonly trust?: Trust }
  | { readonly kind: 'authenticated'; readonly terminal: AuthenticatedTerminal; readonly response: ResponseApdu; readonly trust?: Trust };

export function go(state: TerminalAuthentication, word = 0x9000): TaStep {
  return { kind: 'next', state, response: status(word) };
}
