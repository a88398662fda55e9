// The server end of the PAOS connection: HTTP POSTs over TLS-PSK, each handed on with the identity whose key the client proved to hold.
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type Bytes, bytes, concat } from '../../lib/bytes/index.ts';
import type { Reloading, TlsMaterial } from '../keys/index.ts';
import { pskTls } from './suites.ts';

export interface PskAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** The client at the other end: one value for as long as the connection lives. */
export interface PskPeer {
  /** Whose key it proved to hold. */
  readonly identity: string;
}

export interface PskServerOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** The only path that is served. */
  readonly path: string;
  /** PEM; an RSA key of 3072 bits or more. */
  readonly certificate: string;
  readonly privateKey: string;
  /** Later ones, as they are renewed. */
  readonly renewing?: Pick<Reloading<TlsMaterial>, 'follow'>;
  /** The key of an identity, at once; `undefined` ends the handshake. */
  readonly key: (identity: string) => Uint8Array | undefined;
  readonly answer: (connection: PskPeer, body: Bytes) => Promise<PskAnswer>;
  /** Octets of a request's body. */
  readonly largest: number;
  /** Connections at a time; more are closed at once. */
  readonly connections: number;
  /** Milliseconds that a connection may be silent between requests: the holder reads and types meanwhile. */
  readonly silence: number;
  /** Milliseconds for a handshake, and for a whole request from its first octet to its last. */
  readonly patience?: { readonly handshake: number; readonly request: number };
}

export interface PskServer extends AsyncDisposable {
  readonly port: number;
}

/** Listens, or rejects with the system's error. Disposing it cuts what is still open. */
export async function servePsk(options: PskServerOptions): Promise<PskServer> {
  const peers = new WeakMap<TLSSocket, PskPeer>();
  const { handshake, request: whole } = options.patience ?? { handshake: 10_000, request: 15_000 };
  const server = https.createServer({
    ...pskTls,
    cert: options.certificate,
    key: options.privateKey,
    honorCipherOrder: true,
    handshakeTimeout: handshake,
    requestTimeout: whole,
    headersTimeout: whole,
    connectionsCheckingInterval: Math.min(5_000, whole),
    keepAliveTimeout: options.silence,
    maxHeaderSize: 8 * 1024,
    pskCallback: (socket: TLSSocket, identity: string) => {
      const key = options.key(identity);
      if (key === undefined) return null;
      peers.set(socket, { identity });
      return key;
    },
  });
  options.renewing?.follow((renewed) => server.setSecureContext({ ...pskTls, ...renewed }));
  server.maxConnections = options.connections;
  server.on('secureConnection', (socket: TLSSocket) => {
    if (!peers.has(socket) || socket.isSessionReused()) socket.destroy();
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const peer = peers.get(request.socket as TLSSocket);
    if (peer === undefined) return void request.socket.destroy();
    if (request.method !== 'POST' || request.url !== options.path)
      return send(response, { status: 404, contentType: 'text/plain', body: '' });
    void respond(peer, request, response, options);
  });
  // A handshake that fails tells its client enough by failing; a request that cannot be read is cut without an answer.
  server.on('tlsClientError', (_, socket) => socket.destroy());
  server.on('clientError', (_, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(peer: PskPeer, request: IncomingMessage, response: ServerResponse, options: PskServerOptions): Promise<void> {
  try {
    const body = await read(request, options.largest);
    if (body === undefined) {
      response.setHeader('connection', 'close');
      return send(response, { status: 413, contentType: 'text/plain', body: '' });
    }
    send(response, await options.answer(peer, body));
  } catch {
    request.socket.destroy();
  }
}

async function read(request: IncomingMessage, largest: number): Promise<Bytes | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largest) return undefined;
    parts.push(part);
  }
  return parts.length === 1 ? bytes(parts[0] as Uint8Array) : concat(...parts);
}

function send(response: ServerResponse, { status, contentType, body }: PskAnswer): void {
  response
    .writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' })
    .end(body);
}
