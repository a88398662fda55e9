// The hospital system's pages: staff sign in, and at the admission desk a patient's card fills in the form.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import * as oidc from 'openid-client';
import { chooseLanguage, type Fetch, knownHostsOnly, ownPagesOnly, pageAssets, pageHeaders } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { answerLogout, type LogoutReceiver } from '../../io/logout/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { type ErrorCode, errorCode } from '../../lib/phrases/index.ts';
import type { Asked, Wanted } from './login/authorization-request.ts';
import { awaitResponse, requestAuthorization, requestTokens } from './login/index.ts';
import { Patient, Staff } from './login/token-request.ts';
import { admissionPage, failurePage, startPage, wardPage } from './pages/index.ts';
import type { Session, Sessions } from './sessions.ts';

export interface HospitalNeeds {
  readonly origin: string;
  readonly issuer: string;
  readonly clients: Readonly<Record<Wanted, string>>;
  readonly fetch: Fetch;
  readonly sessions: Sessions;
  readonly logout: LogoutReceiver;
  readonly log: Logger;
  readonly road: RecordHop;
}

const cookie = 'hospital';

export function hospitalApp(needs: HospitalNeeds): Hono {
  const { origin, sessions, log } = needs;
  const app = new Hono();
  app.use(knownHostsOnly([new URL(origin).host]), pageHeaders(), ownPagesOnly());
  app.route('/', pageAssets());

  app.get('/', (c) => {
    const staff = current(c)?.staff;
    return c.html(staff === undefined ? startPage(view(c)) : wardPage(view(c), staff));
  });
  app.get('/sign-in', async (c) => c.redirect((await begin(c, 'staff')).href, 303));
  app.post('/sign-out', (c) => {
    sessions.remove(getCookie(c, cookie));
    return c.redirect('/', 303);
  });

  app.post('/signed-out-by-provider', bodyLimit({ maxSize: 16 * 1024 }), (c) =>
    answerLogout(c, { logout: needs.logout, end: sessions.end, log, app: 'hospital' }),
  );

  app.get('/admission', (c) => {
    const session = current(c);
    return session?.staff === undefined ? c.redirect('/', 303) : c.html(admissionPage(view(c), session));
  });
  app.get('/admission/identify', async (c) => {
    if (current(c)?.staff === undefined) return c.redirect('/', 303);
    return c.redirect((await begin(c, 'patient')).href, 303);
  });
  app.post('/admission', (c) => {
    const session = current(c);
    if (session?.staff === undefined) return c.redirect('/', 303);
    if (session.patient !== undefined) session.admitted.push(session.patient);
    delete session.patient;
    return c.redirect('/admission', 303);
  });

  app.get('/failed', (c) => {
    const session = current(c);
    const code = session?.failure ?? 'signin.expired';
    return c.html(failurePage(view(c), code, session?.staff === undefined ? '/' : '/admission'));
  });
  app.onError((thrown, c) => {
    const code = codeOf(thrown);
    log.warn('hospital.failed', { code }, thrown);
    return c.html(failurePage(view(c), code, '/'), code === 'idp.down' ? 503 : 500);
  });
  return app;

  /** Begins a sign-in for this browser; gives the address to send it to. */
  async function begin(c: Context, wanted: Wanted): Promise<URL> {
    const session = current(c) ?? begun(c);
    const configuration = await discover(wanted);
    let asked: Asked | undefined;
    const listener = await awaitResponse(async (address) => {
      if (asked === undefined) return origin;
      return new URL(await finish(session, wanted, configuration, asked, address), origin).href;
    });
    sessions.own(listener);
    asked = await requestAuthorization(configuration, { wanted, redirectUri: listener.redirectUri, language: chooseLanguage(c) });
    needs.road({ at: Date.now(), milliseconds: 0, hop: 'authorization-request', from: 'hospital', to: 'idp', outcome: 'ok' });
    return asked.address;
  }

  /** Takes an answer; gives our page to go on with. The result belongs to the browser that began: it alone has the session's cookie. */
  async function finish(session: Session, wanted: Wanted, configuration: oidc.Configuration, asked: Asked, answer: URL): Promise<string> {
    try {
      const claims = await requestTokens(configuration, asked, answer, needs.road);
      if (wanted === 'staff') session.staff = Staff.parse(claims);
      else session.patient = Patient.parse(claims);
      return wanted === 'staff' ? '/' : '/admission';
    } catch (thrown) {
      session.failure = codeOf(thrown);
      log.warn('hospital.sign-in-failed', { code: session.failure });
      return '/failed';
    }
  }

  function discover(wanted: Wanted): Promise<oidc.Configuration> {
    const execute = needs.issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
    const options = { execute, [oidc.customFetch]: needs.fetch as never };
    const metadata = { id_token_signed_response_alg: 'ES256' };
    return oidc.discovery(new URL(needs.issuer), needs.clients[wanted], metadata, oidc.None(), options);
  }

  function current(c: Context): Session | undefined {
    return sessions.find(getCookie(c, cookie));
  }

  function begun(c: Context): Session {
    const { id, session } = sessions.create();
    setCookie(c, cookie, id, { path: '/', httpOnly: true, sameSite: 'Lax', secure: origin.startsWith('https:') });
    return session;
  }
}

function view(c: Context) {
  return { language: chooseLanguage(c), url: c.req.url };
}

/** What went wrong, as a code: the identity provider's description begins with one, and no answer at all is `idp.down`. */
function codeOf(thrown: unknown): ErrorCode {
  if (thrown instanceof oidc.AuthorizationResponseError) return errorCode(/^[a-z.-]+/.exec(thrown.error_description ?? '')?.[0]);
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    if (isEidError(cause) && cause.code.startsWith('http.')) return 'idp.down';
  }
  return 'internal';
}
