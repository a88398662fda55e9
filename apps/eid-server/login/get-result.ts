// getResult: the relying party that began the session collects its result, once. TR-03130-1 3.4.
import type { Logger } from '../../../io/log/index.ts';
import { sessionMark } from '../../../io/road/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import {
  attestationFormat,
  type GetResultResponse,
  inTheWordsOf,
  type LevelOfAssurance,
  parseGetResult,
  type RefusalCode,
  refused,
} from '../../../lib/eid-service/index.ts';
import type { XmlElement } from '../../../lib/xml/index.ts';
import type { Attest } from '../attestation.ts';
import { rememberCard } from '../ended-cards.ts';
import type { RelyingParty } from '../relying-party.ts';
import type { Asked, Outcome } from '../session/progress.ts';
import type { SessionStore } from '../session/store.ts';

export interface GetResultContext {
  readonly store: SessionStore;
  /** What a card is worth. */
  readonly levelOfAssurance: LevelOfAssurance;
  readonly attest: Attest;
  readonly clock: Clock;
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
  const isEnded = outcome.kind === 'read' && (await rememberCard(context.store, party, reference, outcome.blockingIdentifier));
  return responseTo(isEnded ? { kind: 'document', reason: 'revoked' } : outcome, session.asked, context);
}

function responseTo(outcome: Outcome, asked: Asked, context: GetResultContext): GetResultResponse {
  if (outcome.kind === 'document') return { result: refused('invalidDocument', `document.${outcome.reason}` satisfies RefusalCode) };
  if (outcome.kind === 'denied') return { result: refused('deniedDocument') };
  if (outcome.kind === 'failed')
    return { result: refused('internalError', outcome.reason === 'cancelled' ? 'user.cancelled' : 'internal') };
  const { kind: _, blockingIdentifier: __, ...read } = outcome;
  return { result: { major: 'ok' }, ...read, ...told(read, asked, context) };
}

/** What the standard wants said when it was asked, and no plain client of an older edition hears. */
function told(
  read: Omit<Outcome & { kind: 'read' }, 'kind' | 'blockingIdentifier'>,
  { tell = {}, transactionInfo }: Asked,
  context: GetResultContext,
) {
  const { levelOfAssurance, attest, clock } = context;
  const { eidType, level, attestation } = tell;
  const statement = {
    ...attestation,
    ...(transactionInfo !== undefined && { transactionInfo }),
    ...(read.personalData.restrictedId && { pseudonym: read.personalData.restrictedId.id }),
    ...(read.fulfilsAge !== undefined && { fulfilsAge: read.fulfilsAge }),
    ...(read.fulfilsPlace !== undefined && { fulfilsPlace: read.fulfilsPlace }),
    levelOfAssurance,
    at: clock(),
  };
  return {
    ...(attestation && { attestation: { format: attestationFormat, data: attest(statement) } }),
    ...(level && { levelOfAssurance: inTheWordsOf(level, levelOfAssurance) }),
    ...(eidType && { eidType: 'CardCertified' as const }),
  };
}
