// The first page, the landing page of each kind of person, and who one is.
import { localTime } from '../../../lib/government-window/index.ts';
import type { Account } from '../account.ts';
import { inForce } from '../guide/notices.ts';
import { homeOf, homePaths } from '../homes.ts';
import { startPage } from '../pages/anyone/start.ts';
import { whoYouArePage } from '../pages/anyone/who-you-are.ts';
import { healthWorkerHome } from '../pages/health-worker/home.ts';
import { patientHome } from '../pages/patient/home.ts';
import { pharmacistHome } from '../pages/pharmacist/home.ts';
import { physicianHome } from '../pages/physician/home.ts';
import { staffHome } from '../pages/staff/home.ts';
import type { PortalParts } from '../parts.ts';
import type { Routes } from '../visit.ts';

export const homeRoutes = ({ directory, guide, clock }: PortalParts): Routes => ({
  'GET /': ({ context: c, account, ...view }) =>
    account === undefined
      ? c.html(startPage(view, inForce(guide.notices.value, localTime(clock()).date)))
      : c.redirect(homePaths[homeOf(account)], 303),

  'GET /patient': ({ context: c, ...view }) => c.html(patientHome(view)),
  'GET /physician': ({ context: c, ...view }) => c.html(physicianHome(view)),
  'GET /pharmacist': ({ context: c, ...view }) => c.html(pharmacistHome(view)),
  'GET /health-worker': ({ context: c, ...view }) => c.html(healthWorkerHome(view)),
  'GET /staff': async ({ context: c, ...view }) => {
    const { role, institution } = view.account;
    return c.html(staffHome(view, role === 'institution-admin' ? await directory.members(institution.id) : undefined));
  },

  'GET /who-you-are': ({ context: c, ...view }) => c.html(whoYouArePage(view)),
  'GET /me.json': ({ context: c, account }) => c.json(vouched(account)),
});

/** What the identity provider said of a person, for programs. */
const vouched = ({ acr, amr, sub, claims }: Account) => ({ acr, amr, sub, claims });
