// My pages over HTTP: what I did and what was read, where I am signed in now, and the end of a session elsewhere.
import { getCookie } from 'hono/cookie';
import { isEidError } from '../../../lib/error/index.ts';
import { localTime } from '../../../lib/government-window/index.ts';
import { inForce } from '../guide/notices.ts';
import { sessionCookie } from '../login/index.ts';
import type { PortalParts } from '../parts.ts';
import type { Routes } from '../visit.ts';
import { myPages } from './pages/my-pages.ts';

export const myPagesRoutes = ({ ownSessions, history, guide, clock }: PortalParts): Routes => ({
  'GET /my-pages': async ({ context: c, ...view }) => {
    const notices = inForce(guide.notices.value, localTime(clock()).date);
    const open = await ownSessions.list(view.account, getCookie(c, sessionCookie));
    const signIns = await history(view.account.sub).catch((thrown) => {
      if (isEidError(thrown, 'idp.down')) return undefined;
      throw thrown;
    });
    return c.html(myPages(view, { signIns, sessions: open, notices, ended: c.req.query('done') === 'ended' }));
  },

  'POST /my-pages/sessions/end-others': async ({ context: c, account }) => {
    await ownSessions.endOthers(account, getCookie(c, sessionCookie));
    return c.redirect('/my-pages?done=ended', 303);
  },

  'POST /my-pages/sessions/:session/end': async ({ context: c, account }) => {
    await ownSessions.endOne(account, c.req.param('session') ?? '');
    return c.redirect('/my-pages?done=ended', 303);
  },
});
