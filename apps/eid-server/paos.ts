// The PAOS endpoint: one message of the client, one step of the road, one answer, and the session saved before it leaves.
import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from '../../io/log/index.ts';
import { sessionMark } from '../../io/road/index.ts';
import type { PskAnswer } from '../../io/tls-psk/index.ts';
import { parseXml } from '../../io/xml/index.ts';
import { type Bytes, bytes, equal } from '../../lib/bytes/index.ts';
import {
  clientMessageName,
  encodeServerPaos,
  encodeStartPaosResponse,
  failed,
  paosContentType,
  parsePaos,
  parseStartPaos,
} from '../../lib/ecard/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import { road } from './login/index.ts';
import { finish } from './login/start-paos-response.ts';
import type { Move, StepContext } from './login/step.ts';
import type { RelyingParty } from './relying-party.ts';
import type { SessionState } from './session/progress.ts';
import type { Session, SessionStore } from './session/store.ts';
import type { Turns } from './turns.ts';

/**
 * `session.violation`: not the message that this state expects, or not of this session; `session.lost-race`: another message was first,
 * and this one gets no answer.
 */
export type SessionErrorCode = 'session.violation' | 'session.lost-race';

export interface PaosContext extends Omit<StepContext, 'party' | 'asked'> {
  readonly store: SessionStore;
  readonly parties: readonly RelyingParty[];
  readonly turns: Turns;
  readonly log: Logger;
}

/** Answers one message on a connection whose client proved to hold the key of `identity`. Rejects when there is to be no answer at all. */
export async function answerPaos(identity: string, document: Bytes, context: PaosContext): Promise<PskAnswer> {
  const { store, turns } = context;
  const session = await store.load(identity);
  const party = session && context.parties.find(({ name }) => name === session.service);
  if (session === undefined || party === undefined) return envelope(encodeServerPaos(over()));
  const request = bytes(createHash('sha256').update(document).digest());
  if (session.last !== undefined && equal(session.last.request, request)) return envelope(session.last.answer);
  if (session.progress.state === 'finished') return envelope(encodeServerPaos(over()));

  const { move, relatesTo } = await turns(() => advance(session, document, { ...context, party, asked: session.asked }));
  const messageId = newMessageId();
  const answer = encodeServerPaos({ messageId, ...(relatesTo !== undefined && { relatesTo }), body: move.answer });
  const saved = await store.save({ ...session, progress: move.progress, last: { request, answer, messageId } });
  const [from, to] = [session.progress.state, move.progress.state];
  if (!saved) throw new EidError<SessionErrorCode>('session.lost-race', { from });
  context.log.info('step', { session: sessionMark(identity), party: party.name, from, to, reason: move.reason });
  return envelope(answer);
}

interface Advance {
  readonly move: { readonly [State in SessionState]: Move<State> }[SessionState];
  readonly relatesTo?: string;
}

/** One step; whatever is wrong with the message ends the session. */
function advance(session: Session, document: Bytes, context: StepContext & { readonly log: Logger }): Advance {
  let relatesTo: string | undefined;
  try {
    const envelope = parsePaos(parseXml(document));
    relatesTo = envelope.messageId;
    const { state } = session.progress;
    if (state === 'finished') throw violation(state, 'any');
    const name = clientMessageName(envelope.body);
    const { expects, step } = road[state];
    if (name !== expects) throw violation(state, name ?? 'unknown');
    if (envelope.relatesTo !== undefined && envelope.relatesTo !== session.last?.messageId) throw violation(state, 'relates-to');
    if (name === 'start-paos' && parseStartPaos(envelope.body).sessionIdentifier !== session.identity) throw violation(state, 'identifier');
    // The row of a state takes the progress of that state; the compiler cannot see that both come from the same session.
    return { move: step(session.progress as never, envelope.body, context), ...(relatesTo !== undefined && { relatesTo }) };
  } catch (thrown) {
    if (!isEidError(thrown)) throw thrown;
    context.log.warn('protocol-failed', { session: sessionMark(session.identity) }, thrown);
    const move = finish({ kind: 'failed', reason: 'protocol' }, 'internalError', thrown.code);
    return { move, ...(relatesTo !== undefined && { relatesTo }) };
  }
}

/** What a client hears whose session is gone or has ended. */
function over() {
  const body = encodeStartPaosResponse(failed('sessionTerminated'));
  return { messageId: newMessageId(), body };
}

function envelope(body: string): PskAnswer {
  return { status: 200, contentType: paosContentType, body };
}

function newMessageId(): string {
  return `urn:uuid:${randomUUID()}`;
}

function violation(state: SessionState, message: string): EidError<SessionErrorCode> {
  return new EidError<SessionErrorCode>('session.violation', { state, message });
}
