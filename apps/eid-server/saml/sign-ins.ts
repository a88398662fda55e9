// What happens to a sign-in by SAML between its request and its answer, whichever way it comes: it begins, it comes back, it is given up. Each answer is made
// once; the same browser gets the same one again for a while.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { sessionMark } from '../../../io/road/index.ts';
import { minorOf } from '../../../lib/eid-service/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { denied, failed, type SamlStatus } from '../../../lib/saml/index.ts';
import { type BeginContext, beginSession } from '../login/begin-session.ts';
import { type ResultContext, resultOf } from '../login/session-result.ts';
import type { Watch } from '../operations/index.ts';
import type { Asked, Outcome, SamlAsked } from '../session/progress.ts';
import type { Session } from '../session/store.ts';
import { isStatus, type Taken } from './authn-request.ts';
import type { SamlRefusal } from './refusal.ts';
import { answer, type Delivery, type Issuing, refuse } from './response.ts';
import type { Registered } from './service-provider.ts';

export interface SignInContext extends BeginContext, ResultContext {
  readonly providers: readonly Registered[];
  readonly issuing: Issuing;
  readonly watch: Watch;
  /** Milliseconds for which an answer is kept. */
  readonly answerLifetime: number;
}

/** From where it was begun: the IP address, and the cookie of the browser when it is one. */
export interface Origin {
  readonly address: string;
  readonly cookie?: string;
}

export type Beginning =
  /** `word` leads back, for the client that gets the TC token with it. */
  | { readonly kind: 'begun'; readonly identity: string; readonly word: string }
  /** It was understood, and cannot be served: the answer, or the way to it for a browser. */
  | { readonly kind: 'answered'; readonly delivery: Delivery }
  | { readonly kind: 'kept'; readonly identity: string; readonly word: string };

/** What somebody shows who comes back. */
export interface Returning {
  readonly identity: string;
  readonly word: string;
  readonly cookie?: string;
  /** What its client says of the end, when it says something: one that walks the way itself does not. TR-03124-1 2.5.4. */
  readonly hasFailed: boolean;
  readonly isCancelled: boolean;
}

type SamlSession = Session & { readonly asked: Asked & { readonly saml: SamlAsked } };
type Kept = { readonly delivery: Delivery } & Pick<SamlAsked, 'browser' | 'word'>;

/** Begins a session for a request that was taken. Throws `saml.incomplete` when a comparison has no value that the card could take. */
export async function begin(taken: Taken, from: Origin, context: SignInContext): Promise<Beginning> {
  const { provider, request, consumer, profile, relayState, asked } = taken;
  const word = newWord();
  const saml: SamlAsked = {
    profile,
    requestId: request.id,
    consumer: consumer.location,
    binding: consumer.binding,
    address: from.address,
    ...(relayState !== undefined && { relayState }),
    word: hash(word),
    ...(from.cookie !== undefined && { browser: hash(from.cookie) }),
  };
  const answered = async (status: SamlStatus): Promise<Beginning> => {
    const delivery = refuse(status, saml, provider, context.issuing);
    if (from.cookie === undefined) return { kind: 'answered', delivery };
    const identity = randomBytes(32).toString('hex');
    await keep(delivery, saml, provider.party.name, identity, context);
    return { kind: 'kept', identity, word };
  };
  if (isStatus(asked)) return answered(asked);
  // A browser comes first and its client later; a client that comes by itself has its token at once.
  const attached = from.cookie === undefined ? 'bound' : 'waiting';
  const begun = await beginSession(asked, provider.party, { attached, saml }, context);
  if (begun.kind === 'begun') return { kind: 'begun', identity: begun.psk.id, word };
  const minor = minorOf(begun.result);
  if (minor === 'missingArgument') throw new EidError<SamlRefusal>('saml.incomplete');
  return answered(minor === 'missingTerminalRights' ? { ...denied, message: 'not in the terminal certificate' } : failed(begun.result));
}

/** The session of an identity, for the browser that began it; throws `signin.expired` or `signin.other-browser`. */
export async function sessionOf(
  identity: string,
  cookie: string | undefined,
  { store }: Pick<SignInContext, 'store'>,
): Promise<SamlSession> {
  const session = await store.load(identity);
  if (!isOfSaml(session)) throw new EidError<SamlRefusal>('signin.expired');
  if (!fits(cookie, session.asked.saml.browser)) throw new EidError<SamlRefusal>('signin.other-browser');
  return session;
}

/** Hands the TC token of a sign-in that a browser began to the first client that asks: the word for its way back, or `undefined`. */
export async function handOver(identity: string, { store }: Pick<SignInContext, 'store'>): Promise<string | undefined> {
  const session = await store.load(identity);
  const isFresh = session?.asked.attached === 'waiting' && session.progress.state === 'created';
  if (!isFresh || !isOfSaml(session)) return undefined;
  const word = newWord();
  const saml = { ...session.asked.saml, word: hash(word) };
  return (await store.save({ ...session, asked: { ...session.asked, attached: 'bound', saml } })) ? word : undefined;
}

/**
 * Ends a session when somebody comes back who has the word that its client was given, in the browser that began it. With the word in another browser nobody
 * gets anything, now or later. Throws `signin.expired` and `signin.other-browser`.
 */
export async function comeBack({ identity, word, cookie, hasFailed, isCancelled }: Returning, context: SignInContext): Promise<Delivery> {
  const { store } = context;
  const kept = (await store.samlRequests.answerOf(identity)) as Kept | undefined;
  const session = kept === undefined ? await store.load(identity) : undefined;
  const saml = kept ?? (isOfSaml(session) ? session.asked.saml : undefined);
  if (saml === undefined) throw new EidError<SamlRefusal>('signin.expired');
  if (!fits(word, saml.word)) throw new EidError<SamlRefusal>('signin.other-browser');
  if (saml.browser !== undefined && !fits(cookie, saml.browser)) {
    if (kept === undefined) await end(identity, { kind: 'failed', reason: 'protocol' }, context);
    throw new EidError<SamlRefusal>('signin.other-browser');
  }
  if (kept !== undefined) return kept.delivery;
  const failure: Outcome = { kind: 'failed', reason: isCancelled ? 'cancelled' : 'protocol' };
  return end(identity, failure, context, !hasFailed);
}

/** Gives a sign-in up, for the browser that began it: the word that leads to the answer. */
export async function giveUp(identity: string, cookie: string | undefined, context: SignInContext): Promise<string> {
  const session = await sessionOf(identity, cookie, context);
  const word = newWord();
  const saml = { ...session.asked.saml, word: hash(word) };
  if (!(await context.store.save({ ...session, asked: { ...session.asked, saml } }))) throw new EidError<SamlRefusal>('signin.expired');
  await end(identity, { kind: 'failed', reason: 'cancelled' }, context);
  return word;
}

/** Takes the session away and makes its answer. What was read is told only when it `mayBeTold`; why a card was refused, always. */
async function end(identity: string, failure: Outcome, context: SignInContext, mayBeTold = false): Promise<Delivery> {
  const { store, providers, issuing, watch, log } = context;
  const session = await store.end(identity);
  const provider = providers.find(({ party }) => party.name === session?.service);
  if (!isOfSaml(session) || provider === undefined) throw new EidError<SamlRefusal>('signin.expired');
  const { asked, progress, service } = session;
  const mark = sessionMark(identity);
  if (progress.state !== 'finished') watch.ended(failure, service, mark);
  const outcome = progress.state === 'finished' && (mayBeTold || progress.outcome.kind !== 'read') ? progress.outcome : failure;
  const isEnded = outcome.kind === 'read' && provider.party.blockList.has(outcome.blockingIdentifier);
  const delivery = answer(resultOf(outcome, isEnded, asked, context), asked, provider, issuing);
  await keep(delivery, asked.saml, service, identity, context);
  log.info('result', { session: mark, party: service });
  return delivery;
}

function keep(delivery: Delivery, { requestId: id, browser, word }: SamlAsked, service: string, identity: string, context: SignInContext) {
  const kept: Kept = { delivery, word, ...(browser !== undefined && { browser }) };
  return context.store.samlRequests.keepAnswer({ service, id }, identity, kept, context.answerLifetime);
}

function newWord(): string {
  return randomBytes(16).toString('hex');
}

function isOfSaml(session: Session | undefined): session is SamlSession {
  return session?.asked.saml !== undefined;
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function fits(secret: string | undefined, hashed: string | undefined): boolean {
  if (secret === undefined || hashed === undefined) return false;
  return timingSafeEqual(Buffer.from(hash(secret)), Buffer.from(hashed));
}
