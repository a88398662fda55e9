// The PAOS endpoint: one message of the client, one step of the road, one answer, and the session saved before it leaves.
import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from '../../io/log/index.ts';
import { sessionMark } from '../../io/road/index.ts';
import type { PskAnswer, PskPeer } from '../../io/tls-psk/index.ts';
import type { Turns } from '../../io/turns/index.ts';
import { parseXml } from '../../io/xml/index.ts';
import { type Bytes, bytes, equal } from '../../lib/bytes/index.ts';
import {
  clientMessageName,
  type EcardErrorCode,
  encodeServerPaos,
  encodeStartPaosResponse,
  failed,
  type PaosEnvelope,
  paosContentType,
  parsePaos,
  parseStartPaos,
} from '../../lib/ecard/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import type { XmlElement, XmlErrorCode } from '../../lib/xml/index.ts';
import type { MayTell } from './comparisons.ts';
import type { EacErrorCode } from './login/did-authenticate-eac1.ts';
import { road } from './login/index.ts';
import { finish } from './login/start-paos-response.ts';
import type { Move, StepContext } from './login/step.ts';
import type { Watch } from './operations/index.ts';
import type { RelyingParty } from './relying-party.ts';
import type { SessionMemory } from './session/memory.ts';
import type { SessionState } from './session/progress.ts';
import type { Session, SessionStore } from './session/store.ts';

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
  readonly watch: Watch;
  readonly mayTell: MayTell;
  /** What was last saved for each connection. */
  readonly remembered: Omit<SessionMemory<PskPeer>, 'sweep'>;
}

/** A client that proved to hold the key of an identity, or came over the TLS session in which the token of an attached session was fetched. */
export interface Peer extends PskPeer {
  readonly attached?: true;
}

/** Answers one message on a connection of a client whose session it is. Rejects when there is to be no answer at all. */
export async function answerPaos(peer: Peer, document: Bytes, context: PaosContext): Promise<PskAnswer> {
  const { store, turns, remembered, watch } = context;
  const began = performance.now();
  const received = receive(document);
  const session = newest(received, remembered.get(peer)) ?? (await store.load(peer.identity));
  const party = session && context.parties.find(({ name }) => name === session.service);
  // Each session has one way in: by its key, or by the TLS session of its token.
  const isItsWay = (session?.asked.attached !== undefined) === (peer.attached === true);
  if (session === undefined || party === undefined || !isItsWay) return envelope(encodeServerPaos(over()));
  const request = bytes(createHash('sha256').update(document).digest());
  if (session.last !== undefined && equal(session.last.request, request)) return envelope(session.last.answer);
  if (session.progress.state === 'finished') return envelope(encodeServerPaos(over()));

  const { asked } = session;
  const ofSession = { ...party, terminal: party.terminalOf(asked.terminal) };
  const made = await turns(() => advance(session, received, { ...context, party: ofSession, asked }));
  const isTold = made.progress.state !== 'finished' || (await context.mayTell(party, asked, made.progress.outcome));
  const move = isTold ? made : finish({ kind: 'failed', reason: 'protocol' }, 'internalError', 'comparisons-exhausted');
  const messageId = newMessageId();
  const relatesTo = received instanceof EidError ? undefined : received.messageId;
  const answer = encodeServerPaos({ messageId, ...(relatesTo !== undefined && { relatesTo }), body: move.answer });
  const next = { ...session, progress: move.progress, last: { request, answer, messageId } };
  const [from, to] = [session.progress.state, move.progress.state];
  if (!(await store.save(next))) throw new EidError<SessionErrorCode>('session.lost-race', { from });
  if (move.progress.state === 'finished') {
    remembered.delete(peer);
    watch.ended(move.progress.outcome, party.name, sessionMark(session.identity));
  } else remembered.set(peer, { ...next, version: session.version + 1 });
  watch.step(from, performance.now() - began);
  context.log.info('step', { session: sessionMark(session.identity), party: party.name, from, to, reason: move.reason });
  return envelope(answer);
}

type Received = PaosEnvelope<XmlElement> | EidError;

/** The envelope, or what is wrong with it: that too is a message, and ends the session. */
function receive(document: Bytes): Received {
  try {
    return parsePaos(parseXml(document));
  } catch (thrown) {
    if (isEidError(thrown)) return thrown;
    throw thrown;
  }
}

/** The session as remembered, if the message answers the very answer that was saved with it; any other may be older than what another node saved. */
function newest(received: Received, session: Session | undefined): Session | undefined {
  const relatesTo = received instanceof EidError ? undefined : received.relatesTo;
  return relatesTo !== undefined && relatesTo === session?.last?.messageId ? session : undefined;
}

/** One step; whatever is wrong with the message ends the session. */
function advance(session: Session, received: Received, context: StepContext & { readonly log: Logger }): Move<SessionState> {
  try {
    if (received instanceof EidError) throw received;
    const { state } = session.progress;
    if (state === 'finished') throw violation(state, 'any');
    const name = clientMessageName(received.body);
    const { expects, step } = road[state];
    if (name !== expects) throw violation(state, name ?? 'unknown');
    if (received.relatesTo !== undefined && received.relatesTo !== session.last?.messageId) throw violation(state, 'relates-to');
    if (name === 'start-paos' && parseStartPaos(received.body).sessionIdentifier !== session.identity) throw violation(state, 'identifier');
    // The row of a state takes the progress of that state; the compiler cannot see that both come from the same session.
    return step(session.progress as never, received.body, context);
  } catch (thrown) {
    if (!isEidError(thrown)) throw thrown;
    context.log.warn('protocol-failed', { session: sessionMark(session.identity) }, thrown);
    const isParameter = !(received instanceof EidError) && parameterFaults.includes(thrown.code);
    return finish({ kind: 'failed', reason: 'protocol' }, isParameter ? 'incorrectParameter' : 'internalError', thrown.code);
  }
}

/** An element of a message that is missing, doubled or no value of its kind: the client is told that much. */
const parameterFaults: readonly string[] = [
  'xml.missing',
  'xml.doubled',
  'xml.value',
  'xml.unexpected',
  'ecard.value',
  'eac.challenge',
] satisfies readonly (XmlErrorCode | EcardErrorCode | EacErrorCode)[];

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
