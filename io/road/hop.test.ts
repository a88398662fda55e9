import { expect, test } from 'vitest';
import { EidError } from '../../lib/error/index.ts';
import { type Hop, recordHop, sessionMark } from './index.ts';

const from = 'idp';
const to = 'eid-server';

test('a hop carries the time of its call and the session that the answer names', async () => {
  const hops: Hop[] = [];
  const answer = await recordHop(
    (hop) => hops.push(hop),
    { hop: 'use-id', from, to, session: (id: string) => sessionMark(id) },
    async () => 'abc',
  );
  expect(answer).toBe('abc');
  expect(hops).toMatchObject([{ hop: 'use-id', from, to, session: 'ba7816bf', outcome: 'ok' }]);
  expect(hops[0]?.milliseconds).toBeGreaterThanOrEqual(0);
});

test('an answer may say that it was no success', async () => {
  const hops: Hop[] = [];
  await recordHop(
    (hop) => hops.push(hop),
    { hop: 'pace', from: 'eid-client', to: 'card', outcome: (kind: string) => kind },
    async () => 'blocked',
  );
  expect(hops[0]?.outcome).toBe('blocked');
});

test('a call that fails is a hop too, with its code, and still fails', async () => {
  const hops: Hop[] = [];
  const failing = recordHop(
    (hop) => hops.push(hop),
    { hop: 'get-result', from, to },
    async () => {
      throw new EidError('http.unreachable');
    },
  );
  await expect(failing).rejects.toMatchObject({ code: 'http.unreachable' });
  expect(hops[0]?.outcome).toBe('http.unreachable');
});
