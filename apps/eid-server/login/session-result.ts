// What a finished session came to, as the relying party is told: the data that the holder permitted, or why there are none. TR-03130-1 3.4; the same for
// a relying party at the eID interface and for a service provider that speaks SAML.

import type { Clock } from '../../../lib/crypto/index.ts';
import {
  attestationFormat,
  type GetResultResponse,
  inTheWordsOf,
  type LevelOfAssurance,
  type RefusalCode,
  refused,
} from '../../../lib/eid-service/index.ts';
import type { Attest } from '../attestation.ts';
import type { Asked, Outcome } from '../session/progress.ts';

export interface ResultContext {
  /** What a card is worth. */
  readonly levelOfAssurance: LevelOfAssurance;
  readonly attest: Attest;
  readonly clock: Clock;
}

/** `isEnded`: the card has come onto the block list since it was read. */
export function resultOf(outcome: Outcome, isEnded: boolean, asked: Asked, context: ResultContext): GetResultResponse {
  return responseTo(isEnded ? { kind: 'document', reason: 'revoked' } : outcome, asked, context);
}

function responseTo(outcome: Outcome, asked: Asked, context: ResultContext): GetResultResponse {
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
  context: ResultContext,
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
