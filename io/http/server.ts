// A Hono app listening on loopback, plain or over TLS, owned by whoever takes it with `await using`.
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { EidError } from '../../lib/error/index.ts';
import type { Reloading, TlsMaterial } from '../keys/index.ts';
import { turns } from '../turns/index.ts';
import type { HttpErrorCode } from './loopback.ts';

export interface ListenOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** 127.0.0.1 by default: nothing of the demonstration world can be reached from another computer. */
  readonly host?: string;
  /** Milliseconds that a connection may be silent between requests, 5000 by default. */
  readonly keepAlive?: number;
  /** Connections at a time, those in the middle of a handshake too; more are closed at once. Any number by default. */
  readonly connections?: number;
  /** How long the other side may take, milliseconds. */
  readonly patience?: Partial<Patience>;
  /** As `https.createServer` takes them, certificate and key instead from `renewing`, also when they are renewed; plain http without. */
  readonly tls?: https.ServerOptions & { readonly renewing?: Reloading<TlsMaterial> };
}

/** Milliseconds for a TLS handshake, and for a whole request from its first octet to its last. */
export interface Patience {
  readonly handshake: number;
  readonly request: number;
}

export interface Listening extends AsyncDisposable {
  /** The port it really has. */
  readonly port: number;
}

/** Anything with a Fetch handler: a Hono app. `env.incoming` and `env.outgoing` are Node's own request and answer. */
export interface App {
  fetch(request: Request, env: { incoming: http.IncomingMessage; outgoing: http.ServerResponse }): Response | Promise<Response>;
}

/** Starts listening; `http.port-taken` (facts `host`, `port`) when another program has the port or it may not be had. */
export async function listen(app: App, options: ListenOptions): Promise<Listening> {
  const { port, host = '127.0.0.1', keepAlive = 5_000, connections, patience = {}, tls } = options;
  const { handshake: handshakeTimeout = 10_000, request: requestTimeout = 30_000 } = patience;
  const handle = app.fetch as Parameters<typeof createAdaptorServer>[0]['fetch'];
  // Requests of one moment are begun in turns: none of them, nor anything else, waits for all the others.
  const fetch: typeof handle = (request, env) => turns(() => handle(request, env));
  const limits = {
    requestTimeout,
    headersTimeout: Math.min(10_000, requestTimeout),
    keepAliveTimeout: keepAlive,
    connectionsCheckingInterval: Math.min(5_000, requestTimeout),
  };
  const server = (
    tls === undefined
      ? createAdaptorServer({ fetch, createServer: http.createServer, serverOptions: limits })
      : createAdaptorServer({
          fetch,
          createServer: https.createServer,
          serverOptions: { ...limits, handshakeTimeout, ...tls, ...tls.renewing?.value },
        })
  ) as http.Server;
  tls?.renewing?.follow((renewed) => (server as https.Server).setSecureContext({ ...tls, ...renewed }));
  if (connections !== undefined) server.maxConnections = connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE' || cause.code === 'EACCES';
      reject(taken ? new EidError<HttpErrorCode>('http.port-taken', { host, port }, { cause }) : cause);
    });
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: () => close(server) };
}

/** Lets answers in flight finish for a short while, then cuts what is left. */
async function close(server: http.Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), 500);
  await closed;
  clearTimeout(cut);
}
