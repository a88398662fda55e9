// The card office over HTTP: sign-in and return, and the routes of its areas, each behind its row of the policy.
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { buildEndSessionUrl } from 'openid-client';
import { chooseLanguage, knownHostsOnly, ownPagesOnly, pageAssets, pageHeaders } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import type { LogoutReceiver } from '../../io/logout/index.ts';
import type { Provider } from '../../io/relying-party/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { type ErrorCode, errorCode } from '../../lib/phrases/index.ts';
import { type Account, homePaths } from './account.ts';
import type { AnyHandlers, Handlers, View } from './area.ts';
import { acceptResponse, isWay, requestAuthorization, requestTokens } from './login/index.ts';
import { failurePage } from './pages/failure.ts';
import { signedOutPage } from './pages/signed-out.ts';
import { startPage } from './pages/start.ts';
import { isAllowed, policy, type RouteName } from './policy.ts';
import type { Sessions } from './session/sessions.ts';

export type OfficeParts = {
  /** Where browsers find the office. */
  readonly origin: string;
  readonly issuer: string;
  readonly provider: Provider;
  readonly sessions: Sessions;
  /** Hears from the identity provider that a sign-in has ended. */
  readonly logout: LogoutReceiver;
  readonly clock: Clock;
  readonly log: Logger;
  readonly road: RecordHop;
  /** The routes of the areas; together with the sign-in's they fill the policy. */
  readonly areas: readonly AnyHandlers[];
};

const cookies = { session: 'office', pending: 'office_sign_in' } as const;

/** Failures that are the server's and not the person's. */
const unavailable: readonly ErrorCode[] = ['database.unreachable', 'idp.down'];
const conflicts: readonly string[] = ['register.changed-meanwhile'];

/** All routes of the office. Throws `TypeError` when a row of the policy has no handler, or two. */
export function officeApp(parts: OfficeParts): Hono {
  const { origin, issuer, sessions, log, areas } = parts;
  const app = new Hono();
  const view = (c: Context, account?: Account): View => ({ language: chooseLanguage(c), url: c.req.url, account });
  const fail = (c: Context, code: ErrorCode, account?: Account) => {
    const status =
      code === 'internal'
        ? 500
        : unavailable.includes(code)
          ? 503
          : code === 'request.not-allowed'
            ? 403
            : conflicts.includes(code)
              ? 409
              : 400;
    return c.html(failurePage(view(c, account), code), status);
  };
  /** What a thrown value is called, written to the log. */
  const note = (thrown: unknown): ErrorCode => {
    const code = errorCode(isEidError(thrown) ? thrown.code : undefined);
    if (code === 'internal' || unavailable.includes(code)) log.error('office.failed', { code }, thrown);
    else log.info('office.refused', { code });
    return code;
  };
  const signedIn = (c: Context) => sessions.read(getCookie(c, cookies.session));

  app.use(pageHeaders({ formAction: [issuer] }));
  app.use(knownHostsOnly([new URL(origin).host], (c) => fail(c, 'request.not-allowed')));
  app.use(ownPagesOnly((c) => fail(c, 'request.not-allowed')));
  app.route('/', pageAssets());

  const handlers = together([signInRoutes(parts, { signedIn, fail, note }), ...areas]);
  for (const route of Object.keys(policy) as RouteName[]) {
    const [method = '', path = ''] = route.split(' ');
    const handle = handlers[route] as ((c: Context, visit: View) => Response | Promise<Response>) | undefined;
    if (handle === undefined) throw new TypeError(`no handler for ${route}`);
    app.on(method, path, async (c) => {
      const account = await signedIn(c);
      if (isAllowed(route, account?.kind)) {
        try {
          return await handle(c, view(c, account));
        } catch (thrown) {
          return fail(c, note(thrown), account);
        }
      }
      return account === undefined && method === 'GET' ? c.redirect('/', 303) : fail(c, 'request.not-allowed', account);
    });
  }
  app.notFound((c) => fail(c, 'request.not-allowed'));
  app.onError((thrown, c) => fail(c, note(thrown)));
  return app;
}

function together(areas: readonly AnyHandlers[]): AnyHandlers {
  const all: AnyHandlers = {};
  for (const area of areas) {
    for (const route of Object.keys(area)) {
      if (Object.hasOwn(all, route)) throw new TypeError(`two handlers for ${route}`);
    }
    Object.assign(all, area);
  }
  return all;
}

type SignInRoute =
  | 'GET /'
  | 'GET /sign-in/return'
  | 'GET /sign-in/failed'
  | 'GET /sign-in/:way'
  | 'POST /sign-out'
  | 'GET /signed-out'
  | 'POST /signed-out-by-provider';

interface Doors {
  readonly signedIn: (c: Context) => Promise<Account | undefined>;
  readonly fail: (c: Context, code: ErrorCode) => Response | Promise<Response>;
  readonly note: (thrown: unknown) => ErrorCode;
}

function signInRoutes(
  { origin, provider, sessions, logout, clock, log, road }: OfficeParts,
  { signedIn, fail, note }: Doors,
): Handlers<SignInRoute> {
  const secure = origin.startsWith('https:');
  const redirectUri = `${origin}/sign-in/return`;
  return {
    'GET /': (c, view) => (view.account === undefined ? c.html(startPage(view)) : c.redirect(homePaths[view.account.kind], 303)),

    'GET /sign-in/return': async (c) => {
      const address = new URL(c.req.path + new URL(c.req.url).search, origin);
      const secret = getCookie(c, cookies.pending);
      const here = secret !== undefined || getCookie(c, cookies.session) !== undefined;
      try {
        const pending = acceptResponse(address, await sessions.take(secret), here);
        const account = await requestTokens(provider, { now: clock(), road }, address, pending);
        await sessions.close(getCookie(c, cookies.session));
        setCookie(c, cookies.session, await sessions.open(account), { path: '/', httpOnly: true, sameSite: 'Lax', secure });
        log.info('office.signed-in', { kind: account.kind });
        return c.redirect(homePaths[account.kind], 303);
      } catch (thrown) {
        return c.redirect(`/sign-in/failed?code=${note(thrown)}`, 303);
      }
    },

    'GET /sign-in/failed': (c) => fail(c, errorCode(c.req.query('code'))),

    'GET /sign-in/:way': async (c, { language }) => {
      const way = c.req.param('way') ?? '';
      if (!isWay(way)) return fail(c, 'request.not-allowed');
      const { address, pending } = await requestAuthorization(provider, { redirectUri, road }, { way, language });
      setCookie(c, cookies.pending, await sessions.begin(pending), { path: '/sign-in', httpOnly: true, sameSite: 'Lax', secure });
      return c.redirect(address.href, 303);
    },

    'POST /sign-out': async (c) => {
      const account = await signedIn(c);
      await sessions.close(getCookie(c, cookies.session));
      deleteCookie(c, cookies.session, { path: '/', secure });
      return c.redirect((await endAtProvider(provider, account, `${origin}/signed-out`)) ?? '/signed-out', 303);
    },

    'GET /signed-out': (c, view) => c.html(signedOutPage(view)),

    'POST /signed-out-by-provider': async (c) => {
      c.header('cache-control', 'no-store');
      try {
        await sessions.end(await logout.receive(String((await c.req.formData()).get('logout_token') ?? '')));
        return c.body(null, 200);
      } catch (thrown) {
        const isRefused = isEidError(thrown, 'logout.refused');
        log.warn('office.logout-failed', { refused: isRefused }, thrown);
        return c.json({ error: isRefused ? 'invalid_request' : 'temporarily_unavailable' }, isRefused ? 400 : 503);
      }
    },
  };
}

/** The address at which the identity provider ends its part (RP-Initiated Logout 1.0); none when it is away: here one is signed out anyhow. */
async function endAtProvider(provider: Provider, account: Account | undefined, back: string): Promise<string | undefined> {
  if (account === undefined) return undefined;
  try {
    return buildEndSessionUrl(await provider(), { id_token_hint: account.idToken, post_logout_redirect_uri: back }).href;
  } catch (thrown) {
    if (isEidError(thrown, 'idp.down')) return undefined;
    throw thrown;
  }
}
