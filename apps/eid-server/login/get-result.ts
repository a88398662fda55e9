// getResult: the relying party that began the session collects its result, once. TR-03130-1 3.4.
import type { Logger } from '../../../io/log/index.ts';
import { sessionMark } from '../../../io/road/index.ts';
import { type GetResultResponse, parseGetResult, type RefusalCode, refused } from '../../../lib/eid-service/index.ts';
import type { XmlElement } from '../../../lib/xml/index.ts';
import type { RelyingParty } from '../relying-party.ts';
import type { Outcome } from '../session/progress.ts';
import type { SessionStore } from '../session/store.ts';

export async function getResult(
  message: XmlElement,
  party: RelyingParty,
  context: { readonly store: SessionStore; readonly levelOfAssurance: string; readonly log: Logger },
): Promise<GetResultResponse> {
  const { session: reference, counter } = parseGetResult(message);
  const session = await context.store.collect(reference, party.name, counter);
  if (typeof session === 'object') context.log.info('result', { session: sessionMark(session.identity), party: party.name });
  if (session === 'unknown') return { result: refused('invalidSession') };
  if (session === 'counter') return { result: refused('invalidCounter') };
  if (session === 'running' || session.progress.state !== 'finished') return { result: refused('noResultYet') };
  return responseTo(session.progress.outcome, context.levelOfAssurance);
}

function responseTo(outcome: Outcome, levelOfAssurance: string): GetResultResponse {
  if (outcome.kind === 'document') return { result: refused('invalidDocument', `document.${outcome.reason}` satisfies RefusalCode) };
  if (outcome.kind === 'denied') return { result: refused('deniedDocument') };
  if (outcome.kind === 'failed')
    return { result: refused('internalError', outcome.reason === 'cancelled' ? 'user.cancelled' : 'internal') };
  const { kind: _, ...read } = outcome;
  return { result: { major: 'ok' }, ...read, levelOfAssurance, eidType: 'CardCertified' };
}
