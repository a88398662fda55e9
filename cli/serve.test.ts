// What a look at a configuration finds, and what of it stops a start.
import { expect, test } from 'vitest';
import { isPassing } from './serve.ts';

test('what others renew while an app runs stops no start, everything else does', () => {
  for (const fault of ['configuration.lapsed', 'configuration.unannounced']) expect(isPassing({ field: 'a', fault })).toBe(true);
  for (const fault of ['configuration.demonstration', 'configuration.address', 'keys.unreadable', 'material.mismatch', 'Invalid input'])
    expect(isPassing({ field: 'a', fault })).toBe(false);
});
