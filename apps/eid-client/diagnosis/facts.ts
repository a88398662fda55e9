// What the diagnosis of a workstation looks at before it judges: plain facts, each found by one probe.
import type { PcscService } from '../../../io/reader/index.ts';
import type { CalendarDate } from '../../../lib/cvc/index.ts';
import type { Diagnosis, Reach } from '../../../lib/diagnosis/index.ts';
import type { LastSignIn } from '../own/last-sign-in.ts';
import type { CardCheck } from '../pin/check.ts';

/** A service that a sign-in needs, and how far the look at it came. */
export interface ServiceFact {
  readonly name: Diagnosis['services'][number]['name'];
  /** Where it was looked for. */
  readonly address: string;
  readonly reach: Reach;
  readonly milliseconds: number;
  /** Seconds by which the computer's clock is ahead of the service's; absent where it told no time. */
  readonly clockAhead?: number;
}

export interface Facts {
  /** Milliseconds since 1970, by the computer's clock. */
  readonly now: number;
  readonly client: Diagnosis['client'];
  /** The name of the other eID client that has the port. */
  readonly portHolder?: string;
  /** Whether the one who asks is the running client itself, whose window matters then. */
  readonly isRunning: boolean;
  readonly hasDisplay: boolean;
  /** Whether settings and log can be kept. */
  readonly folder: 'kept' | 'unwritable' | undefined;
  /** The latest last day among the trusted CVCA certificates; absent when there is none. `undefined` as a whole: not asked for. */
  readonly trust: { readonly count: number; readonly until?: CalendarDate } | undefined;
  readonly driver: PcscService | 'not-used';
  /** What the socket of the smart-card service says; `unknown` where it has none. */
  readonly socket: 'answers' | 'refuses' | 'denied' | 'absent' | 'unknown';
  /** Whether the program of the service is on this computer. */
  readonly isServiceInstalled: boolean;
  /** Card readers on the USB, whether anybody drives them or not. */
  readonly usbReaders: number;
  readonly isRemoteSession: boolean;
  readonly readers: number;
  /** How many readers have a card on them. */
  readonly cards: number;
  /** The reader of the settings is not connected. */
  readonly isChosenReaderMissing: boolean;
  readonly check: CardCheck;
  readonly hasNetwork: boolean;
  readonly hasProxy: boolean;
  readonly services: readonly ServiceFact[];
  /** Of the last sign-in at this computer: its day, and the last days of the certificates met in it. */
  readonly last: LastSignIn | undefined;
}
