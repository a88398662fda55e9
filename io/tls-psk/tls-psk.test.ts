// The PAOS connection, both ends together, and ends that are not ours.
import { execFileSync } from 'node:child_process';
import { constants } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import tcp from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { parseUtf8 } from '../../lib/bytes/index.ts';
import { connectPsk, type PskServerOptions, servePsk } from './index.ts';
import { pskTls } from './suites.ts';

const folder = mkdtempSync(join(tmpdir(), 'eszig-psk-'));
const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
execFileSync(
  'openssl',
  ['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', keyFile, '-out', certFile],
  { stdio: 'ignore' },
);
const [privateKey, certificate] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')];
afterAll(() => rmSync(folder, { recursive: true }));

const key = new Uint8Array(32).fill(7);
const serve = (extra: Partial<PskServerOptions> = {}) =>
  servePsk({
    host: '127.0.0.1',
    port: 0,
    path: '/paos',
    certificate,
    privateKey,
    key: (identity) => (identity.startsWith('known') ? key : undefined),
    answer: async ({ identity }, body) => ({ status: 200, contentType: 'text/plain', body: `${identity}: ${parseUtf8(body)}` }),
    largest: 1000,
    connections: 10,
    silence: 60_000,
    ...extra,
  });
const address = (port: number) => new URL(`https://localhost:${port}/paos`);
const connect = (port: number, identity = 'known', secret = key) => connectPsk({ address: address(port), identity, key: secret });

test('every post goes over one connection by RSA-PSK, and the server learns the identity', async () => {
  await using server = await serve();
  using connection = await connect(server.port, 'known-1');
  expect(connection.cipher).toBe('RSA-PSK-AES256-GCM-SHA384');
  expect(connection.resumed).toBe(false);
  expect(connection.certificateHash.length).toBe(32);
  for (const text of ['első', 'second', 'third']) {
    const answer = await connection.post(text, { 'content-type': 'text/plain' });
    expect([answer.status, parseUtf8(answer.body)]).toEqual([200, `known-1: ${text}`]);
  }
});

test('a wrong key and an unknown identity end the handshake', async () => {
  await using server = await serve();
  await expect(connect(server.port, 'known', new Uint8Array(32))).rejects.toMatchObject({ code: 'psk.handshake' });
  await expect(connect(server.port, 'stranger')).rejects.toMatchObject({ code: 'psk.handshake' });
});

test('nobody there is told from a failed handshake', async () => {
  await expect(connect(1)).rejects.toMatchObject({ code: 'psk.unreachable' });
});

test('a client without RSA-PSK gets no connection, whatever else it offers', async () => {
  await using server = await serve();
  const offers: tls.ConnectionOptions[] = [
    {},
    { maxVersion: 'TLSv1.2' },
    { maxVersion: 'TLSv1.2', ciphers: 'PSK-AES256-GCM-SHA384', pskCallback: () => ({ psk: Buffer.from(key), identity: 'known' }) },
    {
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
      ciphers: 'RSA-PSK-AES256-CBC-SHA@SECLEVEL=0',
      pskCallback: () => ({ psk: Buffer.from(key), identity: 'known' }),
    },
  ];
  for (const offer of offers) {
    const outcome = await new Promise((resolve) => {
      const socket = tls.connect({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false, ...offer });
      socket.once('secureConnect', () => resolve(socket.getCipher().name)).once('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  }
});

test('a client never accepts another suite than RSA-PSK', async () => {
  const server = tls.createServer({ cert: certificate, key: privateKey }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await expect(connect((server.address() as { port: number }).port)).rejects.toMatchObject({ code: 'psk.handshake' });
  server.close();
});

test('a TLS session cannot be taken up again without the key', async () => {
  await using server = await serve();
  const open = (extra: tls.ConnectionOptions) =>
    new Promise<{ session: Buffer | undefined; reused: boolean }>((resolve, reject) => {
      const socket = tls.connect({
        ...pskTls,
        secureOptions: constants.SSL_OP_ALL,
        host: '127.0.0.1',
        port: server.port,
        rejectUnauthorized: false,
        pskCallback: () => ({ psk: Buffer.from(key), identity: 'known' }),
        ...extra,
      });
      socket.once('secureConnect', () => {
        resolve({ session: socket.getSession(), reused: socket.isSessionReused() });
        socket.destroy();
      });
      socket.once('error', reject);
    });
  const { session } = await open({});
  expect((await open({ ...(session && { session }) })).reused).toBe(false);
});

test('another path or method, and a body beyond the limit, are refused', async () => {
  await using server = await serve();
  using elsewhere = await connectPsk({ address: new URL(`https://localhost:${server.port}/other`), identity: 'known', key });
  expect((await elsewhere.post('x', {})).status).toBe(404);
  using connection = await connect(server.port);
  expect((await connection.post('x'.repeat(1001), {})).status).toBe(413);
});

/** The end of a connection, in whatever way. */
const closing = (socket: tcp.Socket) => new Promise((resolve) => socket.once('close', resolve));

test('who does not finish a handshake, or a request, is cut off when the time for it is over', async () => {
  await using server = await serve({ patience: { handshake: 100, request: 200 } });
  const silent = tcp.connect(server.port, '127.0.0.1');
  await closing(silent);
  const pskCallback = () => ({ psk: Buffer.from(key), identity: 'known' });
  const slow = tls.connect({ ...pskTls, host: '127.0.0.1', port: server.port, rejectUnauthorized: false, pskCallback });
  await once(slow, 'secureConnect');
  slow.on('error', () => undefined);
  slow.write('POST /paos HTTP/1.1\r\nhost: localhost\r\ncontent-length: 90000\r\n\r\n');
  const dripping = setInterval(() => slow.write('x'), 20);
  await closing(slow);
  clearInterval(dripping);
  using connection = await connect(server.port);
  expect((await connection.post('x', {})).status).toBe(200);
});

test('a connection that the server closed is not replaced by another', async () => {
  const server = await serve();
  using connection = await connect(server.port);
  await connection.post('x', {});
  await server[Symbol.asyncDispose]();
  await expect(connection.post('x', {})).rejects.toMatchObject({ code: 'psk.closed' });
});

test('nor is one that the server closed before the first post', async () => {
  const server = await serve();
  using connection = await connect(server.port);
  await server[Symbol.asyncDispose]();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(connection.post('x', {})).rejects.toMatchObject({ code: 'psk.closed' });
});

test('a server that fails says nothing but goodbye', async () => {
  await using server = await serve({ answer: async () => Promise.reject(new Error('secret')) });
  using connection = await connect(server.port);
  await expect(connection.post('x', {})).rejects.toMatchObject({ code: 'psk.closed' });
});
