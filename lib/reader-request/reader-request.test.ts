import { expect, test } from 'vitest';
import { authorityOf, requestRight } from './index.ts';

const rounds = [{ from: '2026-11-01', until: '2026-11-23' }];
const closed = '2026-11-24';

test.each([
  ['who has readers, on the last day of a round', 'pharmacy', 2, '2026-11-23', 'round'],
  ['who has readers, after it', 'pharmacy', 2, closed, 'has-reader'],
  ['who has one single reader, after it', 'hospital', 1, closed, 'has-reader'],
  ['who has not one, after it', 'pharmacy', 0, closed, 'not-one'],
  ['who is not bound to join, whatever the day', 'government-window', 0, '2026-11-23', 'not-bound'],
])('%s: a request of a %s with %d readers on %s is %s', (_, kind, readers, today, right) => {
  expect(requestRight({ kind, readers, rounds, today })).toBe(right);
});

test('pharmacies are registered by another authority than the others', () => {
  expect(['pharmacy', 'hospital', 'constructor'].map(authorityOf)).toEqual(['OGYÉI', 'OTH', undefined]);
});
