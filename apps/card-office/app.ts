// The card office over HTTP: what stands before every route, and the routes of its areas, each behind its row of the policy.
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { chooseLanguage, knownHostsOnly, ownPagesOnly, pageAssets, pageHeaders } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import type { LogoutReceiver } from '../../io/logout/index.ts';
import type { Pending, Provider, Sessions as RelyingPartySessions } from '../../io/relying-party/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import type { Account } from './account.ts';
import type { AnyHandlers, View } from './area.ts';
import { fail, note } from './failures.ts';
import { sessionCookie, signInRoutes } from './login/index.ts';
import { isAllowed, policy, type RouteName } from './policy.ts';

export type Sessions = RelyingPartySessions<Pending, Account>;

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

/** All routes of the office. Throws `TypeError` when a row of the policy has no handler, or two. */
export function officeApp(parts: OfficeParts): Hono {
  const { origin, issuer, sessions, log, areas } = parts;
  const app = new Hono();

  app.use(pageHeaders({ formAction: [issuer] }));
  app.use(knownHostsOnly([new URL(origin).host], (c) => fail(c, 'request.not-allowed')));
  app.use(ownPagesOnly((c) => fail(c, 'request.not-allowed')));
  app.route('/', pageAssets());

  const handlers = together([signInRoutes(parts), ...areas]);
  for (const route of Object.keys(policy) as RouteName[]) {
    const [method = '', path = ''] = route.split(' ');
    const handle = handlers[route] as ((c: Context, visit: View) => Response | Promise<Response>) | undefined;
    if (handle === undefined) throw new TypeError(`no handler for ${route}`);
    app.on(method, path, async (c) => {
      const account = await sessions.read(getCookie(c, sessionCookie));
      if (isAllowed(route, account?.kind)) {
        try {
          return await handle(c, { language: chooseLanguage(c), url: c.req.url, account });
        } catch (thrown) {
          return fail(c, note(log, thrown), account);
        }
      }
      return account === undefined && method === 'GET' ? c.redirect('/', 303) : fail(c, 'request.not-allowed', account);
    });
  }
  app.notFound((c) => fail(c, 'request.not-allowed'));
  app.onError((thrown, c) => fail(c, note(log, thrown)));
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
