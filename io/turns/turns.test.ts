import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from './index.ts';

test('work waits for its turn: the event loop gets its own between any two', async () => {
  const turns = createTurns();
  const order: string[] = [];
  const work = [1, 2, 3].map((n) => turns(() => void order.push(`work ${n}`)));
  const timer = (async () => {
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('loop');
    }
  })();
  await Promise.all([...work, timer]);
  expect(order.indexOf('loop')).toBeLessThan(order.indexOf('work 3'));
  await expect(turns(() => JSON.parse('x'))).rejects.toThrow(SyntaxError);
  expect(await turns(() => 5)).toBe(5);
  await wait(1);
  expect(await turns(() => 6)).toBe(6);
});
