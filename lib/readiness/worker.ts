// Whether a worker can sign in on a day, and if not, the one act that mends it. Nothing of the card register is known here, and nothing is asked.
import { countsOn, entitlement, type Registration, type RoleId } from '../entitlement/index.ts';

/** What an institution knows of one of its people. */
export type WorkerFacts = {
  /** `undefined`: nobody of this number is known. */
  readonly registration: Registration | undefined;
  readonly linked: boolean;
  /** In no register, entered by the institution. */
  readonly ownStaff: boolean;
  readonly entries: readonly {
    readonly role: RoleId;
    readonly status: 'in-force' | 'suspended';
    readonly from: string | null;
    readonly until: string | null;
  }[];
  /** Last successful sign-in for the institution, `YYYY-MM-DD`. */
  readonly lastSignIn: string | null;
  /** The worker said: I have my card and PIN. */
  readonly ticked: boolean;
};

export type WorkerGap = 'unknown' | 'no-role' | 'licence' | 'not-linked' | 'unsure';
export type WorkerState = 'ready' | WorkerGap;

/** The one act that mends a gap. */
export const workerActions = {
  unknown: 'enter',
  'no-role': 'grant',
  licence: 'remind',
  'not-linked': 'remind',
  unsure: 'remind',
} as const satisfies Readonly<Record<WorkerGap, 'enter' | 'grant' | 'remind'>>;

/** Gaps with which nobody signs in; with the others one may. */
export const blocking: readonly WorkerState[] = ['unknown', 'no-role', 'licence', 'not-linked'];

/** How a worker stands on a day (`YYYY-MM-DD`): the first thing that stands in the way, or `ready`. */
export function workerState({ registration, linked, entries, lastSignIn, ticked }: WorkerFacts, day: string): WorkerState {
  if (registration === undefined) return 'unknown';
  const place = { id: '', name: '' };
  const counting = entries
    .filter((entry) => countsOn(day, entry))
    .map(({ role, status }) => ({ role, status, institution: place, unit: place }));
  const found = entitlement(registration, counting);
  if (found.kind === 'no-role') return 'no-role';
  if (found.kind === 'suspended') return 'licence';
  if (!linked) return 'not-linked';
  return lastSignIn !== null || ticked ? 'ready' : 'unsure';
}

/** The Monday after a day, `YYYY-MM-DD`. */
export function mondayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + ((8 - date.getUTCDay()) % 7 || 7));
  return date.toISOString().slice(0, 10);
}
