import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { tlsCertificate } from '../testing/authorities.ts';
import { startService } from '../testing/eid-server.ts';
import { fetchTcToken, parseTokenAddress } from './tc-token.ts';

const service = await startService();
afterAll(() => service[Symbol.asyncDispose]());
const limits = { timeout: 400, largest: 64 * 1024, redirects: 5 };
const fetch = (url = service.tokenUrl, clock = Date.now) => fetchTcToken(url, clock, limits);

test.each([
  'http://idp.localhost/token',
  'file:///etc/passwd',
  'ftp://idp.localhost/',
  'javascript:alert(1)',
  'data:text/xml,<TCTokenType/>',
  '//idp.localhost/token',
  'https://user:secret@idp.localhost/token',
  'https://idp.localhost/token#part',
  'not an address',
  '',
  `https://idp.localhost/${'a'.repeat(2048)}`,
])('B5: the address %j is not allowed, and nothing is fetched', (address) => {
  expect(() => parseTokenAddress(address)).toThrow(expect.objectContaining({ code: 'token.address-not-allowed' }));
});

test('a token is fetched, with the certificate of its server', async () => {
  service.behaviour.token = undefined;
  const { token, certificates } = await fetch();
  expect(token).toMatchObject({ sessionIdentifier: 'session-1', refreshAddress: `${service.origin}/refresh?s=1` });
  expect(certificates).toHaveLength(1);
});

test.each([302, 303, 307])('a redirect by %i is followed', async (status) => {
  const kept = service.behaviour.token;
  service.behaviour.token = ({ url }) => (url === '/token' ? { status, headers: { location: '/token-behind' } } : real());
  await expect(fetch()).resolves.toMatchObject({ token: { sessionIdentifier: 'session-1' } });
  service.behaviour.token = kept;
});

test.each([301, 308])('a redirect by %i is not', async (status) => {
  service.behaviour.token = () => ({ status, headers: { location: '/token-behind' } });
  await expect(fetch()).rejects.toMatchObject({ code: 'token.unreachable' });
});

test.each(['http://idp.localhost/token', 'file:///etc/passwd', 'https://a:b@idp.localhost/'])(
  'B5: a redirect to %s is not allowed',
  async (location) => {
    service.behaviour.token = () => ({ status: 302, headers: { location } });
    await expect(fetch()).rejects.toMatchObject({ code: 'token.address-not-allowed' });
  },
);

test('B5: a loop of redirects ends', async () => {
  service.heard.requests.length = 0;
  service.behaviour.token = () => ({ status: 302, headers: { location: '/token-again' } });
  await expect(fetch()).rejects.toMatchObject({ code: 'token.unreachable' });
  expect(service.heard.requests).toHaveLength(6);
});

test.each([
  ['404', { status: 404, body: 'x' }],
  ['500', { status: 500, body: 'x' }],
  ['an empty body', { status: 200, body: '' }],
  ['HTML', { status: 200, body: '<!doctype html><html></html>' }],
  ['a document type', { status: 200, body: '<!DOCTYPE a [<!ENTITY b "c">]><TCTokenType>&b;</TCTokenType>' }],
  ['a huge body', { status: 200, body: Buffer.alloc(1024 * 1024, 0x20) }],
  ['deep nesting', { status: 200, body: '<a>'.repeat(2000) }],
  [
    'a doubled element',
    { status: 200, body: '<TCTokenType><RefreshAddress>a</RefreshAddress><RefreshAddress>b</RefreshAddress></TCTokenType>' },
  ],
])('B5: %s looks like every other failure on the way', async (_, answer) => {
  service.behaviour.token = () => answer;
  await expect(fetch()).rejects.toMatchObject({ code: 'token.unreachable', facts: {} });
});

test('B5: a server that says nothing is given up, and so is one that is no TLS server or is not there', async () => {
  const silent = net.createServer().listen(0, '127.0.0.1');
  const plain = http.createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await Promise.all([silent, plain].map((server) => new Promise((resolve) => server.once('listening', resolve))));
  for (const port of [(silent.address() as AddressInfo).port, (plain.address() as AddressInfo).port, 1]) {
    await expect(fetch(`https://127.0.0.1:${port}/token`)).rejects.toMatchObject({ code: 'token.unreachable' });
  }
  silent.close();
  plain.close();
});

test('B6: a certificate for another name, or of another time, ends it before the request is sent', async () => {
  const { cert, key } = tlsCertificate('EC', 2, 'other.localhost');
  const requests: string[] = [];
  const server = https.createServer({ cert, key }, (request, response) => {
    requests.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(fetch(`https://idp.localhost:${port}/token`)).rejects.toMatchObject({ code: 'token.unreachable' });
  const inTenDays = () => Date.now() + 10 * 24 * 3600_000;
  await expect(fetch(`https://other.localhost:${port}/token`, inTenDays)).rejects.toMatchObject({ code: 'token.unreachable' });
  expect(requests).toEqual([]);
  server.close();
});

function real() {
  const body = `<TCTokenType><ServerAddress>https://a/</ServerAddress><SessionIdentifier>session-1</SessionIdentifier><RefreshAddress>https://b/</RefreshAddress><Binding>urn:liberty:paos:2006-08</Binding></TCTokenType>`;
  return { status: 200, body };
}
