// What a card keeps without power: its files, keys, passwords, trust points and date. Replaced as a whole, never changed in place.
import type { Bytes } from '../bytes/index.ts';
import { type CardGeneration, profiles } from '../card/index.ts';
import type { CurveName } from '../crypto/index.ts';

/** The passwords of PACE. @see TR-03110-2 3.3 */
export type PasswordName = 'mrz' | 'can' | 'pin' | 'puk';

/** The passwords that no number of guesses blocks: each wrong one makes the next answer come later. */
export type DelayedPassword = 'mrz' | 'can';

/** The PIN states of the whole system, and `deactivated`, which only an office can set. */
export type PinState = 'not-activated' | 'operational' | 'suspended' | 'blocked' | 'deactivated';

/** The eID PIN. `activation`: the five digits of the code card, good for one thing only, setting the PIN of six. */
export interface Pin {
  readonly kind: 'activation' | 'pin';
  readonly value: string;
  /** Tries left: 3, at 1 suspended until the CAN is given, at 0 blocked. */
  readonly triesLeft: number;
  readonly active: boolean;
}

export interface Passwords {
  readonly pin: Pin;
  readonly can: string;
  /** `uses` counts how often it may still unblock. */
  readonly puk: { readonly value: string; readonly uses: number };
}

/** A static key of Chip Authentication. `protocol` is its object identifier, dotted. */
export interface ChipKey {
  readonly id: number;
  readonly protocol: string;
  readonly curve: CurveName;
  readonly secret: Bytes;
  /** The key is this chip's alone, so only a privileged terminal may use it. Other keys may be those of a whole series of chips. */
  readonly privileged?: true;
}

/** A key of Restricted Identification: the pseudonym's is for authorised terminals only, the blocking identifier's is for all. */
export interface IdentityKey extends ChipKey {
  readonly authorizedOnly: boolean;
}

export interface Card {
  readonly profile: keyof typeof profiles;
  /** Year of the chip generation. */
  readonly generation: CardGeneration;
  readonly documentNumber: string;
  readonly atr: Bytes;
  /** `chipSecurity` is there when the card has a key of its own for privileged terminals. */
  readonly masterFile: {
    readonly directory: Bytes;
    readonly cardAccess: Bytes;
    readonly cardSecurity: Bytes;
    readonly chipSecurity?: Bytes;
  };
  /** Data groups by their number, 1 to 22; those that the card lacks are absent. */
  readonly dataGroups: ReadonlyMap<number, Bytes>;
  /** The certificate of the eSign function (X.509); absent on a card without the function. */
  readonly signatureCertificate?: Bytes;
  readonly passwords: Passwords;
  readonly chipKeys: readonly ChipKey[];
  readonly identityKeys: readonly IdentityKey[];
  /** CVCA certificates (7F21), the current one first; two at most. */
  readonly trustPoints: readonly Bytes[];
  /** The card's own idea of today, `YYYY-MM-DD`; trusted certificates alone move it forward. */
  readonly currentDate: string;
  /** Wrong guesses in a row; absent while there are none. */
  readonly wrongGuesses?: Readonly<Record<DelayedPassword, number>>;
  /** Where this card differs from its profile. */
  readonly rules?: Partial<CardRules>;
}

/** What a profile decides where the standards leave a choice. */
export interface CardRules {
  /** Whether the PUK also sets a new PIN. */
  readonly pukSetsPin: boolean;
  /** Whether the card tells the PIN's counter to a bare VERIFY. */
  readonly pinCounterQuery: boolean;
}

export function ruleOf(card: Card, rule: keyof CardRules): boolean {
  return card.rules?.[rule] ?? profiles[card.profile][rule];
}

/** Tries that a full counter holds, and uses of a fresh PUK. */
export const fullTries = 3;
export const fullUses = 10;

/** The state that people speak of, from the counter and the kind. */
export function pinState({ kind, triesLeft, active }: Pin): PinState {
  if (!active) return 'deactivated';
  if (triesLeft === 0) return 'blocked';
  if (triesLeft === 1) return 'suspended';
  return kind === 'activation' ? 'not-activated' : 'operational';
}

/** The card with another PIN record. */
export function withPin(card: Card, pin: Partial<Pin>): Card {
  return { ...card, passwords: { ...card.passwords, pin: { ...card.passwords.pin, ...pin } } };
}

/** Wrong guesses of a password in a row. */
export function wrongGuesses({ wrongGuesses }: Card, password: DelayedPassword): number {
  return wrongGuesses?.[password] ?? 0;
}

/** The card with another count of wrong guesses. */
export function withWrongGuesses(card: Card, password: DelayedPassword, count: number): Card {
  return { ...card, wrongGuesses: { mrz: 0, can: 0, ...card.wrongGuesses, [password]: count } };
}
