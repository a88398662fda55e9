// Fetching the TC token: over https only, each redirect looked at, every certificate kept for the check to come. TR-03124-1 2.4.

import { createFetch, type Fetch } from '../../../io/http/index.ts';
import { parseXml } from '../../../io/xml/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { parseTcToken, type TcToken, type TcTokenError } from '../../../lib/ecard/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import type { ClientErrorCode } from '../failure.ts';
import { isFor, serviceTls } from './tls-certificate.ts';

export interface FetchedToken extends Disposable {
  readonly token: TcToken | TcTokenError;
  /** Where it was found in the end. */
  readonly address: string;
  /** Requests over the TLS session over which it came, or one that takes it up again; to any other it sends nothing. */
  readonly sameSession: Fetch;
  /** The document, as it came. */
  readonly document: Bytes;
  /** DER of the TLS certificate of every server on the way. */
  readonly certificates: readonly Bytes[];
}

export interface FetchLimits {
  /** Milliseconds for everything, redirects included. */
  readonly timeout: number;
  /** Octets of one answer. */
  readonly largest: number;
  readonly redirects: number;
}

export const fetchLimits: FetchLimits = { timeout: 15_000, largest: 64 * 1024, redirects: 5 };
const xmlLimits = { size: 64 * 1024, depth: 4, attributes: 8, elements: 32 };

/** Characters of an address that a page hands us, and of one that a server redirects to: that one may carry a message of SAML. TR-03124-1 2.6. */
const longest = { handed: 2048, redirect: 14_000 } as const;

/** An address that a page handed us, or a redirect leads to: https, no user information, not too long; else `token.address-not-allowed`. */
export function parseTokenAddress(text: string, from: keyof typeof longest = 'handed'): string {
  const url = text.length <= longest[from] ? URL.parse(text) : null;
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hash !== '') {
    throw new EidError<ClientErrorCode>('token.address-not-allowed');
  }
  return url.href;
}

/**
 * Fetches and reads the token. Everything that may go wrong on the way looks the same from outside (`token.unreachable`), so that a page
 * cannot look around a network through us; a redirect to anything but https is `token.address-not-allowed`.
 */
export async function fetchTcToken(address: string, clock: Clock, limits: FetchLimits = fetchLimits): Promise<FetchedToken> {
  const certificates: Bytes[] = [];
  let found = false;
  const accept = (certificate: Bytes, host: string, resumed: boolean) => {
    if (found) return resumed;
    certificates.push(certificate);
    return isFor(host, certificate, clock());
  };
  await using opened = new AsyncDisposableStack();
  const fetch = opened.use(createFetch({ accept, tls: serviceTls, timeout: limits.timeout, largest: limits.largest, resume: true }));
  try {
    const [document, where] = await follow(fetch, address, limits, AbortSignal.timeout(limits.timeout));
    const token = parseTcToken(parseXml(document, xmlLimits));
    found = true;
    opened.move();
    return { token, address: where, document, certificates, sameSession: fetch, [Symbol.dispose]: () => fetch[Symbol.dispose]() };
  } catch (thrown) {
    if (isEidError(thrown, 'token.address-not-allowed')) throw thrown;
    throw new EidError<ClientErrorCode>('token.unreachable', {}, { cause: thrown });
  }
}

async function follow(fetch: Fetch, address: string, limits: FetchLimits, signal: AbortSignal): Promise<[Bytes, string]> {
  let here = address;
  for (let hop = 0; hop <= limits.redirects; hop++) {
    const answer = await fetch(here, { headers: { accept: 'text/xml' }, signal });
    if (answer.status === 200) return [new Uint8Array(await answer.arrayBuffer()), here];
    const next = redirectOf(answer, here);
    if (next === undefined) break;
    here = parseTokenAddress(next, 'redirect');
  }
  throw new EidError<ClientErrorCode>('token.unreachable');
}

/** Where a 302, 303 or 307 leads; `undefined` for any other answer. */
export function redirectOf(answer: Response, from: string): string | undefined {
  const location = [302, 303, 307].includes(answer.status) ? answer.headers.get('location') : null;
  return location === null ? undefined : (URL.parse(location, from)?.href ?? location);
}
