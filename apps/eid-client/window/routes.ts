// The window's pages over HTTP. Each is dead without the cookie, and the cookie is had by a secret that was never in an address.
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { chooseLanguage, type Html, pageAssets } from '../../../io/http/index.ts';
import type { Language } from '../../../lib/phrases/index.ts';
import type { Own } from '../own/index.ts';
import { cardCheckPage } from '../pages/card-check.ts';
import { cardCodePage, newPinPage } from '../pages/card-code.ts';
import { cardHomePage, unknownCardPage, whichCodePage } from '../pages/card-home.ts';
import { cardRenewalPage } from '../pages/card-renewal.ts';
import { cardResultPage } from '../pages/card-result.ts';
import { canPage, pinPage } from '../pages/codes.ts';
import type { Frame } from '../pages/frame.ts';
import { permissionPage } from '../pages/permission.ts';
import { closedPage, failurePage, resultPage } from '../pages/result.ts';
import { progressPage, waitingPage } from '../pages/waiting.ts';
import { technicalReport } from '../pin/technical-report.ts';
import type { View } from './dialogue.ts';
import { readForm } from './form.ts';
import { addOwnRoutes } from './own-routes.ts';
import type { Sitting } from './sitting.ts';
import { windowStyle } from './style.ts';

const cookieName = 'eszig-window';
/** Milliseconds that a question for changes may wait. */
const patience = 20_000;

/** Hands the window's cookie to a browser: from then on this browser, and no other, is the window. */
export function admit(c: Context, sitting: Sitting): void {
  setCookie(c, cookieName, sitting.cookie, { path: '/', httpOnly: true, sameSite: sitting.shownInTab ? 'Lax' : 'Strict' });
  setCookie(c, 'lang', sitting.language, { path: '/', httpOnly: true, sameSite: 'Lax' });
}

/** Whether the request comes from the window. */
export function isAdmitted(c: Context, sitting: Sitting): boolean {
  return sitting.isCookie(getCookie(c, cookieName));
}

/** What the window's pages can do beside answering: put an explanation away that was read, and go on to the codes of the card. */
export interface WindowActions {
  discard(sitting: Sitting): void;
  goOnToCodes(sitting: Sitting, task: 'activate' | 'unblock'): void;
  /** Whether nothing is under way in the window that another page could disturb. */
  isAtRest(sitting: Sitting): boolean;
}

/** `current` is the sign-in whose window this is. */
export function windowRoutes(current: () => Sitting | undefined, { discard, goOnToCodes, isAtRest }: WindowActions, own: Own): Hono {
  const app = new Hono();
  const refuse = (c: Context) =>
    c.html(failurePage('request.not-allowed', { language: chooseLanguage(c), url: c.req.url, inTab: false }), 403);
  const guarded = (answer: (c: Context, sitting: Sitting) => Response | Promise<Response>) => (c: Context) => {
    const sitting = current();
    return sitting !== undefined && isAdmitted(c, sitting) ? answer(c, sitting) : refuse(c);
  };
  const toWindow = (c: Context) => c.redirect('/window', 303);

  app.route('/', pageAssets({ 'live.js': new URL('../web/live.ts', import.meta.url) }));
  app.get('/window/style.css', (c) => c.body(windowStyle, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }));

  // From the page in the throw-away profile, whose origin is opaque: the secret is what admits it. The way on is a navigation of this page's own,
  // because a redirect would still count as the other site's and lack the cookie.
  app.post('/window/open', async (c) => {
    const { secret } = await c.req.parseBody();
    const sitting = current();
    if (sitting === undefined || typeof secret !== 'string' || !sitting.open(secret)) return refuse(c);
    admit(c, sitting);
    return c.html(onward(sitting.view, sitting.language));
  });

  app.get(
    '/window',
    guarded(async (c, sitting) => {
      const { view, version } = sitting.dialogue;
      const over = view.page === 'closed' || view.page === 'result';
      const destination = over ? await sitting.ended : sitting.destination;
      const next = destination?.kind === 'redirect' && sitting.shownInTab ? destination.address : undefined;
      if (view.page === 'closed' && next !== undefined) return c.html(onward(next, sitting.language));
      return c.html(pageOf(view, version, next, { language: chooseLanguage(c), url: c.req.url, inTab: sitting.shownInTab }));
    }),
  );

  app.get(
    '/window/card-report',
    guarded((c, { dialogue: { view } }) => {
      if (view.page !== 'card-check') return refuse(c);
      c.header('content-disposition', 'attachment; filename="eszig-card-report.json"');
      return c.body(technicalReport(view.check), 200, { 'content-type': 'application/json; charset=utf-8' });
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
      using form = await readForm(c);
      const { text, octets } = form;
      const [code, repeat, [choice]] = [octets('code'), octets('repeat'), text('choice')];
      const typed = { ...(code && { code }), ...(repeat && { repeat }) };
      dialogue.answer(Number(text('form')[0]), { rights: text('right'), ...typed, ...(choice !== undefined && { choice }) });
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
    '/window/codes',
    guarded(async (c, sitting) => {
      const { task } = await c.req.parseBody();
      if (sitting.dialogue.view.page === 'result' && (task === 'activate' || task === 'unblock')) goOnToCodes(sitting, task);
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
  addOwnRoutes(app, own, (answer) => guarded((c, sitting) => (isAtRest(sitting) ? answer(c, sitting) : toWindow(c))));
  return app;
}

/** Leads on by a navigation of its own: a redirect would still count as part of the form's, which may not leave this origin. */
function onward(address: string, language: Language): Html {
  return html`<!doctype html><html lang="${language}"><head><meta http-equiv="refresh" content="0;url=${address}"><title>eSzig Kliens</title></head></html>`;
}

function pageOf(view: View, version: number, next: string | undefined, frame: Frame): Html {
  switch (view.page) {
    case 'progress':
      return progressPage(view.step, version, frame);
    case 'waiting':
      return waitingPage(view.cause, version, frame);
    case 'card-renewal':
      return cardRenewalPage(view.renewal, version, frame);
    case 'permission':
      return permissionPage(view.request, version, frame);
    case 'pin':
      return pinPage(view, version, frame);
    case 'can':
      return canPage(view, version, frame);
    case 'card-home':
      return cardHomePage(version, next, frame);
    case 'which-code':
      return whichCodePage(version, frame);
    case 'card-code':
      return cardCodePage(view, version, frame);
    case 'new-pin':
      return newPinPage(view, version, frame);
    case 'unknown-card':
      return unknownCardPage(version, frame);
    case 'card-result':
      return cardResultPage(view.result, version, next, frame);
    case 'card-check':
      return cardCheckPage(view.check, version, next, frame);
    case 'result':
      return resultPage(view, next, frame);
    case 'closed':
      return closedPage(frame);
  }
}
