import { expect, test } from 'vitest';
import { type CalendarDate, daysAfter, parseCalendarDate } from '../person/index.ts';
import { type CardState, cardStates, type ReplacementReason, replacementFault, replacementReasons } from './index.ts';

const expires = parseCalendarDate('2032-06-30') as CalendarDate;
const fault = (state: CardState, reason: ReplacementReason, today: CalendarDate, hasSuccessor = false) =>
  replacementFault({ state, expires, hasSuccessor }, reason, today);

test('for its end a card is replaced from 60 days before on, and also after it', () => {
  expect(fault('in-use', 'expiry', daysAfter(expires, -61))).toBe('early');
  expect(fault('in-use', 'expiry', daysAfter(expires, -60))).toBeUndefined();
  expect(fault('ended', 'expiry', daysAfter(expires, 400))).toBeUndefined();
  expect(replacementFault({ state: 'in-use', hasSuccessor: false }, 'expiry', expires)).toBe('early');
});

test('a card that is lost or stolen is reported before it is replaced; a card in hand was not lost', () => {
  for (const reason of ['loss', 'theft'] as const) {
    for (const state of cardStates) expect(fault(state, reason, expires)).toBe(state === 'missing' ? undefined : 'state');
  }
});

test('one card has one successor, and neither a blank nor what is being made is replaced', () => {
  for (const reason of replacementReasons) {
    for (const state of cardStates) expect(fault(state, reason, expires, true)).toBe('already');
    for (const state of ['in-production', 'void'] as const) expect(fault(state, reason, expires)).toBe('state');
  }
});
