// What makes a server attached: an origin of its own, and a relying party whose clients fetch their TC tokens there.
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { paosHeaders } from '../../../lib/ecard/index.ts';
import type { EidServerConfig } from '../config.ts';
import type { World } from './server.ts';

export const returnAddress = 'https://party.example/back';

/** The configuration's changes for the first relying party; the port of the origin is free at this moment. */
export async function attach({ files: { config } }: World) {
  const port = await freePort();
  const [first, ...others] = config.services;
  if (first === undefined) throw new Error('there is a first service');
  const { certificateFile, keyFile } = config.service;
  return {
    attached: { port, origin: `https://localhost:${port}`, certificateFile, keyFile },
    services: [{ ...first, attached: { returnAddress } }, ...others],
  } satisfies Partial<EidServerConfig>;
}

/** The origin has to be known before the server is there. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly location?: string;
  readonly headers: IncomingHttpHeaders;
}

/** Connections of one client: requests over one that is kept, over one that takes the TLS session up again, or over one that knows nothing of it. */
export function caller() {
  let session: Buffer | undefined;
  let reused: boolean | undefined;
  const agentOf = (taken?: Buffer) =>
    new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false, ...(taken && { session: taken }) });
  let agent = agentOf();
  const send = (method: string, address: string, body = '', headers: Record<string, string> = {}) =>
    new Promise<Answered>((resolve, reject) => {
      const request = https.request(address, { method, agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } });
      request.once('socket', (socket) =>
        (socket as TLSSocket).on('session', (latest) => {
          session = latest;
        }),
      );
      request.once('error', reject);
      request.once('response', async (response) => {
        reused = (response.socket as TLSSocket).isSessionReused();
        const { location, ...headers } = response.headers;
        resolve({ status: response.statusCode ?? 0, text: await text(response), headers, ...(location !== undefined && { location }) });
      });
      request.end(body);
    });
  return {
    send,
    post: (address: string, document: string) => send('POST', address, document, paosHeaders),
    reconnect(how: 'resumed' | 'strange') {
      agent.destroy();
      agent = agentOf(how === 'resumed' ? session : undefined);
    },
    get reused() {
      return reused;
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

/** A browser: it keeps its cookie, and follows no redirect by itself. */
export function browser() {
  const own = caller();
  let cookie: string | undefined;
  const send = async (method: string, address: string, body = '', headers: Record<string, string> = {}) => {
    const answer = await own.send(method, address, body, { ...headers, ...(cookie !== undefined && { cookie }) });
    cookie = answer.headers['set-cookie']?.find((one) => one.startsWith('__Host-'))?.split(';')[0] ?? cookie;
    return answer;
  };
  return {
    get: (address: string) => send('GET', address),
    /** Sends a form; `from` is the origin of the page that it is on. */
    submit: (address: string, fields: Readonly<Record<string, string>>, from = 'https://clinic.example') =>
      send('POST', address, new URLSearchParams(fields).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        origin: from,
        'sec-fetch-site': from === new URL(address).origin ? 'same-origin' : 'cross-site',
      }),
    [Symbol.dispose]: () => own[Symbol.dispose](),
  };
}

/** The address and the fields of the form on a page. */
export function formOn(page: string): { readonly action: string; readonly fields: Readonly<Record<string, string>> } {
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  const plain = (text: string) =>
    text
      .replaceAll('&#34;', '"')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  return {
    action: plain(/<form[^>]* action="([^"]+)"/.exec(page)?.[1] ?? ''),
    fields: Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, plain(value)])),
  };
}
