import { Hono } from 'hono';
import { html } from 'hono/html';
import { expect, test } from 'vitest';
import { chooseLanguage, errorPage, knownHostsOnly, ownPagesOnly, page, pageAssets, pageHeaders } from './index.ts';

const app = new Hono();
app.use(pageHeaders({ formAction: ['http://idp.localhost:8081'] }), ownPagesOnly());
app.route('/', pageAssets({ 'page.test.js': new URL('language.ts', import.meta.url) }));
app.get('/', (c) => {
  const language = chooseLanguage(c);
  const title = c.req.query('title') ?? 'Start';
  return c.html(page({ page: 'portal.start', language, title, brand: 'eSzig', url: c.req.url, main: html`<h1>${title}</h1>` }));
});
app.get('/error', (c) => {
  const error = { code: 'card.none', title: 'T', cause: 'C', nextStep: 'N', whoHelps: 'W' };
  return c.html(errorPage({ page: 'portal.start', language: 'en', brand: 'eSzig', url: c.req.url, error }));
});
app.post('/', (c) => c.text('changed'));

const text = async (path: string, headers: Record<string, string> = {}) => (await app.request(path, { headers })).text();

test('the language is what was chosen by link, else by cookie, else by the browser, else Hungarian', async () => {
  expect(await text('/')).toContain('<html lang="hu"');
  expect(await text('/', { 'accept-language': 'de, en;q=0.8, hu;q=0.3' })).toContain('<html lang="en"');
  expect(await text('/', { 'accept-language': 'en', cookie: 'lang=hu' })).toContain('<html lang="hu"');
  expect(await text('/?lang=en', { cookie: 'lang=hu' })).toContain('<html lang="en"');
  expect(await text('/?lang=xx')).toContain('<html lang="hu"');
  expect((await app.request('/?lang=en')).headers.get('set-cookie')).toContain('lang=en');
});

test('a page names itself and its state, escapes what it is given, and keeps the query when the language is switched', async () => {
  const document = await text('/?title=%3Cb%3E&a=1');
  expect(document).toContain('data-page="portal.start" data-state="default"');
  expect(document).toContain('<h1>&lt;b&gt;</h1>');
  expect(document).toContain('a=1&amp;lang=en');
});

test('an error page says cause, next step, who helps and the code, and has the code as its state', async () => {
  const document = await text('/error');
  for (const part of ['>C<', '>N<', '>W<', '<code>card.none</code>', 'data-state="card.none"']) expect(document).toContain(part);
});

test('every page forbids inline script and style, framing and storing, and says where its forms may lead', async () => {
  const { headers } = await app.request('/');
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'self'; script-src 'self';/);
  expect(headers.get('content-security-policy')).toContain("form-action 'self' http://idp.localhost:8081; frame-ancestors 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
});

test('the stylesheet is ours, packed, kept for ever; a script has no types left', async () => {
  const document = await text('/');
  const address = /href="(\/assets\/eszig\.css\?v=[^"]+)"/.exec(document)?.[1] ?? '';
  const sheet = await app.request(address, { headers: { 'accept-encoding': 'gzip' } });
  expect([sheet.headers.get('content-encoding'), sheet.headers.get('cache-control')]).toEqual([
    'gzip',
    'public, max-age=31536000, immutable',
  ]);
  expect((await sheet.arrayBuffer()).byteLength).toBeLessThan(60_000);
  expect(await text('/assets/page.test.js')).not.toContain('export type');
});

test('a request that changes something must come from our own pages', async () => {
  const post = async (headers: Record<string, string>) => (await app.request('http://a.localhost/', { method: 'POST', headers })).status;
  expect(await post({ origin: 'http://a.localhost' })).toBe(200);
  expect(await post({ 'sec-fetch-site': 'same-origin', cookie: 'x=1' })).toBe(200);
  expect(await post({})).toBe(200);
  expect(await post({ cookie: 'x=1' })).toBe(403);
  expect(await post({ origin: 'http://b.localhost' })).toBe(403);
  expect(await post({ origin: 'null' })).toBe(403);
  expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await post({ 'sec-fetch-site': 'same-site', origin: 'http://a.localhost' })).toBe(403);
});

test('a host name that is not ours is refused', async () => {
  const guarded = new Hono().use(knownHostsOnly(['127.0.0.1:24727'])).get('/', (c) => c.text('here'));
  const status = async (host: string) => (await guarded.request('/', { headers: { host } })).status;
  expect([await status('127.0.0.1:24727'), await status('evil.example:24727'), await status('127.0.0.1')]).toEqual([200, 403, 403]);
});
