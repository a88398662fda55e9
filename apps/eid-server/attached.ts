// The attached model: we hand out the TC token ourselves, without a key, and PAOS comes over the very TLS session in which it was fetched, kept or taken up
// again. TR-03124-1 2.4 and 2.6. A session is bound on this node only: its TLS sessions are nobody else's.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { PskAnswer } from '../../io/tls-psk/index.ts';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { encodeTcToken, isRedirectMinor, tcTokenContentType } from '../../lib/ecard/index.ts';
import { content, TlvReader } from '../../lib/tlv/index.ts';
import type { Peer } from './paos.ts';
import type { RelyingParty } from './relying-party.ts';
import type { Session, SessionStore } from './session/store.ts';

export interface AttachedContext {
  /** Our https origin, that of subjectURL in the certificate description. */
  readonly origin: string;
  readonly store: Pick<SessionStore, 'load' | 'save'>;
  readonly parties: readonly RelyingParty[];
  readonly answer: (peer: Peer, document: Bytes) => Promise<PskAnswer>;
  /** Milliseconds that a bound TLS session is remembered. */
  readonly lifetime: number;
  readonly clock: Clock;
}

type Env = { Bindings: { incoming: IncomingMessage } };

/** Where the client of an attached session finds its TC token. */
export function tokenAddress(origin: string, identity: string): string {
  return `${origin}/tc-token/${identity}`;
}

/** The web application: the token, once; PAOS; and the address to come back to, which leads on to the relying party. */
export function createAttached({ origin, store, parties, answer, lifetime, clock }: AttachedContext): Hono<Env> {
  const bound = new Map<string, { readonly peer: Peer; readonly until: number }>();
  const returnAddressOf = (session: Session | undefined) => parties.find(({ name }) => name === session?.service)?.returnAddress;
  const app = new Hono<Env>();

  app.get('/tc-token/:identity', async (c) => {
    const session = await store.load(c.req.param('identity'));
    const channel = channelOf(c);
    const isFresh = session?.asked.attached === 'waiting' && session.progress.state === 'created';
    if (session === undefined || !isFresh || channel === undefined || returnAddressOf(session) === undefined) return c.body(null, 404);
    // Whoever saves it first has it; the token is for nobody else.
    if (!(await store.save({ ...session, asked: { ...session.asked, attached: 'bound' } }))) return c.body(null, 404);
    for (const [known, { until }] of bound) if (until <= clock()) bound.delete(known);
    bound.set(channel, { peer: { identity: session.identity, attached: true }, until: clock() + lifetime });
    const back = `${origin}/refresh/${session.identity}`;
    const document = encodeTcToken({
      serverAddress: `${origin}/paos`,
      sessionIdentifier: session.identity,
      refreshAddress: back,
      communicationErrorAddress: `${back}?ResultMajor=error&ResultMinor=communicationError`,
    });
    return c.body(document, 200, { 'content-type': tcTokenContentType, 'cache-control': 'no-store' });
  });

  app.post('/paos', bodyLimit({ maxSize: 128 * 1024 }), async (c) => {
    const known = bound.get(channelOf(c) ?? '');
    if (known === undefined || known.until <= clock()) return c.body(null, 403);
    const { status, contentType, body } = await answer(known.peer, bytes(new Uint8Array(await c.req.arrayBuffer())));
    return c.body(body, status as 200, { 'content-type': contentType, 'cache-control': 'no-store' });
  });

  app.get('/refresh/:identity', async (c) => {
    const identity = c.req.param('identity');
    const returnAddress = returnAddressOf(await store.load(identity));
    if (returnAddress === undefined) return c.body(null, 404);
    const target = new URL(returnAddress);
    target.searchParams.set('session', identity);
    const [major, minor] = ['ResultMajor', 'ResultMinor'].map((name) => c.req.query(name));
    if (major === 'ok' || major === 'error') target.searchParams.set('ResultMajor', major);
    if (minor !== undefined && isRedirectMinor(minor)) target.searchParams.set('ResultMinor', minor);
    return c.redirect(target.href, 303);
  });
  return app;
}

/**
 * What only the two ends of a TLS session have in common, and every connection that takes it up again: a hash of its master secret. `undefined` where
 * there is none (TLS 1.3 makes new secrets when a session is taken up).
 */
function channelOf(c: Context<Env>): string | undefined {
  const socket = c.env.incoming.socket as TLSSocket;
  const session = socket.getProtocol() === 'TLSv1.2' ? socket.getSession() : undefined;
  if (session === undefined) return undefined;
  // SSL_SESSION of OpenSSL: version, protocol, suite, identifier, master secret.
  const reader = new TlvReader(content(bytes(session), 0x30));
  for (const tag of [0x02, 0x02, 0x04, 0x04]) reader.take(tag);
  return createHash('sha256').update(reader.take(0x04)).digest('hex');
}
