// The client end of the PAOS connection: one TLS-PSK connection that carries every POST of a sign-in.
import { createHash } from 'node:crypto';
import http from 'node:http';
import type { LookupFunction } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { type Bytes, bytes, concat } from '../../lib/bytes/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { type PskErrorCode, pskTls, smallestKey } from './suites.ts';

export interface PskClientOptions {
  /** https address of the server. */
  readonly address: URL;
  readonly identity: string;
  readonly key: Uint8Array;
  /** Name resolution; the system's when absent. */
  readonly lookup?: LookupFunction;
  /** Milliseconds for the handshake and for each answer. */
  readonly timeout?: number;
  /** Octets of an answer. */
  readonly largest?: number;
}

export interface PskConnection extends Disposable {
  /** SHA-256 of the server's certificate, to be looked up in the certificate description. */
  readonly certificateHash: Bytes;
  /** Name of the suite, e.g. RSA-PSK-AES256-GCM-SHA384. */
  readonly cipher: string;
  /** Whether the TLS session is an earlier one, taken up without the key. Always false: no tickets. */
  readonly resumed: boolean;
  /** One POST to the address with these headers, over this connection and no other. Rejects with `PskErrorCode`. */
  post(body: string, headers: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly body: Bytes }>;
}

/**
 * Connects and proves the key. The server's certificate is not judged here: no authority vouches for it, the certificate description
 * lists it, and that is known only after the first messages. Rejects with `psk.handshake`, `psk.unreachable` or `psk.timeout`.
 */
export async function connectPsk(options: PskClientOptions): Promise<PskConnection> {
  const { address, timeout = 30_000, largest = 1024 * 1024 } = options;
  const socket = await connect(options, timeout);
  const cipher = socket.getCipher().name;
  const certificate = socket.getPeerX509Certificate();
  if (!cipher.startsWith('RSA-PSK-') || certificate === undefined) {
    socket.destroy();
    throw new EidError<PskErrorCode>('psk.handshake', { reason: 'suite' });
  }
  if ((certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < smallestKey) {
    socket.destroy();
    throw new EidError<PskErrorCode>('psk.handshake', { reason: 'key-size' });
  }
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let given = false;
  // The agent keeps this one connection between requests; when it is gone there is no second one.
  Object.assign(agent, {
    createConnection: () => {
      if (given || socket.destroyed) throw new EidError<PskErrorCode>('psk.closed');
      given = true;
      return socket;
    },
  });
  return {
    certificateHash: bytes(createHash('sha256').update(certificate.raw).digest()),
    cipher,
    resumed: socket.isSessionReused(),
    post: (body, headers) => post(agent, address, body, headers, timeout, largest),
    [Symbol.dispose]() {
      agent.destroy();
      socket.destroy();
    },
  };
}

function connect({ address, identity, key, lookup }: PskClientOptions, timeout: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    let connected = false;
    const host = address.hostname.replace(/^\[|\]$/g, '');
    const socket = tls.connect({
      ...pskTls,
      host,
      port: Number(address.port || 443),
      ...(lookup && { lookup }),
      ...(/[a-z]/i.test(host) && !host.includes(':') && { servername: host }),
      pskCallback: () => ({ psk: Buffer.from(key), identity }),
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    socket.setNoDelay(true);
    const fail = (code: PskErrorCode, reason: string) => {
      socket.destroy();
      reject(new EidError<PskErrorCode>(code, { reason }));
    };
    socket.once('connect', () => {
      connected = true;
    });
    const expired = setTimeout(() => fail('psk.timeout', 'handshake'), timeout);
    const onError = (error: NodeJS.ErrnoException) => {
      clearTimeout(expired);
      fail(connected ? 'psk.handshake' : 'psk.unreachable', error.code ?? 'unknown');
    };
    socket.once('error', onError);
    socket.once('secureConnect', () => {
      clearTimeout(expired);
      socket.off('error', onError);
      // From here on whoever posts is told; a connection that breaks while nobody does is found closed by the next post.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

function post(
  agent: http.Agent,
  address: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  timeout: number,
  largest: number,
): Promise<{ status: number; body: Bytes }> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      agent,
      method: 'POST',
      host: address.hostname,
      path: address.pathname + address.search,
      headers: { ...headers, host: address.host, 'content-length': Buffer.byteLength(body) },
      timeout,
    });
    const fail = (code: PskErrorCode, cause?: unknown) => {
      reject(new EidError<PskErrorCode>(code, {}, { cause }));
      request.destroy();
    };
    request.once('timeout', () => fail('psk.timeout'));
    request.once('error', (error) => fail('psk.closed', error));
    request.once('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > largest) fail('psk.answer-too-large');
        else parts.push(part);
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body: concat(...parts) }));
      response.once('error', (error) => fail('psk.closed', error));
    });
    request.end(body);
  });
}
