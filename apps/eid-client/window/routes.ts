// The window's pages over HTTP. Each is dead without the cookie, and the cookie is had by a secret that was never in an address.
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { chooseLanguage, type Html, pageAssets } from '../../../io/http/index.ts';
import { canPage, pinPage } from '../pages/codes.ts';
import type { Frame } from '../pages/frame.ts';
import { permissionPage } from '../pages/permission.ts';
import { closedPage, failurePage, resultPage } from '../pages/result.ts';
import { progressPage, waitingPage } from '../pages/waiting.ts';
import type { View } from './dialogue.ts';
import type { Sitting } from './sitting.ts';

const cookieName = 'eszig-window';
/** Milliseconds that a question for changes may wait. */
const patience = 20_000;

/** Hands the window's cookie to a browser: from then on this browser, and no other, is the window. */
export function admit(c: Context, sitting: Sitting): void {
  setCookie(c, cookieName, sitting.cookie, { path: '/', httpOnly: true, sameSite: sitting.shownInTab ? 'Lax' : 'Strict' });
}

/** Whether the request comes from the window. */
export function isAdmitted(c: Context, sitting: Sitting): boolean {
  return sitting.isCookie(getCookie(c, cookieName));
}

/** `current` is the sign-in whose window this is; `discard` is told when its explanation was closed. */
export function windowRoutes(current: () => Sitting | undefined, discard: (sitting: Sitting) => void): Hono {
  const app = new Hono();
  const refuse = (c: Context) =>
    c.html(failurePage('request.not-allowed', { language: chooseLanguage(c), url: c.req.url, inTab: false }), 403);
  const guarded = (answer: (c: Context, sitting: Sitting) => Response | Promise<Response>) => (c: Context) => {
    const sitting = current();
    return sitting !== undefined && isAdmitted(c, sitting) ? answer(c, sitting) : refuse(c);
  };
  const toWindow = (c: Context) => c.redirect('/window', 303);

  app.route('/', pageAssets({ 'live.js': new URL('../web/live.ts', import.meta.url) }));
  app.get('/window/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }));

  // From the page in the throw-away profile, whose origin is opaque: the secret is what admits it. The way on is a navigation of this page's own,
  // because a redirect would still count as the other site's and lack the cookie.
  app.post('/window/open', async (c) => {
    const { secret } = await c.req.parseBody();
    const sitting = current();
    if (sitting === undefined || typeof secret !== 'string' || !sitting.open(secret)) return refuse(c);
    admit(c, sitting);
    setCookie(c, 'lang', sitting.language, { path: '/', httpOnly: true, sameSite: 'Lax' });
    return c.html(
      html`<!doctype html><html lang="${sitting.language}"><head><meta http-equiv="refresh" content="0;url=/window"><title>eSzig Kliens</title></head></html>`,
    );
  });

  app.get(
    '/window',
    guarded(async (c, sitting) => {
      const { view, version } = sitting.dialogue;
      const over = view.page === 'closed' || view.page === 'result';
      const destination = over ? await sitting.ended : undefined;
      const next = destination?.kind === 'redirect' && sitting.shownInTab ? destination.address : undefined;
      if (view.page === 'closed' && next !== undefined) return c.redirect(next, 303);
      return c.html(pageOf(view, version, next, { language: chooseLanguage(c), url: c.req.url, inTab: sitting.shownInTab }));
    }),
  );

  app.get(
    '/window/changes',
    guarded(async (c, { dialogue }) => {
      await dialogue.changed(Number(c.req.query('after')), patience);
      return c.json({ version: dialogue.version });
    }),
  );

  app.post(
    '/window/answer',
    guarded(async (c, { dialogue }) => {
      const fields = await c.req.parseBody({ all: true });
      const { form, code, right = [] } = fields;
      const rights = [right].flat().filter((name) => typeof name === 'string');
      dialogue.answer(Number(form), { rights, ...(typeof code === 'string' ? { code } : {}) });
      return toWindow(c);
    }),
  );

  app.post(
    '/window/cancel',
    guarded((c, { dialogue }) => {
      dialogue.cancel();
      return toWindow(c);
    }),
  );

  app.post(
    '/window/close',
    guarded((c, sitting) => {
      discard(sitting);
      return c.html(closedPage({ language: chooseLanguage(c), url: new URL('/window', c.req.url).href, inTab: sitting.shownInTab }));
    }),
  );
  return app;
}

function pageOf(view: View, version: number, next: string | undefined, frame: Frame): Html {
  switch (view.page) {
    case 'progress':
      return progressPage(view.step, version, frame);
    case 'waiting':
      return waitingPage(view.cause, version, frame);
    case 'permission':
      return permissionPage(view.request, version, frame);
    case 'pin':
      return pinPage(view, version, frame);
    case 'can':
      return canPage(view, version, frame);
    case 'result':
      return resultPage(view.code, next, frame);
    case 'closed':
      return closedPage(frame);
  }
}

/** What is typed is hidden without being a password field; texts of others keep their line ends. */
const style = `.code-input { -webkit-text-security: disc; font-size: 1.5rem; letter-spacing: 0.3em; max-width: 12em; }
.given-text { white-space: pre-line; overflow-wrap: anywhere; }
.who > div { margin-block-end: 0.5rem; }
.who dt { font-weight: 600; }
.who dd { margin: 0; overflow-wrap: anywhere; }
.right { margin-block: 0.25rem; }
.demonstration { margin-block-end: 1.5rem; }
`;
