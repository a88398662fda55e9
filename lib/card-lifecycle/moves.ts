// The life of a card in the register as one table: in which state what may happen, who may do it, and what the card is then. Decree 414/2015.
import { EidError } from '../error/index.ts';

/**
 * `in-production`: a blank lies in the machine · `ready`: made, waiting for its holder · `in-use`: handed over · `missing`: lost or stolen, on the block list,
 * may be restored · `ended`: never again · `void`: a blank that became no card.
 */
export const cardStates = ['in-production', 'ready', 'in-use', 'missing', 'ended', 'void'] as const;
export type CardState = (typeof cardStates)[number];

/** Who brings something about. `office`: the office by itself, by the clock or by what a machine reports. */
export const actors = ['clerk', 'holder', 'office'] as const;
export type Actor = (typeof actors)[number];

interface Row {
  readonly by: readonly Actor[];
  /** The state before → the state after. */
  readonly moves: Readonly<Partial<Record<CardState, CardState>>>;
  /** A clerk gives a reason in words of their own. */
  readonly reason?: true;
  /** Only a card with a chip knows this. */
  readonly chip?: true;
}

const inHand = { ready: 'ready', 'in-use': 'in-use' } as const;

/** Everything that can happen to a card. What is not in its row does not happen. */
export const cardEvents = {
  /** From world data, as a card that was issued before this register began. */
  imported: { by: ['office'], moves: {} },
  'production-begun': { by: ['clerk'], moves: {} },
  produced: { by: ['office'], moves: { 'in-production': 'ready' } },
  'production-failed': { by: ['office', 'clerk'], moves: { 'in-production': 'void' } },
  /** With new codes each time: those of a print before are void. */
  'code-card-printed': { by: ['clerk'], moves: { 'in-production': 'in-production' }, chip: true },
  'handed-over': { by: ['clerk'], moves: { ready: 'in-use' } },
  activated: { by: ['clerk', 'holder'], moves: inHand, chip: true },
  unblocked: { by: ['clerk', 'holder'], moves: inHand, reason: true, chip: true },
  'puk-renewed': { by: ['clerk'], moves: { 'in-use': 'in-use' }, reason: true, chip: true },
  'content-shown': { by: ['clerk'], moves: { 'in-use': 'in-use' }, reason: true, chip: true },
  'eid-deactivated': { by: ['clerk'], moves: { 'in-use': 'in-use' }, reason: true, chip: true },
  'eid-activated': { by: ['clerk'], moves: { 'in-use': 'in-use' }, reason: true, chip: true },
  'address-changed': { by: ['clerk'], moves: { 'in-use': 'in-use' }, reason: true, chip: true },
  'trust-renewed': { by: ['office'], moves: { 'in-use': 'in-use' }, chip: true },
  'reported-lost': { by: ['clerk', 'holder'], moves: { ready: 'missing', 'in-use': 'missing' } },
  'reported-stolen': { by: ['clerk', 'holder'], moves: { ready: 'missing', 'in-use': 'missing', missing: 'missing' } },
  'reported-destroyed': { by: ['clerk', 'holder'], moves: { ready: 'ended', 'in-use': 'ended', missing: 'ended' } },
  /** Only where no new card was issued. */
  found: { by: ['clerk'], moves: { missing: 'in-use' }, reason: true },
  /** A found card that nobody came for in a year. */
  unclaimed: { by: ['office'], moves: { missing: 'ended' } },
  replaced: { by: ['office'], moves: { ready: 'ended', 'in-use': 'ended', missing: 'ended' } },
  'holder-died': { by: ['clerk', 'office'], moves: { ready: 'ended', 'in-use': 'ended', missing: 'ended' }, reason: true },
  expired: { by: ['office'], moves: { ready: 'ended', 'in-use': 'ended', missing: 'ended' } },
  withdrawn: { by: ['clerk'], moves: { ready: 'ended', 'in-use': 'ended' }, reason: true },
} as const satisfies Readonly<Record<string, Row>>;

export type CardEvent = keyof typeof cardEvents;
export const cardEventNames = Object.keys(cardEvents) as readonly CardEvent[];

/** `card.move-not-allowed` (facts `event`, `state`): not in this state · `card.not-yours-to-do` (facts `event`, `actor`) · `card.no-chip` (fact `event`). */
export type LifecycleErrorCode = 'card.move-not-allowed' | 'card.not-yours-to-do' | 'card.no-chip';

/** A card as far as its moves go. */
export interface CardStanding {
  readonly state: CardState;
  readonly chip: boolean;
}

/** The state after an event. Throws a `LifecycleErrorCode`; then nothing may be done. */
export function moveCard({ state, chip }: CardStanding, event: CardEvent, actor: Actor): CardState {
  const row: Row = cardEvents[event];
  if (!row.by.includes(actor)) throw new EidError<LifecycleErrorCode>('card.not-yours-to-do', { event, actor });
  if (row.chip === true && !chip) throw new EidError<LifecycleErrorCode>('card.no-chip', { event });
  const next = row.moves[state];
  if (next === undefined) throw new EidError<LifecycleErrorCode>('card.move-not-allowed', { event, state });
  return next;
}

/** Whether an event may happen now. */
export function mayMove(standing: CardStanding, event: CardEvent, actor: Actor): boolean {
  const row: Row = cardEvents[event];
  return row.by.includes(actor) && !(row.chip === true && !standing.chip) && row.moves[standing.state] !== undefined;
}

/** Whether a clerk has to say why. */
export function needsReason(event: CardEvent): boolean {
  const row: Row = cardEvents[event];
  return row.reason === true;
}
