// Outgoing HTTP. Names below `.localhost` go to 127.0.0.1 (RFC 6761 6.3; Debian's resolver does not know them), and what TLS accepts is
// said per maker of calls: an authority, a client certificate, or a judge of the server's certificate.
import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import tls from 'node:tls';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';

/** Facts of each: `host` and `port`; `http.unreachable` also `reason`, the system's code. */
export type HttpErrorCode = 'http.unreachable' | 'http.timeout' | 'http.certificate-refused' | 'http.answer-too-large' | 'http.port-taken';

export interface OutgoingOptions {
  /** PEM authorities to trust instead of the system's. */
  readonly ca?: string | readonly string[];
  /** PEM client certificate and its key, for mutual TLS. */
  readonly cert?: string;
  readonly key?: string;
  /** Judges the DER certificate of the server instead of any authority: false ends the connection with `http.certificate-refused`. */
  readonly accept?: (certificate: Bytes, host: string, resumed: boolean) => boolean;
  /** Takes up an earlier TLS session with the same server, where that is still willing. */
  readonly resume?: boolean;
  /** What TLS may be spoken; Node's own choice when absent. */
  readonly tls?: Pick<tls.ConnectionOptions, 'minVersion' | 'ciphers' | 'sigalgs' | 'ecdhCurve'>;
  /** Milliseconds for the whole exchange, 10 000 by default. */
  readonly timeout?: number;
  /** Most octets of an answer, 4 MiB by default. */
  readonly largest?: number;
}

interface Sent {
  headers: ConstructorParameters<typeof Headers>[0];
  body: ConstructorParameters<typeof Response>[0];
}

/** The part of `fetch` that is used here. Redirects are never followed: the caller sees the 3xx. */
export type Fetch = (
  url: string | URL,
  init?: { method?: string; headers?: Sent['headers']; body?: Sent['body']; signal?: AbortSignal; redirect?: 'manual'; largest?: number },
) => Promise<Response>;

/** Resolves `localhost` and `*.localhost` to 127.0.0.1, everything else by the system. */
export const lookupLoopback: LookupFunction = (hostname, options, callback) => {
  if (!/(^|\.)localhost\.?$/i.test(hostname)) return void systemLookup(hostname, options, callback);
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

/** A `fetch` of its own connections; close it when done. Errors: `HttpErrorCode` but the port's. */
export function createFetch(options: OutgoingOptions = {}): Fetch & Disposable {
  const plain = new http.Agent({ keepAlive: true, lookup: lookupLoopback });
  const secure = new JudgingAgent(options);
  const call: Fetch = async (url, init = {}) => {
    const target = new URL(url);
    const content = new Response(init.body ?? null);
    const body = init.body === undefined || init.body === null ? undefined : new Uint8Array(await content.arrayBuffer());
    const headers = new Headers(init.headers);
    const type = content.headers.get('content-type');
    if (type !== null && !headers.has('content-type')) headers.set('content-type', type);
    if (body !== undefined) headers.set('content-length', String(body.length));
    const isSecure = target.protocol === 'https:';
    const send = () =>
      (isSecure ? https : http).request(target, {
        method: init.method ?? 'GET',
        headers: Object.fromEntries(headers),
        agent: isSecure ? secure : plain,
      });
    const limits = { ...options, ...(init.largest !== undefined && { largest: init.largest }) };
    const first = send();
    try {
      return await exchange(first, target, body, limits, init.signal);
    } catch (thrown) {
      // A kept connection that the server closed at the same moment: it has read nothing of this request.
      if (!first.reusedSocket || !isEidError(thrown, 'http.unreachable') || thrown.facts['reason'] !== 'ECONNRESET') throw thrown;
      return exchange(send(), target, body, limits, init.signal);
    }
  };
  const dispose = () => {
    plain.destroy();
    secure.destroy();
  };
  return Object.assign(call, { [Symbol.dispose]: dispose });
}

function exchange(
  request: http.ClientRequest,
  target: URL,
  body: Uint8Array | undefined,
  { timeout = 10_000, largest = 4 * 1024 * 1024 }: OutgoingOptions,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const facts = { host: target.hostname, port: Number(target.port) || (target.protocol === 'https:' ? 443 : 80) };
  const fail = (thrown: Error) => {
    const code = (thrown as NodeJS.ErrnoException).code ?? thrown.name;
    reject(
      thrown instanceof EidError ? thrown : new EidError<HttpErrorCode>('http.unreachable', { ...facts, reason: code }, { cause: thrown }),
    );
    request.destroy();
  };
  const timer = setTimeout(() => fail(new EidError<HttpErrorCode>('http.timeout', facts)), timeout);
  const abort = () => fail(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  request.on('error', fail);
  request.on('response', (answer) => {
    const parts: Buffer[] = [];
    let size = 0;
    answer.on('data', (part: Buffer) => {
      size += part.length;
      if (size > largest) fail(new EidError<HttpErrorCode>('http.answer-too-large', facts));
      else parts.push(part);
    });
    answer.on('error', fail);
    answer.on('end', () => resolve(toResponse(answer, Buffer.concat(parts))));
  });
  request.end(body);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  });
}

function toResponse(answer: http.IncomingMessage, body: Buffer<ArrayBuffer>): Response {
  const headers = new Headers();
  for (let i = 0; i + 1 < answer.rawHeaders.length; i += 2) headers.append(answer.rawHeaders[i] ?? '', answer.rawHeaders[i + 1] ?? '');
  const status = answer.statusCode ?? 500;
  return new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
}

/** Hands out a TLS connection only after its certificate was judged, so that no octet of a request reaches a refused server. */
class JudgingAgent extends https.Agent {
  readonly #accept: OutgoingOptions['accept'];
  /** By host and port; absent where none is taken up again. */
  readonly #sessions: Map<string, Buffer> | undefined;

  constructor({ ca, cert, key, accept, tls: rules, resume = false }: OutgoingOptions) {
    super({
      ...rules,
      keepAlive: true,
      lookup: lookupLoopback,
      maxCachedSessions: 0,
      ...(ca === undefined ? {} : { ca: [ca].flat() as string[] }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(accept === undefined ? {} : { rejectUnauthorized: false }),
    });
    this.#accept = accept;
    this.#sessions = resume ? new Map() : undefined;
  }

  override createConnection(
    options: https.RequestOptions & tls.ConnectionOptions,
    callback?: (error: Error | null, socket: tls.TLSSocket) => void,
  ): tls.TLSSocket | undefined {
    const accept = this.#accept;
    const host = options.servername || (options.host ?? '');
    const server = `${host}:${options.port}`;
    const session = this.#sessions?.get(server);
    const socket = tls.connect({ ...options, ...(session && { session }) });
    socket.on('session', (next) => this.#sessions?.set(server, next));
    socket.once('error', (thrown) => callback?.(thrown, socket));
    socket.once('secureConnect', () => {
      if (accept === undefined || accept(bytes(socket.getPeerCertificate().raw), host, socket.isSessionReused()))
        return callback?.(null, socket);
      socket.destroy(new EidError<HttpErrorCode>('http.certificate-refused', { host, port: Number(options.port) }));
    });
    return undefined;
  }
}
