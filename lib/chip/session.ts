// What a chip holds while it has power, and what its peer has proved so far. Reset and power-off wipe all of it.
import type { Bytes } from '../bytes/index.ts';
import type { HashName } from '../crypto/index.ts';
import { type AuthenticationRight, type Chat, hasRight } from '../cvc/index.ts';
import type { SecureChannel } from '../secure-messaging/index.ts';
import type { PasswordName } from './card.ts';
import type { Agreement } from './commands/agreement.ts';
import type { CommandRow } from './commands.ts';
import type { ApplicationName } from './files.ts';

/** How far the general authentication procedure has come. @see TR-03110-2 2.3 */
export type Authentication =
  | { readonly step: 'none' }
  /** PACE: somebody knows a password. `chat` is what the holder lets the terminal have at most; absent where no terminal is to follow. */
  | { readonly step: 'password'; readonly password: PasswordName; readonly idPicc: Bytes; readonly chat?: Chat }
  /** Terminal authentication, then chip authentication: a terminal with these rights, whose end the channel is from `chip` on. */
  | { readonly step: 'terminal' | 'chip'; readonly terminal: AuthenticatedTerminal };

/** What terminal authentication leaves behind. */
export interface AuthenticatedTerminal {
  /** Rights in every certificate of the chain and in what the holder let it have. */
  readonly effective: Chat;
  /** Comp of the key that chip authentication has to use. */
  readonly ephemeralKey: Bytes;
  /** The object 67 that the terminal signed. */
  readonly auxiliaryData?: Bytes;
  /** Hashes of the sector keys in the terminal's certificate, and the hash that made them. */
  readonly sectorHashes: readonly Bytes[];
  readonly hash: HashName;
}

export interface Session {
  readonly application: ApplicationName;
  /** File id of the current elementary file. */
  readonly file?: number;
  readonly channel?: SecureChannel;
  readonly authentication: Authentication;
  /** What the next GENERAL AUTHENTICATE belongs to. */
  readonly agreement?: Agreement;
  /** Data of chained commands so far. */
  readonly gathered?: { readonly row: CommandRow; readonly data: Bytes };
}

/** After power-on, reset, or the loss of a secure channel. */
export const freshSession: Session = { application: 'masterFile', authentication: { step: 'none' } };

/** Whether the channel was opened with this password and nobody but the holder is at its other end. */
export function isOpenedWith({ authentication }: Session, password: PasswordName): boolean {
  return authentication.step === 'password' && authentication.password === password && authentication.chat === undefined;
}

/** A right that the terminal has proved and that counts, since the channel ends at it: after chip authentication. */
export function hasEffectiveRight({ authentication }: Session, right: AuthenticationRight): boolean {
  return authentication.step === 'chip' && hasRight(authentication.terminal.effective, right);
}

/** Whether a terminal has authenticated itself. */
export function isTerminalAuthenticated({ authentication }: Session): boolean {
  return authentication.step === 'terminal' || authentication.step === 'chip';
}
