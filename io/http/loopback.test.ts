import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import { createFetch, listen } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'eszig-'));
const keyFile = join(folder, 'key.pem');
const certFile = join(folder, 'cert.pem');
const request = [
  'req',
  '-x509',
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:P-256',
  '-nodes',
  '-days',
  '2',
  '-subj',
  '/CN=idp.localhost',
];
execFileSync('openssl', [...request, '-addext', 'subjectAltName=DNS:idp.localhost', '-keyout', keyFile, '-out', certFile], {
  stdio: 'ignore',
});
const [key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')];
afterAll(() => rmSync(folder, { recursive: true }));

const seen: string[] = [];
const app = new Hono();
app.get('/', (c) => c.text(`host ${c.req.header('host')}`));
app.get('/away', (c) => c.redirect('https://elsewhere.example/', 303));
app.get('/large', (c) => c.text('x'.repeat(2000)));
app.post('/echo', async (c) => {
  seen.push('post');
  return c.json({ type: c.req.header('content-type'), body: await c.req.text() });
});

test('a name below .localhost reaches 127.0.0.1, with its own Host header', async () => {
  await using server = await listen(app, { port: 0 });
  using fetch = createFetch();
  const answer = await fetch(`http://idp.localhost:${server.port}/`);
  expect(await answer.text()).toBe(`host idp.localhost:${server.port}`);
});

test('a redirect is handed back, a form is sent as a form', async () => {
  await using server = await listen(app, { port: 0 });
  using fetch = createFetch();
  const base = `http://127.0.0.1:${server.port}`;
  const away = await fetch(`${base}/away`);
  expect([away.status, away.headers.get('location')]).toEqual([303, 'https://elsewhere.example/']);
  const echo = await fetch(`${base}/echo`, { method: 'POST', body: new URLSearchParams({ a: 'é' }) });
  expect(await echo.json()).toEqual({ type: 'application/x-www-form-urlencoded;charset=UTF-8', body: 'a=%C3%A9' });
});

test('a server that is down, silent or too talkative has its own code', async () => {
  await using server = await listen(app, { port: 0 });
  const silent = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  using fetch = createFetch({ largest: 1000 });
  using hasty = createFetch({ timeout: 60 });
  await expect(fetch('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'http.unreachable', facts: { reason: 'ECONNREFUSED' } });
  await expect(hasty(`http://127.0.0.1:${(silent.address() as net.AddressInfo).port}/`)).rejects.toMatchObject({ code: 'http.timeout' });
  await expect(fetch(`http://127.0.0.1:${server.port}/large`)).rejects.toMatchObject({ code: 'http.answer-too-large' });
  silent.close();
});

test('TLS is refused without the authority, accepted with it', async () => {
  await using server = await listen(app, { port: 0, tls: { key, cert } });
  using distrusting = createFetch();
  using trusting = createFetch({ ca: cert });
  const url = `https://idp.localhost:${server.port}/`;
  await expect(distrusting(url)).rejects.toMatchObject({ code: 'http.unreachable', facts: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
  expect((await trusting(url)).status).toBe(200);
});

test('no octet of a request reaches a server whose certificate is refused', async () => {
  await using server = await listen(app, { port: 0, tls: { key, cert } });
  seen.length = 0;
  const hosts: string[] = [];
  using refusing = createFetch({ accept: (certificate, host) => certificate.length > 0 && hosts.push(host) < 0 });
  const url = `https://idp.localhost:${server.port}/echo`;
  await expect(refusing(url, { method: 'POST', body: 'secret' })).rejects.toMatchObject({ code: 'http.certificate-refused' });
  expect([seen, hosts]).toEqual([[], ['idp.localhost']]);
  using accepting = createFetch({ accept: () => true });
  expect((await accepting(url, { method: 'POST', body: 'x' })).status).toBe(200);
});

test('a kept connection that the server has closed meanwhile is replaced', async () => {
  let served = 0;
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    // Answers once, then resets the connection at the next request.
    socket.on('data', () => {
      if (socket.bytesWritten > 0) return void socket.resetAndDestroy();
      served++;
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  using fetch = createFetch();
  const url = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}/`;
  for (let i = 0; i < 3; i++) expect(await (await fetch(url)).text()).toBe('ok');
  expect(served).toBe(3);
  server.close();
});

test('mutual TLS sends the client certificate', async () => {
  await using server = await listen(app, { port: 0, tls: { key, cert, ca: cert, requestCert: true, rejectUnauthorized: true } });
  using anonymous = createFetch({ ca: cert });
  using known = createFetch({ ca: cert, cert, key });
  const url = `https://idp.localhost:${server.port}/`;
  await expect(anonymous(url)).rejects.toMatchObject({ code: 'http.unreachable' });
  expect((await known(url)).status).toBe(200);
});

test('a port that another program has is an error with its number', async () => {
  await using server = await listen(app, { port: 0 });
  await expect(listen(app, { port: server.port })).rejects.toMatchObject({ code: 'http.port-taken', facts: { port: server.port } });
});
