// Whether a request is meant for us, and now. SAML Core 3.2.1.
import type { AuthnRequest } from './authn-request.ts';
import { samlError } from './error.ts';

/** Milliseconds that a request may be old, and that clocks may differ. */
const freshness = 300_000;
const tolerance = 60_000;

/** Throws `saml.request` unless a request was sent to this address (`destination`) within the last minutes (`time`). `now`: milliseconds since 1970. */
export function expectAddressed(request: AuthnRequest, destination: string, now: number): void {
  if (request.destination !== destination) throw samlError('saml.request', 'destination');
  const age = now - request.issueInstant;
  if (age > freshness + tolerance || age < -tolerance) throw samlError('saml.request', 'time');
}
