import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import { createFetch, listen } from '../../io/http/index.ts';
import { createRobot } from './robot.ts';

const app = new Hono();
app.get('/', (c) => c.html('<html lang="hu" data-page="a.b" data-state="c"><p>x</p></html>'));
app.get('/set', (c) => {
  for (const cookie of ['one=1; Path=/', 'deep=2; Path=/deep', 'old=3; Path=/; Max-Age=0'])
    c.header('set-cookie', cookie, { append: true });
  return c.redirect('/deep/page', 303);
});
app.get('/unset', (c) => {
  c.header('set-cookie', 'one=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
  return c.redirect('/deep/page', 302);
});
app.get('/deep/page', (c) => c.text(c.req.header('cookie') ?? 'none'));
app.get('/deeper', (c) => c.text(c.req.header('cookie') ?? 'none'));
app.post('/form', async (c) => c.text(`${c.req.header('origin')} ${JSON.stringify(await c.req.parseBody())}`));
app.get('/loop', (c) => c.redirect('/loop', 302));

const server = await listen(app, { port: 0 });
const fetch = createFetch();
afterAll(async () => {
  fetch[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});
const robot = () => createRobot(fetch, 'hu');
const at = (path: string, host = '127.0.0.1') => `http://${host}:${server.port}${path}`;

test('a page of ours is known by its name and state', async () => {
  expect(await robot().get(at('/'))).toMatchObject({ id: 'a.b', state: 'c', status: 200, address: at('/') });
});

test('cookies are kept by host and path, on the way through redirects too, and go when they expire', async () => {
  const walker = robot();
  expect((await walker.get(at('/set'))).text).toBe('one=1; deep=2');
  expect((await walker.get(at('/deeper'))).text).toBe('one=1');
  expect((await walker.get(at('/deeper', 'other.localhost'))).text).toBe('none');
  expect((await walker.get(at('/unset'))).text).toBe('deep=2');
});

test('a form is posted from its own page', async () => {
  expect((await robot().post(at('/form'), { a: 'é' })).text).toBe(`${at('')} {"a":"é"}`);
});

test('redirects without end are given up', async () => {
  await expect(robot().get(at('/loop'))).rejects.toMatchObject({ code: 'internal' });
});
