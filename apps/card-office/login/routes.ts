// Signing in and out over HTTP: leaving for the identity provider, coming back, being told what went wrong.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { answerLogout } from '../../../io/logout/index.ts';
import { acceptResponse, endAtProvider } from '../../../io/relying-party/index.ts';
import { errorCode } from '../../../lib/phrases/index.ts';
import { homePaths } from '../account.ts';
import type { OfficeParts } from '../app.ts';
import type { Handlers } from '../area.ts';
import { fail, note } from '../failures.ts';
import { signedOutPage } from '../pages/signed-out.ts';
import { startPage } from '../pages/start.ts';
import { isWay, requestAuthorization } from './authorization-request.ts';
import { requestTokens } from './token-request.ts';

/** The cookie of a person signed in. */
export const sessionCookie = 'office';
const pendingCookie = 'office_sign_in';

type SignInRoute =
  | 'GET /'
  | 'GET /sign-in/return'
  | 'GET /sign-in/failed'
  | 'GET /sign-in/:way'
  | 'POST /sign-out'
  | 'GET /signed-out'
  | 'POST /signed-out-by-provider';

export function signInRoutes({ origin, provider, sessions, logout, clock, log, road }: OfficeParts): Handlers<SignInRoute> {
  const secure = origin.startsWith('https:');
  const redirectUri = `${origin}/sign-in/return`;
  return {
    'GET /': (c, view) => (view.account === undefined ? c.html(startPage(view)) : c.redirect(homePaths[view.account.kind], 303)),

    'GET /sign-in/return': async (c) => {
      const address = new URL(c.req.path + new URL(c.req.url).search, origin);
      const secret = getCookie(c, pendingCookie);
      const here = secret !== undefined || getCookie(c, sessionCookie) !== undefined;
      try {
        const pending = acceptResponse(address, await sessions.take(secret), here);
        const account = await requestTokens(provider, { now: clock(), road }, address, pending);
        await sessions.close(getCookie(c, sessionCookie));
        setCookie(c, sessionCookie, await sessions.open(account), { path: '/', httpOnly: true, sameSite: 'Lax', secure });
        log.info('office.signed-in', { kind: account.kind });
        return c.redirect(homePaths[account.kind], 303);
      } catch (thrown) {
        return c.redirect(`/sign-in/failed?code=${note(log, thrown)}`, 303);
      }
    },

    'GET /sign-in/failed': (c) => fail(c, errorCode(c.req.query('code'))),

    'GET /sign-in/:way': async (c, { language }) => {
      const way = c.req.param('way') ?? '';
      if (!isWay(way)) return fail(c, 'request.not-allowed');
      const { address, pending } = await requestAuthorization(provider, { redirectUri, road }, { way, language });
      setCookie(c, pendingCookie, await sessions.begin(pending), { path: '/sign-in', httpOnly: true, sameSite: 'Lax', secure });
      return c.redirect(address.href, 303);
    },

    'POST /sign-out': async (c, { account }) => {
      await sessions.close(getCookie(c, sessionCookie));
      deleteCookie(c, sessionCookie, { path: '/', secure });
      return c.redirect((await endAtProvider(provider, account?.idToken, `${origin}/signed-out`)) ?? '/signed-out', 303);
    },

    'GET /signed-out': (c, view) => c.html(signedOutPage(view)),

    'POST /signed-out-by-provider': (c) => answerLogout(c, { logout, end: sessions.end, log, app: 'office' }),
  };
}
