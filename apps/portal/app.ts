// The portal over HTTP: what stands before every route, the routes of the policy, and what is told when one fails.
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { knownHostsOnly, ownPagesOnly, pageAssets, pageHeaders } from '../../io/http/index.ts';
import { areas } from './areas.ts';
import { checkRole } from './entitlements/index.ts';
import { fail, note } from './failures.ts';
import { keepAnswers } from './forms/index.ts';
import { sessionCookie } from './login/index.ts';
import type { PortalParts } from './parts.ts';
import { register } from './router.ts';

/** Scripts of pages, below `/assets/`. The offline one keeps the form of a fault report for when there is no network. */
const scripts = {
  'fault-report.js': new URL('web/fault-report.ts', import.meta.url),
  'fault-offline.js': new URL('web/fault-offline.ts', import.meta.url),
};

/** All routes of the portal. */
export function portalApp(parts: PortalParts): Hono {
  const { origin, issuer, sessions, forms, matrix, clock, log } = parts;
  const app = new Hono();
  app.use(pageHeaders({ formAction: [issuer] }));
  app.use(knownHostsOnly([new URL(origin).host], (c) => fail(c, 'request.not-allowed')));
  app.use(ownPagesOnly((c) => fail(c, 'request.not-allowed')));
  app.use('/assets/fault-offline.js', async (c, next) => {
    await next();
    c.res.headers.set('service-worker-allowed', '/faults/');
  });
  app.route('/', pageAssets(scripts));
  register(app, areas(parts), {
    signedIn: (c) => sessions.read(getCookie(c, sessionCookie)),
    vouch: (c, account) => checkRole({ matrix, sessions, now: clock() }, getCookie(c, sessionCookie), account, c.req.method === 'POST'),
    keepAnswers: (c) => keepAnswers(c, forms),
  });
  app.notFound((c) => fail(c, 'request.not-allowed'));
  app.onError((thrown, c) => fail(c, note(log, thrown)));
  return app;
}
