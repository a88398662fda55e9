// Why a card is replaced, and when that is possible: reference/domain.md 1.2 and 6 (case OKMIR00090).
import type { CalendarDate } from '../person/index.ts';
import type { CardState } from './moves.ts';
import { exchangeFrom } from './validity.ts';

/** In which states of the card before each reason holds. */
const reasons = {
  expiry: ['ready', 'in-use', 'ended'],
  'data-change': ['ready', 'in-use'],
  'manufacturing-fault': ['ready', 'in-use'],
  loss: ['missing'],
  theft: ['missing'],
  damage: ['in-use', 'ended'],
  destruction: ['ended'],
} as const satisfies Readonly<Record<string, readonly CardState[]>>;

export type ReplacementReason = keyof typeof reasons;
export const replacementReasons = Object.keys(reasons) as readonly ReplacementReason[];

/**
 * What stands in the way: `already`, another card has taken its place or is being made · `state`, the reason does not fit the card's state; a lost one is
 * reported first · `early`, more than 60 days before its end.
 */
export type ReplacementFault = 'already' | 'state' | 'early';

/** The card that is to be replaced. */
export interface Predecessor {
  readonly state: CardState;
  /** Absent: never. */
  readonly expires?: CalendarDate;
  /** Whether there is a card in its place that is not void. */
  readonly hasSuccessor: boolean;
}

/** What stands in the way of replacing a card for this reason on a day; `undefined`: nothing. */
export function replacementFault(
  { state, expires, hasSuccessor }: Predecessor,
  reason: ReplacementReason,
  today: CalendarDate,
): ReplacementFault | undefined {
  if (hasSuccessor) return 'already';
  if (!(reasons[reason] as readonly CardState[]).includes(state)) return 'state';
  if (reason === 'expiry' && (expires === undefined || today < exchangeFrom(expires))) return 'early';
  return undefined;
}
