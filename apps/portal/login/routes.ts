// Signing in and out over HTTP: leaving for the identity provider, coming back, being told what went wrong.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { answerLogout } from '../../../io/logout/index.ts';
import { acceptResponse, endAtProvider, type Provider } from '../../../io/relying-party/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { errorCode } from '../../../lib/phrases/index.ts';
import type { Account, Worker } from '../account.ts';
import type { Directory } from '../directory.ts';
import { fail, note } from '../failures.ts';
import { keptAnswers } from '../forms/index.ts';
import { homeOf, homePaths } from '../homes.ts';
import { sessionEndedPage } from '../pages/anyone/session-ended.ts';
import { signedOutPage } from '../pages/anyone/signed-out.ts';
import type { PortalParts } from '../parts.ts';
import { deviceOf } from '../session/own-sessions.ts';
import type { Routes } from '../visit.ts';
import { isWay, requestAuthorization } from './authorization-request.ts';
import { requestTokens } from './token-request.ts';

/** The cookie of a person signed in. */
export const sessionCookie = 'portal';
/** The cookie of a worker who only asks how they stand. */
export const standingCookie = 'portal_standing';
const pendingCookie = 'portal_sign_in';

export function signInRoutes({ origin, provider, sessions, forms, logout, directory, linking, clock, log, road }: PortalParts): Routes {
  const secure = origin.startsWith('https:');
  const redirectUri = `${origin}/sign-in/return`;
  return {
    'GET /sign-in/return': async ({ context: c }) => {
      const address = new URL(c.req.path + new URL(c.req.url).search, origin);
      const secret = getCookie(c, pendingCookie);
      const here = secret !== undefined || getCookie(c, sessionCookie) !== undefined;
      try {
        const pending = acceptResponse(address, await sessions.take(secret), here);
        const account = await requestTokens(provider, { now: clock(), road }, address, pending);
        if (account.kind === 'user') {
          const asking = await sessions.ask(account.user);
          setCookie(c, standingCookie, asking, { path: '/standing', httpOnly: true, sameSite: 'Lax', secure });
          return c.redirect('/standing', 303);
        }
        await sessions.close(getCookie(c, sessionCookie));
        const opened = await sessions.open(
          account.kind === 'worker' ? await nameAccount(directory, account) : account,
          deviceOf(c.req.header('user-agent')),
        );
        setCookie(c, sessionCookie, opened, { path: '/', httpOnly: true, sameSite: 'Lax', secure });
        log.info('portal.signed-in', { kind: account.kind });
        return c.redirect((await keptAnswers(c, forms, account)) ?? homePaths[homeOf(account)], 303);
      } catch (thrown) {
        return c.redirect(`/sign-in/failed?code=${note(log, thrown)}`, 303);
      }
    },

    'GET /sign-in/failed': ({ context: c }) => fail(c, errorCode(c.req.query('code'))),

    'GET /sign-in/again': ({ context: c, ...view }) => c.html(sessionEndedPage(view)),

    'GET /sign-in/:way': async ({ context: c, language }) => {
      const way = c.req.param('way') ?? '';
      if (!isWay(way)) throw new EidError('request.not-allowed', { at: 'way' });
      const { role, institution } = c.req.query();
      const wanted = { way, language, ...(role ? { role } : {}), ...(institution ? { institution } : {}) };
      const { address, pending } = await requestAuthorization(provider, { redirectUri, road }, wanted);
      setCookie(c, pendingCookie, await sessions.begin(pending), { path: '/sign-in', httpOnly: true, sameSite: 'Lax', secure });
      return c.redirect(address.href, 303);
    },

    'POST /sign-out': async ({ context: c, account }) => {
      await sessions.close(getCookie(c, sessionCookie));
      deleteCookie(c, sessionCookie, { path: '/', secure });
      const ending = await endAtProvider(providerOf(account, provider, linking), account?.idToken, `${origin}/signed-out`);
      return c.redirect(ending ?? '/signed-out', 303);
    },

    'POST /signed-out-by-provider': ({ context: c }) => answerLogout(c, { logout, end: sessions.end, log, app: 'portal' }),

    'GET /signed-out': ({ context: c, ...view }) => c.html(signedOutPage(view)),
  };
}

/** The worker with names of institution and unit; with their numbers only while the directory is away. */
export async function nameAccount(directory: Directory, worker: Worker): Promise<Worker> {
  try {
    const { name, units } = await directory.institution(worker.institution.id);
    const unit = units.find(({ id }) => id === worker.unit.id);
    return { ...worker, institution: { ...worker.institution, name }, unit: { ...worker.unit, ...(unit && { name: unit.name }) } };
  } catch (thrown) {
    if (isEidError(thrown, 'directory.down')) return worker;
    throw thrown;
  }
}

/** Whoever was signed in by linking is signed out by the registration of linking. */
function providerOf(account: Account | undefined, provider: Provider, linking: PortalParts['linking']): Provider {
  return account?.claims['aud'] === linking.clientId ? linking.provider : provider;
}
