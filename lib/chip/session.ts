// What a chip holds while it has power, and what its peer has proved so far. Reset and power-off wipe all of it.
import type { Bytes } from '../bytes/index.ts';
import { type AuthenticationRight, type Chat, hasRight } from '../cvc/index.ts';
import type { AuthenticatedTerminal, TerminalAuthentication } from '../eac/ta/index.ts';
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

export interface Session {
  readonly application: ApplicationName;
  /** File id of the current elementary file. */
  readonly file?: number;
  readonly channel?: SecureChannel;
  readonly authentication: Authentication;
  /** Certificates and challenge of a terminal that has not yet proved itself. */
  readonly terminalAuthentication?: TerminalAuthentication;
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
  return authentication.step === 'chip' && hasRight(authentication.terminal.chat, right);
}

/** Whether a terminal has authenticated itself. */
export function isTerminalAuthenticated({ authentication }: Session): boolean {
  return authentication.step === 'terminal' || authentication.step === 'chip';
}

/** Whether a terminal has proved that it may use what is this chip's alone; it needs that before chip authentication. */
export function isPrivileged({ authentication }: Session): boolean {
  return (
    (authentication.step === 'terminal' || authentication.step === 'chip') && hasRight(authentication.terminal.chat, 'privilegedTerminal')
  );
}
