import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createCollector, type Hop } from '../../io/road/index.ts';
import { consoleApp } from './app.ts';
import { mailRoutes } from './mail.ts';

const letters = ['second', 'first'].map((subject) => ({
  from: 'eeszt@posta.example',
  to: ['a@posta.example'],
  subject,
  text: '<b>bold</b>\nline',
  attachments: [{ name: 'kísérőlevél.pdf', type: 'application/pdf', content: Uint8Array.from([1, 2, subject.length]) }],
  receivedAt: 0,
}));
const token = 'a-token-of-the-world';
const host = { host: 'world.localhost:8087' };
const at = Date.parse('2026-11-23T08:00:00Z');
const hop = (name: string, offset: number, more: Partial<Hop> = {}): Hop => ({
  at: at + offset,
  milliseconds: 5,
  hop: name,
  from: 'idp',
  to: 'eid-server',
  ...more,
});

function world() {
  const collector = createCollector();
  const app = consoleApp({
    collector,
    token,
    hosts: ['world.localhost:8087'],
    portal: 'http://portal.localhost:8080',
    table: new Hono(),
    mail: mailRoutes(() => letters),
  });
  return { collector, app };
}

test('a sign-in just made is drawn with its messages, their times and what they are for', async () => {
  const { collector, app } = world();
  expect(await (await app.request('/road', { headers: host })).text()).toContain('data-state="empty"');
  collector.record(hop('authorization-request', 0, { from: 'portal', to: 'idp' }));
  collector.record(hop('use-id', 10, { session: 'ba7816bf' }));
  collector.record(hop('get-result', 400, { session: 'ba7816bf', outcome: 'http.unreachable' }));
  const text = await (await app.request('/road?lang=en', { headers: host })).text();
  for (const part of [
    'data-state="drawn"',
    'use-id · 5.0 ms',
    'authorization-request · 5.0 ms',
    'first message to the last answer: 405 ms',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toContain('road-failed');
});

test('hops of two sign-ins do not mix', () => {
  const { collector } = world();
  for (const [session, start] of [
    ['aaaaaaaa', 0],
    ['bbbbbbbb', 20_000],
  ] as const) {
    collector.record(hop('authorization-request', start));
    collector.record(hop('use-id', start + 5, { session }));
  }
  expect(collector.signIns().map(({ session, hops }) => [session, hops.length])).toEqual([
    ['bbbbbbbb', 2],
    ['aaaaaaaa', 2],
  ]);
});

test('hops come in from other processes only with the token of the world, and only in the shape of hops', async () => {
  const { collector, app } = world();
  const post = async (body: unknown, bearer: string) =>
    (await app.request('/hops', { method: 'POST', headers: { ...host, authorization: `Bearer ${bearer}` }, body: JSON.stringify(body) }))
      .status;
  expect(await post([hop('use-id', 0)], 'another')).toBe(403);
  expect(await post([{ ...hop('use-id', 0), hop: '<script>' }], token)).toBe(400);
  expect(await post([hop('use-id', 0)], token)).toBe(204);
  expect(collector.since(0)).toHaveLength(1);
  const json = await app.request(`/hops.json?since=${at}`, { headers: host });
  expect(await json.json()).toEqual([hop('use-id', 0)]);
});

test('letters are shown as text, the newest first, with their files to save', async () => {
  const { app } = world();
  const text = await (await app.request('/mail', { headers: host })).text();
  expect(text).toContain('&lt;b&gt;bold&lt;/b&gt;');
  expect(text.indexOf('second')).toBeLessThan(text.indexOf('first'));
  const [, newest = ''] = /href="(\/mail\/[^"]+)"/.exec(text) ?? [];
  const file = await app.request(newest, { headers: host });
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(Uint8Array.from([1, 2, 'second'.length]));
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; .*%C3%AD/);
  expect((await app.request('/mail/7/0', { headers: host })).status).toBe(404);
});
