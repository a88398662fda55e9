// The life of a fault report: one table of states, what may happen in each, where it leads, and who may do it.
import { EidError } from '../error/index.ts';

/** In the order of an ordinary repair. `draft`: sent without signing in, and not yet confirmed by the institution. */
export const faultStates = [
  'draft',
  'submitted',
  'waiting-for-reporter',
  'courier-ordered',
  'collected',
  'received',
  'in-repair',
  'repaired',
  'replaced',
  'rejected',
  'returned',
  'closed',
] as const;

export type FaultState = (typeof faultStates)[number];

/** `reporter`: anybody who works at the institution; `confirmer`: who reads the institution's registered mail; `courier`: who has the order's link. */
export type Actor = 'reporter' | 'confirmer' | 'desk' | 'courier';

export const events = [
  'confirm',
  'ask',
  'answer',
  'order-courier',
  'hand-over',
  'receive',
  'complete-parcel',
  'start-repair',
  'repair',
  'replace',
  'reject',
  'send-back',
  'close',
  'withdraw',
  'reopen',
] as const;

export type Event = (typeof events)[number];

export type Move = { readonly event: Event; readonly to: FaultState; readonly by: readonly Actor[] };

type Row = Partial<Record<Event, readonly [to: FaultState, ...by: readonly Actor[]]>>;

const moves: Readonly<Record<FaultState, Row>> = {
  draft: { confirm: ['submitted', 'confirmer', 'reporter'], withdraw: ['closed', 'confirmer', 'reporter'] },
  submitted: {
    ask: ['waiting-for-reporter', 'desk'],
    'order-courier': ['courier-ordered', 'desk'],
    reject: ['rejected', 'desk'],
    withdraw: ['closed', 'reporter'],
  },
  'waiting-for-reporter': { answer: ['submitted', 'reporter'], reject: ['rejected', 'desk'], withdraw: ['closed', 'reporter'] },
  'courier-ordered': {
    'hand-over': ['collected', 'courier'],
    'order-courier': ['courier-ordered', 'desk'],
    withdraw: ['closed', 'reporter'],
  },
  collected: { receive: ['received', 'desk'] },
  received: {
    'complete-parcel': ['received', 'desk'],
    'start-repair': ['in-repair', 'desk'],
    replace: ['replaced', 'desk'],
    reject: ['rejected', 'desk'],
  },
  'in-repair': { repair: ['repaired', 'desk'], replace: ['replaced', 'desk'], reject: ['rejected', 'desk'] },
  repaired: { 'send-back': ['returned', 'desk'] },
  replaced: { 'send-back': ['returned', 'desk'] },
  rejected: { 'send-back': ['returned', 'desk'], close: ['closed', 'desk'] },
  returned: { close: ['closed', 'desk', 'reporter'], reopen: ['submitted', 'desk', 'reporter'] },
  closed: { reopen: ['submitted', 'desk', 'reporter'] },
};

export type FaultReportErrorCode = 'fault.move-not-allowed';

/** What this person may do to a report in this state, in the order of the table. */
export function movesOf(state: FaultState, actor: Actor): readonly Move[] {
  return Object.entries(moves[state]).flatMap(([event, [to, ...by]]) => (by.includes(actor) ? [{ event: event as Event, to, by }] : []));
}

/** The state after an event. Errors: `fault.move-not-allowed` (facts `state`, `event`, `actor`) for what the table does not have. */
export function move(state: FaultState, event: Event, actor: Actor): FaultState {
  const found = movesOf(state, actor).find((known) => known.event === event);
  if (found === undefined) throw new EidError<FaultReportErrorCode>('fault.move-not-allowed', { state, event, actor });
  return found.to;
}
