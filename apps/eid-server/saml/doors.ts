// The SAML processor over HTTP, at the origin of the attached model: requests come in by a client or by a browser, and answers leave by whoever comes back.
// TR-03130-1 4.2 and 5.2, TR-03124-1 2.6.
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { activationScripts, chooseLanguage, contentPolicy, ownPagesOnly, pageAssets, pageHeaders } from '../../../io/http/index.ts';
import type { Logger } from '../../../io/log/index.ts';
import { type ReceivedMessage, readPost, readRedirect } from '../../../io/saml/index.ts';
import { tcTokenContentType } from '../../../lib/ecard/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { tokenOf } from '../attached.ts';
import type { Channels, Env } from '../channels.ts';
import { leavingPage, refusedPage, signInPage } from '../pages/saml.ts';
import { type Door, type TakeContext, take } from './authn-request.ts';
import { refusalOf, type SamlRefusal, statusOf } from './refusal.ts';
import type { Delivery } from './response.ts';
import { begin, comeBack, giveUp, handOver, type SignInContext, sessionOf } from './sign-ins.ts';

export interface SamlContext extends SignInContext, TakeContext {
  /** Our https origin, that of the attached model. */
  readonly origin: string;
  /** Origin of the client on a person's computer. */
  readonly client: string;
  readonly channels: Channels;
  /** Our metadata as of now, signed. */
  readonly metadata: () => string;
  readonly log: Logger;
}

/** Where requests come to. */
export const doorsAt = (origin: string) =>
  ({
    client: { profile: 'national', address: `${origin}/saml/tc-token`, answers: ['redirect'] },
    browser: { profile: 'national', address: `${origin}/saml/sign-in`, answers: ['post', 'redirect'] },
    eidas: { profile: 'eidas', address: `${origin}/eidas/sign-in`, answers: ['post'] },
  }) as const satisfies Readonly<Record<string, Door>>;

const cookieName = '__Host-saml';
/** Octets of a form. */
const largest = 512 * 1024;
const Form = z.object({ SAMLRequest: z.string(), RelayState: z.string().optional() });

export function createSaml(context: SamlContext): Hono<Env> {
  const { origin, channels, log } = context;
  const doors = doorsAt(origin);
  const app = new Hono<Env>();
  app.route('/', pageAssets({ ...activationScripts, 'leaving.js': new URL('../web/leaving.ts', import.meta.url) }));
  app.get('/saml/metadata', (c) => c.body(context.metadata(), 200, { 'content-type': 'application/samlmetadata+xml' }));
  app.use('/saml/*', pageHeaders());
  app.use('/eidas/*', pageHeaders());

  const token = (c: Context<Env>, identity: string, word: string) => {
    channels.bind(c, identity);
    const document = tokenOf(origin, identity, `${origin}/saml/refresh/${identity}/${word}`);
    return c.body(document, 200, { 'content-type': tcTokenContentType, 'cache-control': 'no-store' });
  };

  /** A person's client, sent here by the service provider: it gets the token at once. */
  app.get('/saml/tc-token', async (c) => {
    if (!channels.isNameable(c)) throw new EidError<SamlRefusal>('saml.request');
    const taken = await take(readRedirect(queryOf(c), 'SAMLRequest'), doors.client, context);
    const beginning = await begin(taken, { address: addressOf(c) }, context);
    if (beginning.kind === 'answered') return deliver(c, beginning.delivery);
    return token(c, beginning.identity, beginning.word);
  });

  /** A person's browser: it gets a page that leads to the client. */
  const enter = async (c: Context<Env>, received: ReceivedMessage, door: Door) => {
    const taken = await take(received, door, context);
    const beginning = await begin(taken, { address: addressOf(c), cookie: ownCookie(c) }, context);
    if (beginning.kind === 'answered') return deliver(c, beginning.delivery);
    const { kind, identity, word } = beginning;
    return c.redirect(kind === 'begun' ? `/saml/sign-in/${identity}` : `/saml/refresh/${identity}/${word}`, 303);
  };
  app.get('/saml/sign-in', (c) => enter(c, readRedirect(queryOf(c), 'SAMLRequest'), doors.browser));
  app.post('/eidas/sign-in', bodyLimit({ maxSize: largest }), async (c) => {
    const { data: form } = Form.safeParse(await c.req.parseBody());
    if (form === undefined) throw new EidError<SamlRefusal>('saml.request');
    return enter(c, readPost(form.SAMLRequest, form.RelayState), doors.eidas);
  });

  app.get('/saml/sign-in/:identity', async (c) => {
    const identity = c.req.param('identity');
    const { asked } = await sessionOf(identity, getCookie(c, cookieName), context);
    const tcTokenURL = `${origin}/saml/tc-token/${identity}`;
    const address =
      asked.attached === 'waiting' ? `${new URL('/eID-Client', context.client)}?${new URLSearchParams({ tcTokenURL })}` : undefined;
    return c.html(signInPage(frameOf(c), `/saml/sign-in/${identity}/cancel`, address));
  });
  app.post('/saml/sign-in/:identity/cancel', ownPagesOnly(), async (c) => {
    const identity = c.req.param('identity');
    const word = await giveUp(identity, getCookie(c, cookieName), context);
    return c.redirect(`/saml/refresh/${identity}/${word}`, 303);
  });

  app.get('/saml/tc-token/:identity', async (c) => {
    const identity = c.req.param('identity');
    const word = channels.isNameable(c) ? await handOver(identity, context) : undefined;
    return word === undefined ? c.body(null, 404) : token(c, identity, word);
  });

  app.get('/saml/refresh/:identity/:word', async (c) => {
    const cookie = getCookie(c, cookieName);
    const returning = {
      ...c.req.param(),
      ...(cookie !== undefined && { cookie }),
      hasFailed: c.req.query('ResultMajor') === 'error',
      isCancelled: c.req.query('ResultMinor') === 'cancellationByUser',
    };
    return deliver(c, await comeBack(returning, context));
  });

  app.onError((thrown, c) => {
    const code = refusalOf(thrown);
    if (code === 'internal') log.error('saml-failed', {}, thrown);
    else log.warn('saml-refused', { code }, thrown);
    return c.html(refusedPage(frameOf(c), code), statusOf(code));
  });
  return app;
}

function deliver(c: Context<Env>, delivery: Delivery): Response | Promise<Response> {
  if (delivery.binding === 'redirect') return c.redirect(delivery.address, 303);
  const { action, fields } = delivery;
  c.header('content-security-policy', contentPolicy([new URL(action).origin]));
  return c.html(leavingPage(frameOf(c), action, fields));
}

function frameOf(c: Context<Env>) {
  return { language: chooseLanguage(c), url: c.req.url };
}

/** The query as it came: signatures cover its very octets. */
function queryOf(c: Context<Env>): string {
  return (c.env.incoming.url ?? '').split('?').slice(1).join('?');
}

function addressOf(c: Context<Env>): string {
  return c.env.incoming.socket.remoteAddress ?? '';
}

/** What this browser is known by, here only, until it is closed. */
function ownCookie(c: Context<Env>): string {
  const known = getCookie(c, cookieName);
  const value = known !== undefined && /^[0-9a-f]{64}$/.test(known) ? known : randomBytes(32).toString('hex');
  setCookie(c, cookieName, value, { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' });
  return value;
}
