// The way back: the address is walked to before the browser is, and every certificate on it must be in the description. TR-03124-1 2.5.4.

import { createFetch } from '../../../io/http/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import type { CertificateDescription } from '../../../lib/cvc/index.ts';
import type { RedirectMinor } from '../../../lib/ecard/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import type { ClientErrorCode } from '../failure.ts';
import type { Means } from './state.ts';
import { fetchLimits, parseTokenAddress, redirectOf } from './tc-token.ts';
import { isFor, isListed, sameOrigin, serviceTls } from './tls-certificate.ts';

/** What is known when the way back begins. The description is missing when the eID server never showed one. */
export interface WayBack {
  readonly tokenAddress: string;
  readonly refreshAddress: string;
  readonly description?: CertificateDescription;
}

/**
 * The last address of the way that has the origin of the subject URL (of the token address, when no description was seen). It is not
 * fetched itself: a handshake shows its certificate. Throws `token.address-not-allowed` for a way that leaves https or ends elsewhere,
 * `certificate.not-in-description` for a server that the description does not name, `token.unreachable` for one that does not answer.
 */
export async function refresh(
  way: WayBack,
  { clock, computerClock = clock, cryptography }: Pick<Means, 'clock' | 'computerClock' | 'cryptography'>,
): Promise<string> {
  const { description } = way;
  const reference = description?.subjectUrl ?? way.tokenAddress;
  let listed = true;
  const accept = (certificate: Bytes, host: string) => {
    listed = description === undefined || isListed(certificate, description, cryptography);
    return listed && isFor(host, certificate, computerClock());
  };
  try {
    return await walk(parseTokenAddress(way.refreshAddress), reference, accept);
  } catch (thrown) {
    if (!listed) throw new EidError<ClientErrorCode>('certificate.not-in-description', {}, { cause: thrown });
    if (isEidError(thrown, 'token.address-not-allowed')) throw thrown;
    throw new EidError<ClientErrorCode>('token.unreachable', {}, { cause: thrown });
  }
}

type Accept = (certificate: Bytes, host: string) => boolean;

async function walk(refreshAddress: string, reference: string, accept: Accept): Promise<string> {
  using fetch = createFetch({ accept, tls: serviceTls, timeout: fetchLimits.timeout, largest: fetchLimits.largest });
  let here = refreshAddress;
  for (let hop = 0; hop <= fetchLimits.redirects; hop++) {
    if (sameOrigin(here, reference)) {
      await handshake(here, accept);
      return here;
    }
    const next = redirectOf(await fetch(here), here);
    if (next === undefined) break;
    here = parseTokenAddress(next, 'redirect');
  }
  throw new EidError<ClientErrorCode>('token.address-not-allowed');
}

/** Shows a server's certificate to `accept` and ends the connection before a request is sent on it. */
async function handshake(address: string, accept: Accept): Promise<void> {
  let accepted = false;
  const look: Accept = (certificate, host) => {
    accepted = accept(certificate, host);
    return false;
  };
  using fetch = createFetch({ accept: look, tls: serviceTls, timeout: fetchLimits.timeout });
  await fetch(address).catch((thrown: unknown) => {
    if (!accepted) throw thrown;
  });
}

/** An address with the outcome in its query: `ResultMajor=ok`, or `ResultMajor=error` and the minor. */
export function withResult(address: string, minor?: RedirectMinor): string {
  const query = minor === undefined ? 'ResultMajor=ok' : `ResultMajor=error&ResultMinor=${minor}`;
  const [path = '', ...fragment] = address.split('#');
  return [`${path}${path.includes('?') ? '&' : '?'}${query}`, ...fragment].join('#');
}

/** The same address at its http twin, where the table has its origin: loopback names only, for browsers without our certificates. */
export function mapAddress(address: string, twins: Readonly<Record<string, string>>): string {
  const { origin, href } = new URL(address);
  const twin = Object.hasOwn(twins, origin) ? twins[origin] : undefined;
  return twin === undefined ? href : twin + href.slice(origin.length);
}
