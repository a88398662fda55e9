// The attached model: we hand out the TC token ourselves, without a key, and PAOS comes over the very TLS session in which it was fetched, kept or taken up
// again. TR-03124-1 2.4 and 2.6.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { PskAnswer } from '../../io/tls-psk/index.ts';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import { encodeTcToken, isRedirectMinor, tcTokenContentType } from '../../lib/ecard/index.ts';
import type { Channels, Env } from './channels.ts';
import type { Peer } from './paos.ts';
import type { RelyingParty } from './relying-party.ts';
import type { Session, SessionStore } from './session/store.ts';

export interface AttachedContext {
  /** Our https origin, that of subjectURL in the certificate description. */
  readonly origin: string;
  readonly store: Pick<SessionStore, 'load' | 'save'>;
  readonly parties: readonly RelyingParty[];
  readonly answer: (peer: Peer, document: Bytes) => Promise<PskAnswer>;
  readonly channels: Channels;
}

/** Where the client of an attached session finds its TC token. */
export function tokenAddress(origin: string, identity: string): string {
  return `${origin}/tc-token/${identity}`;
}

/** The TC token of an attached session, without a key; `back` is where its client leads the browser. */
export function tokenOf(origin: string, identity: string, back: string): string {
  return encodeTcToken({
    serverAddress: `${origin}/paos`,
    sessionIdentifier: identity,
    refreshAddress: back,
    communicationErrorAddress: `${back}?ResultMajor=error&ResultMinor=communicationError`,
  });
}

/** The web application: the token, once; PAOS; and the address to come back to, which leads on to the relying party. */
export function createAttached({ origin, store, parties, answer, channels }: AttachedContext): Hono<Env> {
  const returnAddressOf = (session: Session | undefined) =>
    session?.asked.saml === undefined ? parties.find(({ name }) => name === session?.service)?.returnAddress : undefined;
  const app = new Hono<Env>();

  app.get('/tc-token/:identity', async (c) => {
    const session = await store.load(c.req.param('identity'));
    const isFresh = session?.asked.attached === 'waiting' && session.progress.state === 'created';
    if (session === undefined || !isFresh || !channels.isNameable(c) || returnAddressOf(session) === undefined) return c.body(null, 404);
    // Whoever saves it first has it; the token is for nobody else.
    if (!(await store.save({ ...session, asked: { ...session.asked, attached: 'bound' } }))) return c.body(null, 404);
    channels.bind(c, session.identity);
    const document = tokenOf(origin, session.identity, `${origin}/refresh/${session.identity}`);
    return c.body(document, 200, { 'content-type': tcTokenContentType, 'cache-control': 'no-store' });
  });

  app.post('/paos', bodyLimit({ maxSize: 128 * 1024 }), async (c) => {
    const peer = channels.peerOf(c);
    if (peer === undefined) return c.body(null, 403);
    const { status, contentType, body } = await answer(peer, bytes(new Uint8Array(await c.req.arrayBuffer())));
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
