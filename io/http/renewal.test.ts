// Certificates that are renewed while their servers run: web servers and the PAOS channel take the new ones, once both halves are there.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import tcp from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import tls from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { toHex } from '../../lib/bytes/index.ts';
import { readTls } from '../keys/index.ts';
import { createLogger, quiet } from '../log/index.ts';
import { connectPsk, servePsk } from '../tls-psk/index.ts';
import { listen } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'eszig-renewal-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const make = (name: string) => {
  const subject = ['-subj', `/CN=${name}`, '-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-days', '2', ...subject], { stdio: 'ignore' });
};
make('first');
make('second');
const put = (name: string, half: 'pem' | 'key') => {
  copyFileSync(at(`${name}.${half}`), at(`own.${half}`));
  if (half === 'key') chmodSync(at('own.key'), 0o600);
};
const files = { certificateFile: at('own.pem'), keyFile: at('own.key') };
const begin = () => {
  put('first', 'key');
  put('first', 'pem');
};
const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let i = 0; i < 500 && !(await holds()); i++) await wait(10);
};

/** The common name of whoever answers at a port. */
const nameAt = (port: number) =>
  new Promise<string>((resolve, reject) => {
    const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.once('error', reject);
  });

test('a web server shows a renewed certificate to the next caller, and the old one until its key is there too', async () => {
  begin();
  const lines: string[] = [];
  using own = await readTls(files, createLogger('test', 'info', { write: (line: string) => lines.push(line) }), 10);
  await using server = await listen({ fetch: () => new Response('done') }, { port: 0, tls: { renewing: own } });
  expect(await nameAt(server.port)).toBe('first');
  put('second', 'pem');
  await until(() => lines.some((line) => line.includes('files-unreadable')));
  expect(await nameAt(server.port)).toBe('first');
  put('second', 'key');
  await until(async () => (await nameAt(server.port)) === 'second');
  expect(await nameAt(server.port)).toBe('second');
});

/** The end of a connection, in whatever way. */
const closing = (socket: tcp.Socket) => new Promise((resolve) => socket.once('close', resolve));

test('who does not finish a handshake, or a request, is cut off when the time for it is over, and there are so many connections and no more', async () => {
  begin();
  using own = await readTls(files, quiet, 10_000);
  const limits = { connections: 3, patience: { handshake: 100, request: 200 } };
  await using server = await listen(
    { fetch: async (request) => new Response(await request.text()) },
    { port: 0, tls: { renewing: own }, ...limits },
  );
  const silent = Array.from({ length: 5 }, () => tcp.connect(server.port, '127.0.0.1').on('error', () => undefined));
  await Promise.all(silent.map((socket) => closing(socket)));
  const slow = tls.connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false }).on('error', () => undefined);
  await once(slow, 'secureConnect');
  slow.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 90000\r\n\r\n');
  const dripping = setInterval(() => slow.write('x'), 20);
  await closing(slow);
  clearInterval(dripping);
  expect(await nameAt(server.port)).toBe('first');
});

test('the PAOS channel too, and stays RSA-PSK', async () => {
  begin();
  using own = await readTls(files, quiet, 10);
  const key = new Uint8Array(32).fill(7);
  await using server = await servePsk({
    host: '127.0.0.1',
    port: 0,
    path: '/paos',
    certificate: own.value.cert,
    privateKey: own.value.key,
    renewing: own,
    key: () => key,
    answer: async () => ({ status: 200, contentType: 'text/plain', body: '' }),
    largest: 1000,
    connections: 10,
    silence: 60_000,
  });
  const connect = () => connectPsk({ address: new URL(`https://localhost:${server.port}/paos`), identity: 'known', key });
  const hash = async () => {
    using connection = await connect();
    return toHex(connection.certificateHash);
  };
  const before = await hash();
  put('second', 'key');
  put('second', 'pem');
  await until(async () => (await hash()) !== before);
  using connection = await connect();
  expect(toHex(connection.certificateHash)).not.toBe(before);
  expect(connection.cipher).toBe('RSA-PSK-AES256-GCM-SHA384');
});

test('what does not belong together is refused at the start', async () => {
  begin();
  put('second', 'pem');
  await expect(readTls(files, quiet)).rejects.toMatchObject({ code: 'keys.malformed' });
  rmSync(at('own.key'));
  await expect(readTls(files, quiet)).rejects.toMatchObject({ code: 'keys.unreadable', facts: { path: at('own.key') } });
});
