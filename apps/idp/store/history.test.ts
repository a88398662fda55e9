// The history of sign-ins against a real PostgreSQL, and who may ask for it.
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { policyAcr } from '../../../lib/oidc/index.ts';
import { historyRoutes } from '../routes/history.ts';
import { openStores } from '../testing/idp.ts';
import { createHistory, type History } from './history.ts';
import { createSeal } from './seal.ts';

const subject = (letter: string) => letter.repeat(43);
const name = { hu: 'Portál', en: 'Portal' };
const signIn = { name, kind: 'web', acr: policyAcr, read: ['givenNames', 'taj'] } as const;
let stores: Awaited<ReturnType<typeof openStores>>;
let history: History;
let now = Date.parse('2026-11-23T08:00:00Z');

beforeAll(async () => {
  stores = await openStores([]);
  history = createHistory(stores.db, createSeal(randomBytes(32)), () => now);
}, 60_000);

afterAll(() => stores?.[Symbol.asyncDispose]());

test('a person sees their own sign-ins, newest first, each once, and nobody else’s', async () => {
  await history.note('one', subject('a'), signIn);
  now += 60_000;
  await history.note('two', subject('a'), { ...signIn, role: 'physician', institution: '104217', read: [] });
  await history.note('two', subject('a'), signIn);
  await history.note('three', subject('b'), signIn);
  const mine = await history.of(subject('a'));
  expect(mine.map(({ role, read }) => [role, read])).toEqual([
    ['physician', []],
    [undefined, ['givenNames', 'taj']],
  ]);
  expect(mine[0]?.at).toBe(now);
  expect(await history.of(subject('c'))).toEqual([]);
});

test('its rows say nothing without the key, and end after a year', async () => {
  const rows = JSON.stringify(await stores.db.selectFrom('history').selectAll().execute());
  for (const datum of [subject('a'), 'Portál', 'physician', '104217', 'taj']) expect(rows).not.toContain(datum);
  now += 366 * 24 * 3_600_000;
  await history.note('four', subject('b'), signIn);
  expect(await history.of(subject('a'))).toEqual([]);
  expect(await history.of(subject('b'))).toHaveLength(1);
  expect(await stores.db.selectFrom('history').selectAll().execute()).toHaveLength(4);
  await history.sweep();
  expect(await stores.db.selectFrom('history').selectAll().execute()).toHaveLength(1);
});

test('only who has the portal’s token may ask, and only for a subject', async () => {
  const app = new Hono().route('/history', historyRoutes({ history, historyToken: 'the portal' }) as unknown as Hono);
  const ask = (authorization: string, body: unknown) =>
    app.request('/history', { method: 'POST', headers: { authorization }, body: JSON.stringify(body) });
  expect((await ask('Bearer stranger', { subject: subject('b') })).status).toBe(401);
  expect((await ask('', { subject: subject('b') })).status).toBe(401);
  expect((await ask('Bearer the portal', {})).status).toBe(401);
  const portal = new Hono().route('/history', historyRoutes({ history, historyToken: 'portal' }) as unknown as Hono);
  const headers = { authorization: 'Bearer portal' };
  expect((await portal.request('/history', { method: 'POST', headers, body: '{"subject":"*"}' })).status).toBe(400);
  const answer = await portal.request('/history', { method: 'POST', headers, body: JSON.stringify({ subject: subject('b') }) });
  expect(((await answer.json()) as { signIns: unknown[] }).signIns).toHaveLength(1);
});
