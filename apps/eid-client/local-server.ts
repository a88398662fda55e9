// The client's interface to the browsers of this computer: 127.0.0.1 and ::1 only, under its own names only. TR-03124-1 2.2.
import type { IncomingMessage } from 'node:http';
import { Hono, type MiddlewareHandler } from 'hono';
import { chooseLanguage, knownHostsOnly, ownPagesOnly, pageHeaders, peerUser } from '../../io/http/index.ts';
import { activation, type Reception } from './login/index.ts';
import type { Own } from './own/index.ts';
import { failurePage, homePage } from './pages/result.ts';
import { showView } from './pin/show.ts';
import { agent, status } from './version.ts';
import { type WindowActions, windowRoutes } from './window/routes.ts';

/** `hosts` is filled once the port is known: `127.0.0.1:24727` and its other two spellings. */
export function localServer(
  hosts: readonly string[],
  reception: Reception,
  actions: WindowActions,
  own: Own,
  { anyUser }: { readonly anyUser: boolean },
): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.res.headers.set('server', agent);
  });
  app.use(knownHostsOnly(hosts, (c) => c.text('421 Misdirected Request', 421)));
  app.use(pageHeaders());
  if (!anyUser) app.use(ownUserOnly);
  const guard = ownPagesOnly((c) =>
    c.html(failurePage('request.not-allowed', { language: chooseLanguage(c), url: c.req.url, inTab: false }), 403),
  );
  // The window of its own opens from a file, without an origin: there the secret decides.
  app.use((c, next) => (c.req.path === '/window/open' ? next() : guard(c, next)));

  app.get('/eID-Client', (c) => {
    const query = new Map(Object.entries(c.req.query()).map(([name, value]) => [name.toLowerCase(), value]));
    const format = query.get('status');
    c.header('cache-control', 'no-cache, no-store');
    if (format !== undefined) return format.toLowerCase() === 'json' ? c.json(status) : c.text(statusText);
    const view = views.get(query.get('showui')?.toLowerCase() ?? '');
    if (view !== undefined) return showView(c, reception, view);
    if (query.has('showui')) return c.html(homePage({ language: chooseLanguage(c), url: c.req.url, inTab: false }));
    return activation(c, query.get('tctokenurl') ?? '', reception);
  });
  app.get('/', (c) => c.redirect('/eID-Client?ShowUI', 303));
  app.route(
    '/',
    windowRoutes(() => reception.current, actions, own),
  );
  app.notFound((c) => c.html(failurePage('request.not-allowed', { language: chooseLanguage(c), url: c.req.url, inTab: false }), 404));
  return app;
}

/** Two users on one computer do not meet: whoever runs this program, and nobody else, is answered. Where the system does not tell whose a connection is, the window's secrets alone decide. */
const ownUserOnly: MiddlewareHandler = async (c, next) => {
  const { incoming } = c.env as { incoming: IncomingMessage };
  const user = await peerUser(incoming.socket);
  if (user === undefined || user === process.getuid?.()) return next();
  return c.html(failurePage('client.other-user', { language: chooseLanguage(c), url: c.req.url, inTab: false }), 403);
};

/** What `?ShowUI` may name, in lower case, and where that begins in the window; anything else shows the client itself. */
const views: ReadonlyMap<string, string> = new Map([
  ['pinmanagement', '/window'],
  ['settings', '/window/settings'],
]);

const statusText = Object.entries(status)
  .map(([key, value]) => `${key}: ${value}\n`)
  .join('');
