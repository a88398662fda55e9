// useID: asks the eID server for a session, with what this request needs from the card and nothing else. TR-03130-1 3.3.
import { type RecordHop, recordHop, sessionMark } from '../../../io/road/index.ts';
import { toHex } from '../../../lib/bytes/index.ts';
import { encodeUseId, parseUseIdResponse, refusalCode, type UseIdRequest, useIdAction } from '../../../lib/eid-service/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Language } from '../../../lib/phrases/index.ts';
import type { CallEidServer } from './eid-interface.ts';
import type { FailureCode } from './failure.ts';
import { begun, expectMove, type SignIn } from './sign-in.ts';

export interface UseIdNeeds {
  readonly callEidServer: CallEidServer;
  readonly road: RecordHop;
  /** Where the client finds the eID server when its answer does not say. */
  readonly paosAddress: string;
}

/** Opens an eID session; an older one of the same sign-in is forgotten. Errors: `eid-server.down`, `database.unreachable`, `internal`. */
export async function useId({ callEidServer, road, paosAddress }: UseIdNeeds, signIn: SignIn, language: Language): Promise<SignIn> {
  expectMove(signIn.state, 'use-id');
  const call = async () => parseUseIdResponse(await callEidServer(useIdAction, encodeUseId(request(signIn, language))));
  const answer = await recordHop(
    road,
    { hop: 'use-id', from: 'idp', to: 'eid-server', session: ({ psk }) => psk && sessionMark(psk.id) },
    call,
  );
  const { session, psk } = answer;
  if (session === undefined || psk === undefined) {
    throw new EidError<FailureCode>(refusalCode(answer.result) ?? 'internal', { minor: answer.result.minor ?? '' });
  }
  return {
    ...begun(signIn),
    state: 'opened',
    session: toHex(session),
    mark: sessionMark(psk.id),
    counter: 0,
    psk: { id: psk.id, key: toHex(psk.key) },
    serverAddress: answer.eCardServerAddress ?? paosAddress,
  };
}

/** The pseudonym in every sign-in; data only as planned. The relying party is named to the holder, not only we are. */
function request({ plan, name, purpose }: SignIn, language: Language): UseIdRequest {
  const reads = Object.entries(plan.reads).map(([datum, need]) => [datum, need === 'required' ? 'REQUIRED' : 'ALLOWED'] as const);
  return {
    operations: { ...Object.fromEntries(reads), restrictedId: 'REQUIRED' },
    transactionInfo: `${name[language]}: ${purpose[language]}`,
  };
}
