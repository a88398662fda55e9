// getResult: collects what the eID server read from the card, once. TR-03130-1 3.4.
import { setTimeout as wait } from 'node:timers/promises';
import { type RecordHop, recordHop } from '../../../io/road/index.ts';
import { parseHex, toHex } from '../../../lib/bytes/index.ts';
import {
  encodeGetResult,
  type GetResultResponse,
  getResultAction,
  minorOf,
  type PersonalData,
  parseGetResultResponse,
  refusalCode,
} from '../../../lib/eid-service/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { CardDatum } from '../../../lib/oidc/index.ts';
import type { CallEidServer } from './eid-interface.ts';
import type { FailureCode } from './failure.ts';
import type { CardData, SignIn } from './sign-in.ts';

export interface GetResultNeeds {
  readonly callEidServer: CallEidServer;
  readonly road: RecordHop;
}

export interface CardResult {
  /** The sector pseudonym, lower-case hexadecimal. */
  readonly pseudonym: string;
  /** The same card's in the sector before, while the sector moves. */
  readonly previousPseudonym?: string;
  readonly data: CardData;
}

/** How often, and how long between (milliseconds), a result that is not there yet is asked for again. */
const patience = { times: 20, pause: 150 } as const;

/** Errors: `document.…` when the card was refused, `user.cancelled` when what is required was not permitted, `eid-server.down`, `internal`. */
export async function getResult(
  { callEidServer, road }: GetResultNeeds,
  { session, mark, plan }: Pick<SignIn, 'plan'> & { readonly session: string; readonly mark: string },
): Promise<CardResult> {
  const id = parseHex(session);
  if (id === undefined) throw new TypeError('a session that is not hexadecimal');
  const ask = async (counter: number): Promise<GetResultResponse> => {
    const response = parseGetResultResponse(await callEidServer(getResultAction, encodeGetResult({ session: id, counter })));
    if (minorOf(response.result) !== 'noResultYet' || counter >= patience.times) return response;
    await wait(patience.pause);
    return ask(counter + 1);
  };
  const answer = await recordHop(road, { hop: 'get-result', from: 'idp', to: 'eid-server', session: mark }, () => ask(1));
  if (answer.result.major === 'error') throw refusal(answer);
  const { id: pseudonym, id2: previous } = answer.personalData?.restrictedId ?? {};
  if (answer.personalData === undefined || pseudonym === undefined || isRequiredWithheld(plan, answer))
    throw new EidError<FailureCode>('user.cancelled');
  return { pseudonym: toHex(pseudonym), ...(previous && { previousPseudonym: toHex(previous) }), data: cardData(answer.personalData) };
}

/** Whether a client let the holder take away what the relying party cannot do without. What the chip does not have counts as permitted. */
function isRequiredWithheld({ reads }: SignIn['plan'], { operationsAllowedByUser: allowed = {} }: GetResultResponse): boolean {
  return (Object.keys(reads) as CardDatum[]).some((datum) => reads[datum] === 'required' && allowed[datum] === undefined);
}

/** The eID server says why as a code in the Result's message; without one the minor has to do. */
function refusal({ result }: GetResultResponse): EidError<FailureCode> {
  const minor = minorOf(result);
  const told = refusalCode(result);
  if (told !== undefined) return new EidError(told);
  if (minor === 'invalidDocument') return new EidError('document.not-authentic');
  return new EidError(minor === 'noResultYet' ? 'eid-server.down' : 'internal', { minor: result.minor ?? '' });
}

function cardData({ givenNames, familyNames, birthName, motherName, dateOfBirth, placeOfBirth, taj }: PersonalData): CardData {
  return {
    ...(givenNames !== undefined && { givenNames }),
    ...(familyNames !== undefined && { familyNames }),
    ...(dateOfBirth !== undefined && { dateOfBirth: dateOfBirth.value ?? dateOfBirth.text.slice(0, 4) }),
    ...(birthName !== undefined && { birthName }),
    ...(motherName !== undefined && { motherName }),
    ...(placeOfBirth !== undefined && { placeOfBirth: placeOfBirth.kind === 'structured' ? placeOfBirth.city : placeOfBirth.text }),
    ...(taj !== undefined && { taj }),
  };
}
