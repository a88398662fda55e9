// The portal over HTTP: start, sign-in and return, the landing pages, who you are, sign-out.
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { buildEndSessionUrl } from 'openid-client';
import { chooseLanguage, knownHostsOnly, ownPagesOnly, pageAssets, pageHeaders } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import { type ErrorCode, errorCode } from '../../lib/phrases/index.ts';
import type { Account, Worker } from './account.ts';
import type { Directory } from './directory.ts';
import { type Home, homeOf, homePaths } from './homes.ts';
import { acceptResponse, isWay, requestAuthorization, requestTokens } from './login/index.ts';
import { failurePage } from './pages/anyone/failure.ts';
import { signedOutPage } from './pages/anyone/signed-out.ts';
import { startPage } from './pages/anyone/start.ts';
import { whoYouArePage } from './pages/anyone/who-you-are.ts';
import type { View } from './pages/frame.ts';
import { healthWorkerHome } from './pages/health-worker/home.ts';
import { patientHome } from './pages/patient/home.ts';
import { pharmacistHome } from './pages/pharmacist/home.ts';
import { physicianHome } from './pages/physician/home.ts';
import { staffHome } from './pages/staff/home.ts';
import type { WorkerView } from './pages/worker-home.ts';
import type { Provider } from './provider.ts';
import type { Sessions } from './session/sessions.ts';

export type PortalParts = {
  /** Where browsers find the portal. */
  readonly origin: string;
  readonly issuer: string;
  readonly provider: Provider;
  readonly sessions: Sessions;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Logger;
  readonly road: RecordHop;
};

const cookies = { session: 'portal', pending: 'portal_sign_in' } as const;

/** Failures that are the server's and not the person's. */
const unavailable: readonly ErrorCode[] = ['database.unreachable', 'idp.down', 'directory.down'];

const workerHomes: Readonly<Record<Exclude<Home, 'patient' | 'staff'>, (view: WorkerView) => ReturnType<typeof physicianHome>>> = {
  physician: physicianHome,
  pharmacist: pharmacistHome,
  'health-worker': healthWorkerHome,
};

/** All routes of the portal. */
export function portalApp({ origin, issuer, provider, sessions, directory, clock, log, road }: PortalParts): Hono {
  const app = new Hono();
  const secure = origin.startsWith('https:');
  const redirectUri = `${origin}/sign-in/return`;
  const view = (c: Context, account?: Account): View => ({ language: chooseLanguage(c), url: c.req.url, account });
  const fail = (c: Context, code: ErrorCode) => {
    const status = code === 'internal' ? 500 : unavailable.includes(code) ? 503 : code === 'request.not-allowed' ? 403 : 400;
    return c.html(failurePage(view(c), code), status);
  };
  /** What a thrown value is called, written to the log. */
  const note = (thrown: unknown): ErrorCode => {
    const code = errorCode(isEidError(thrown) ? thrown.code : undefined);
    if (code === 'internal' || unavailable.includes(code)) log.error('portal.failed', { code }, thrown);
    else log.info('portal.refused', { code });
    return code;
  };
  const signedIn = (c: Context) => sessions.read(getCookie(c, cookies.session));

  app.use(pageHeaders({ formAction: [issuer] }));
  app.use(knownHostsOnly([new URL(origin).host], (c) => fail(c, 'request.not-allowed')));
  app.use(ownPagesOnly((c) => fail(c, 'request.not-allowed')));
  app.route('/', pageAssets());

  app.get('/', async (c) => {
    const account = await signedIn(c);
    return account === undefined ? c.html(startPage(view(c))) : c.redirect(homePaths[homeOf(account)], 303);
  });

  app.get('/sign-in/return', async (c) => {
    const address = new URL(c.req.path + new URL(c.req.url).search, origin);
    const secret = getCookie(c, cookies.pending);
    const here = secret !== undefined || getCookie(c, cookies.session) !== undefined;
    try {
      const pending = acceptResponse(address, await sessions.take(secret), here);
      const account = await requestTokens(provider, { now: clock(), road }, address, pending);
      await sessions.close(getCookie(c, cookies.session));
      const opened = await sessions.open(account.kind === 'worker' ? await named(directory, account) : account);
      setCookie(c, cookies.session, opened, { path: '/', httpOnly: true, sameSite: 'Lax', secure });
      log.info('portal.signed-in', { kind: account.kind });
      return c.redirect(homePaths[homeOf(account)], 303);
    } catch (thrown) {
      return c.redirect(`/sign-in/failed?code=${note(thrown)}`, 303);
    }
  });

  app.get('/sign-in/failed', (c) => fail(c, errorCode(c.req.query('code'))));

  app.get('/sign-in/:way', async (c) => {
    const way = c.req.param('way');
    if (!isWay(way)) return fail(c, 'request.not-allowed');
    const { role, institution } = c.req.query();
    const wanted = { way, language: chooseLanguage(c), ...(role ? { role } : {}), ...(institution ? { institution } : {}) };
    const { address, pending } = await requestAuthorization(provider, { redirectUri, road }, wanted);
    setCookie(c, cookies.pending, await sessions.begin(pending), { path: '/sign-in', httpOnly: true, sameSite: 'Lax', secure });
    return c.redirect(address.href, 303);
  });

  for (const home of Object.keys(homePaths) as Home[]) {
    app.get(homePaths[home], async (c) => {
      const account = await signedIn(c);
      if (account === undefined) return c.redirect('/', 303);
      if (homeOf(account) !== home) return c.redirect(homePaths[homeOf(account)], 303);
      return c.html(await drawHome(directory, home, { ...view(c), account }));
    });
  }

  app.get('/who-you-are', async (c) => {
    const account = await signedIn(c);
    return account === undefined ? c.redirect('/', 303) : c.html(whoYouArePage({ ...view(c), account }));
  });

  app.get('/me.json', async (c) => {
    const account = await signedIn(c);
    if (account === undefined) return c.json({ code: 'signin.expired' }, 401);
    const { acr, amr, sub, claims } = account;
    return c.json({ acr, amr, sub, claims });
  });

  app.post('/sign-out', async (c) => {
    const secret = getCookie(c, cookies.session);
    const account = await sessions.read(secret);
    await sessions.close(secret);
    deleteCookie(c, cookies.session, { path: '/', secure });
    return c.redirect((await endAtProvider(provider, account, `${origin}/signed-out`)) ?? '/signed-out', 303);
  });

  app.get('/signed-out', (c) => c.html(signedOutPage(view(c))));

  app.notFound((c) => fail(c, 'request.not-allowed'));
  app.onError((thrown, c) => fail(c, note(thrown)));
  return app;
}

async function drawHome(directory: Directory, home: Home, view: View & { readonly account: Account }) {
  const { account } = view;
  if (account.kind === 'patient') return patientHome({ ...view, account });
  const worker = { ...view, account };
  if (home === 'patient') throw new EidError('internal', { at: 'home' });
  if (home !== 'staff') return workerHomes[home](worker);
  return staffHome(worker, account.role === 'institution-admin' ? await directory.members(account.institution.id) : undefined);
}

/** The worker with names of institution and unit; with their numbers only while the directory is away. */
async function named(directory: Directory, worker: Worker): Promise<Worker> {
  try {
    const { name, units } = await directory.institution(worker.institution.id);
    const unit = units.find(({ id }) => id === worker.unit.id);
    return { ...worker, institution: { ...worker.institution, name }, unit: { ...worker.unit, ...(unit && { name: unit.name }) } };
  } catch (thrown) {
    if (isEidError(thrown, 'directory.down')) return worker;
    throw thrown;
  }
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
