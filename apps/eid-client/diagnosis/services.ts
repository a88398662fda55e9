// Whether the services that a sign-in needs can be reached, and what time they think it is.
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { rootCertificates } from 'node:tls';
import { createFetch, lookupLoopback } from '../../../io/http/index.ts';
import type { Reach } from '../../../lib/diagnosis/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import type { CompleteConfig } from '../config.ts';
import type { ServiceFact } from './facts.ts';

/** Milliseconds that each service has. */
const patience = 2_500;

const unknownName: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'];
const silence: readonly string[] = ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];
/** What Node says of a certificate that leads to no trusted authority, of another name, or out of its dates. */
const distrust = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA)/;

export interface ServiceOptions {
  readonly services: CompleteConfig['diagnosis'];
  /** The computer's clock. */
  readonly now: () => number;
  readonly timeout?: number;
}

/** Looks at every service that the configuration names, all at once. */
export async function lookAtServices({ services, now, timeout = patience }: ServiceOptions): Promise<readonly ServiceFact[]> {
  const { signIn, eidServer } = services;
  const looks: Promise<ServiceFact>[] = [];
  if (signIn !== undefined) looks.push(timed('sign-in', signIn.url, () => lookAtPage(signIn, now, timeout)));
  if (eidServer !== undefined) looks.push(timed('eid-server', eidServer.url, () => knock(new URL(eidServer.url), timeout)));
  return Promise.all(looks);
}

type Seen = Pick<ServiceFact, 'reach' | 'clockAhead'>;

async function timed(name: ServiceFact['name'], address: string, look: () => Promise<Seen>): Promise<ServiceFact> {
  const started = performance.now();
  const seen = await look();
  return { name, address: new URL(address).origin, milliseconds: Math.round(performance.now() - started), ...seen };
}

/** A page of the service. A certificate out of its dates may be the computer's clock: its time is read over the same connection, judging nothing. */
async function lookAtPage({ url, authorityFile }: { url: string; authorityFile?: string | undefined }, now: () => number, timeout: number) {
  const ca = authorityFile === undefined ? undefined : [...rootCertificates, await readFile(authorityFile, 'utf8')];
  const first = await ask(url, { timeout, ...(ca && { ca }) }, now);
  if (first.reach !== 'intercepted') return first;
  const { clockAhead } = await ask(url, { timeout, accept: () => true }, now);
  return { ...first, ...(clockAhead !== undefined && { clockAhead }) };
}

async function ask(url: string, options: Parameters<typeof createFetch>[0], now: () => number): Promise<Seen> {
  using fetch = createFetch(options);
  try {
    const { status, headers } = await fetch(url);
    const date = Date.parse(headers.get('date') ?? '');
    const clockAhead = Number.isNaN(date) ? {} : { clockAhead: Math.round((now() - date) / 1000) };
    return { reach: status >= 500 ? 'failing' : 'reached', ...clockAhead };
  } catch (thrown) {
    return { reach: reachOf(thrown) };
  }
}

/** A connection is all that can be had without a sign-in: the server wants a key of one. */
function knock({ hostname, port, protocol }: URL, timeout: number): Promise<Seen> {
  const { promise, resolve } = Promise.withResolvers<Seen>();
  const connection = connect({ host: hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80), lookup: lookupLoopback });
  connection.setTimeout(timeout, () => resolve({ reach: 'no-answer' }));
  connection.once('connect', () => resolve({ reach: 'reached' }));
  connection.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve({ reach: reachOfCode(code) }));
  return promise.finally(() => connection.destroy());
}

function reachOf(thrown: unknown): Reach {
  if (isEidError(thrown, 'http.timeout')) return 'no-answer';
  if (isEidError(thrown, 'http.unreachable')) return reachOfCode(String(thrown.facts['reason']));
  return 'failing';
}

function reachOfCode(code: string): Reach {
  if (unknownName.includes(code)) return 'name-unknown';
  if (silence.includes(code)) return 'no-answer';
  return distrust.test(code) ? 'intercepted' : 'refused';
}
