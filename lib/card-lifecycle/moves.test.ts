import { expect, test } from 'vitest';
import { actors, type CardEvent, type CardState, cardEventNames, cardEvents, cardStates, mayMove, moveCard, needsReason } from './index.ts';

const withChip = (state: CardState) => ({ state, chip: true });

test('what is not in the table does not happen: state, event and actor each have their say', () => {
  for (const state of cardStates) {
    for (const event of cardEventNames) {
      for (const actor of actors) {
        const { by, moves } = cardEvents[event] as { by: readonly string[]; moves: Partial<Record<CardState, CardState>> };
        const next = by.includes(actor) ? moves[state] : undefined;
        expect(mayMove(withChip(state), event, actor)).toBe(next !== undefined);
        if (next !== undefined) expect(moveCard(withChip(state), event, actor)).toBe(next);
        else
          expect(() => moveCard(withChip(state), event, actor)).toThrow(
            by.includes(actor) ? 'card.move-not-allowed' : 'card.not-yours-to-do',
          );
      }
    }
  }
});

test('from ended and from void nothing leads back', () => {
  for (const state of ['ended', 'void'] as const) {
    for (const event of cardEventNames) for (const actor of actors) expect(mayMove(withChip(state), event, actor)).toBe(false);
  }
});

test('a card that is missing does nothing at the window but come back or end', () => {
  const possible = cardEventNames.filter((event) => mayMove(withChip('missing'), event, 'clerk'));
  expect(possible).toEqual(['reported-stolen', 'reported-destroyed', 'found', 'holder-died']);
});

test('a holder may report, activate and unblock the own card, and nothing else', () => {
  const possible = cardEventNames.filter((event) => mayMove(withChip('in-use'), event, 'holder'));
  expect(possible).toEqual(['activated', 'unblocked', 'reported-lost', 'reported-stolen', 'reported-destroyed']);
});

test('a card without a chip has no codes to look after', () => {
  const standing = { state: 'in-use', chip: false } as const;
  const chipOnly: readonly CardEvent[] = ['activated', 'unblocked', 'puk-renewed', 'content-shown', 'eid-deactivated', 'address-changed'];
  for (const event of chipOnly) expect(() => moveCard(standing, event, 'clerk')).toThrow('card.no-chip');
  expect(moveCard(standing, 'reported-lost', 'clerk')).toBe('missing');
});

test('a clerk says why before looking into a card, switching it off, or bringing it back', () => {
  for (const event of ['content-shown', 'eid-deactivated', 'eid-activated', 'puk-renewed', 'address-changed', 'found'] as const) {
    expect(needsReason(event)).toBe(true);
  }
  expect(needsReason('produced')).toBe(false);
});
