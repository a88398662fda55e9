// The identity provider over HTTP: its pages, its register, and everything else to the OpenID Connect engine.
import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import type Provider from 'oidc-provider';
import { activationScripts, chooseLanguage, knownHostsOnly, pageAssets } from '../../io/http/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { type ErrorCode, errorCode } from '../../lib/phrases/index.ts';
import { createProvider, type EngineNeeds } from './engine/provider.ts';
import { type Frame, refusedPage } from './pages/index.ts';
import { adminRoutes } from './routes/admin.ts';
import { type HistoryNeeds, historyRoutes } from './routes/history.ts';
import { cameAtWrongTime, type InteractionNeeds, interactionRoutes } from './routes/interaction.ts';
import { signOutRoutes } from './routes/sign-out.ts';

type Env = { Bindings: HttpBindings };

/**
 * Tells the server that the engine has answered. Loaded in a process that listens already, this is the server's own light kind of response,
 * in which it does not look for the mark; reading the body makes it a whole one.
 */
const answered = RESPONSE_ALREADY_SENT;
void answered.body;

export type IdpNeeds = Omit<EngineNeeds, 'renderError'> &
  Omit<InteractionNeeds, 'provider'> &
  HistoryNeeds & {
    readonly adminToken: string;
  };

/** Headers of the engine's answers that a browser may show: nothing runs, nothing frames them. */
const engineHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

const statusOf: Readonly<Partial<Record<ErrorCode, 400 | 403 | 410 | 503>>> = {
  'request.not-allowed': 400,
  'signin.other-browser': 403,
  'signin.expired': 410,
  'database.unreachable': 503,
};

export function idpApp(needs: IdpNeeds): { readonly app: Hono<Env>; readonly provider: Provider } {
  const { issuer, secureOrigin, log } = needs;
  const frames = new WeakMap<IncomingMessage, Frame>();
  const provider = createProvider({
    ...needs,
    async renderError(ctx, _out, thrown) {
      const at = frames.get(ctx.req) ?? { language: 'hu', url: issuer };
      const code = codeOf(thrown);
      ctx.type = 'html';
      ctx.status = statusOf[code] ?? 500;
      ctx.body = String(await refusedPage(at, code, code === 'database.unreachable'));
    },
  });
  provider.on('server_error', (_ctx, thrown) => log.error('idp.engine-failed', {}, thrown));

  const engine = provider.callback();
  const app = new Hono<Env>();
  app.use(knownHostsOnly([new URL(issuer).host, new URL(secureOrigin).host]));
  app.route('/', pageAssets(activationScripts));
  app.route('/interaction', interactionRoutes({ ...needs, provider }));
  app.route('/admin', adminRoutes({ ...needs, token: needs.adminToken }));
  app.route('/history', historyRoutes(needs));
  app.route('/session', signOutRoutes(provider));
  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.all('*', async (c) => {
    const { incoming, outgoing } = c.env;
    frames.set(incoming, { language: chooseLanguage(c), url: c.req.url });
    for (const [name, value] of Object.entries(engineHeaders)) outgoing.setHeader(name, value);
    await engine(incoming, outgoing);
    return answered;
  });
  app.onError((thrown, c) => {
    const uid = /^\/interaction\/([^/]+)\/./.exec(c.req.path)?.[1];
    if (cameAtWrongTime(thrown) && uid !== undefined && !c.req.path.endsWith('/tc-token')) return c.redirect(`/interaction/${uid}`, 303);
    const code = codeOf(thrown);
    log.warn('idp.request-failed', { code }, code === 'internal' ? thrown : undefined);
    return failure(c, code);
  });
  return { app, provider };
}

async function failure(c: Context<Env>, code: ErrorCode): Promise<Response> {
  const status = statusOf[code] ?? 500;
  if (c.req.path.endsWith('/tc-token')) return c.text(code, 404);
  const again = code === 'database.unreachable' && c.req.method === 'GET';
  return c.html(await refusedPage({ language: chooseLanguage(c), url: c.req.url }, code, again), status);
}

/** Our own errors by their code; what the engine refuses is a request that is not allowed; the rest is a fault of ours. */
function codeOf(thrown: unknown): ErrorCode {
  if (isEidError(thrown)) return cameAtWrongTime(thrown) ? 'signin.expired' : errorCode(thrown.code);
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'SessionNotFound') return 'signin.expired';
  return thrown instanceof Error && 'error' in thrown && thrown.error !== 'server_error' ? 'request.not-allowed' : 'internal';
}
