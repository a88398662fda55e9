// StartPAOSResponse: the last word of the eID server. What we stopped ourselves stays what it was. TR-03112-7 2.6.
import { neededVersion, parseStartPaosResponse, type RedirectMinor, redirectMinor, versionText } from '../../../lib/ecard/index.ts';
import type { XmlElement } from '../../../lib/xml/index.ts';
import { type ClientFailure, tooOld } from '../failure.ts';
import type { Means, SignInState, Visit } from './state.ts';

/** How a sign-in ended at the eID server: done, stopped by us with a code, or refused by the server, whose own page says why. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: ClientFailure }
  | { readonly kind: 'refused'; readonly redirect: RedirectMinor };

export function startPaosResponse(body: XmlElement, state: SignInState, { clock, record }: Means, { mark }: Visit): Outcome {
  const result = parseStartPaosResponse(body);
  const needed = neededVersion(result);
  const outcome: Outcome =
    state.stage === 'stopped'
      ? { kind: 'failed', failure: state.failure }
      : needed !== undefined
        ? { kind: 'failed', failure: tooOld(versionText(needed)) }
        : result.major === 'error'
          ? { kind: 'refused', redirect: redirectMinor(result.minor, 'server') }
          : state.stage === 'authenticated'
            ? { kind: 'done' }
            : { kind: 'refused', redirect: 'serverError' };
  record({
    at: clock(),
    milliseconds: 0,
    hop: 'start-paos-response',
    from: 'eid-server',
    to: 'eid-client',
    session: mark,
    outcome: outcome.kind === 'done' ? 'ok' : outcome.kind === 'failed' ? outcome.failure.code : outcome.redirect,
  });
  return outcome;
}
