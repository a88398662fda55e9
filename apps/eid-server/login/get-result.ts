// getResult: the relying party that began the session collects its result, once. TR-03130-1 3.4.
import type { Logger } from '../../../io/log/index.ts';
import { sessionMark } from '../../../io/road/index.ts';
import { type GetResultResponse, parseGetResult, refused } from '../../../lib/eid-service/index.ts';
import type { XmlElement } from '../../../lib/xml/index.ts';
import { rememberCard } from '../ended-cards.ts';
import type { Marks } from '../marks.ts';
import type { RelyingParty } from '../relying-party.ts';
import type { SessionStore } from '../session/store.ts';
import { type ResultContext, resultOf } from './session-result.ts';

export interface GetResultContext extends ResultContext {
  readonly store: SessionStore;
  /** By which cards of collected sessions are found again. */
  readonly cardMarks: Marks;
  readonly log: Logger;
}

export async function getResult(message: XmlElement, party: RelyingParty, context: GetResultContext): Promise<GetResultResponse> {
  const { session: reference, counter } = parseGetResult(message);
  const session = await context.store.collect(reference, party.name, counter);
  if (typeof session === 'object') context.log.info('result', { session: sessionMark(session.identity), party: party.name });
  if (session === 'unknown') return { result: refused('invalidSession') };
  if (session === 'counter') return { result: refused('invalidCounter') };
  if (session === 'running' || session.progress.state !== 'finished') return { result: refused('noResultYet') };
  const { outcome } = session.progress;
  const isEnded = outcome.kind === 'read' && (await rememberCard(context, party, reference, outcome.blockingIdentifier));
  return resultOf(outcome, isEnded, session.asked, context);
}
