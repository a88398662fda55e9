// Linking over HTTP: the account that somebody says is theirs, the way to the card and back, what came of it; and the queue of what people decide.

import { setTimeout as wait } from 'node:timers/promises';
import { getCookie, setCookie } from 'hono/cookie';
import { acceptResponse, pushRequest, requestClaims } from '../../../io/relying-party/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { linkingScope } from '../../../lib/oidc/index.ts';
import { accountOf } from '../account.ts';
import { note } from '../failures.ts';
import { formHandlers } from '../forms/index.ts';
import { nameAccount, sessionCookie } from '../login/index.ts';
import type { PortalParts } from '../parts.ts';
import { deviceOf } from '../session/own-sessions.ts';
import type { Routes, Visit, VisitOf } from '../visit.ts';
import type { LinkCase } from './accounts.ts';
import { accountFields, invitationFields, wordFields } from './fields.ts';
import { type News, tellOwner } from './letters.ts';
import {
  caseDecidedPage,
  type LinkingResult,
  linkCasePage,
  linkCasesPage,
  linkingAccountPage,
  linkingInvitationPage,
  linkingPage,
  linkingResultPage,
  linkingResults,
} from './pages/index.ts';
import { isWarningDue } from './tables.ts';

const pendingCookie = 'portal_linking';

/** Milliseconds that every answer about an account takes at least, so that time does not tell whether there is a letter to write. */
const evenTime = 150;

export function linkingRoutes(parts: PortalParts): Routes {
  const { origin, linking, sessions, forms, directory, guide, db, clock, log, road } = parts;
  const secure = origin.startsWith('https:');

  /** Leaves for the card, to be matched with an account. */
  const leave = async ({ context: c, language }: Visit, user: string): Promise<string> => {
    const userinfo = { linking_user: { essential: true, value: user } };
    const request = { scope: `openid ${linkingScope}`, userinfo, language };
    const { address, pending } = await pushRequest(
      linking.provider,
      { from: 'portal', redirectUri: `${origin}/linking/return`, road },
      request,
    );
    const secret = await sessions.begin({ ...pending, user });
    setCookie(c, pendingCookie, secret, { path: '/linking', httpOnly: true, sameSite: 'Lax', secure });
    return address.href;
  };

  const account = formHandlers(forms, {
    fields: accountFields,
    page: (visit: Visit, state) => linkingAccountPage(visit, state),
    submit: async (visit, { profession, number }) => leave(visit, `${(await linking.accounts.prefixes())[profession] ?? ''}${number}`),
  });
  const invitation = formHandlers(forms, {
    fields: invitationFields,
    page: (visit: Visit, state) => linkingInvitationPage(visit, state),
    submit: (visit, { code }) => leave(visit, code.toUpperCase()),
  });

  const tell = async (user: string, outcome: News) => {
    const to = await linking.accounts.ownerOf(user);
    const due = outcome !== 'no' || (await isWarningDue(db, user, clock()));
    if (to !== null && due) await tellOwner(db, to, outcome, clock());
  };

  /** The case of the address, while it waits. */
  const caseOf = async ({ context: c }: Pick<Visit, 'context'>): Promise<LinkCase | undefined> =>
    (await linking.accounts.cases()).find(({ id }) => id === c.req.param('case'));

  type CaseVisit = VisitOf<'POST /link-cases/:case'>;
  const decision = formHandlers(forms, {
    fields: wordFields,
    page: async (visit: CaseVisit, state) => {
      const one = await caseOf(visit);
      return one === undefined ? caseDecidedPage(visit) : linkCasePage(visit, one, state, clock());
    },
    submit: async (visit, { word, present, papers }) => {
      const { account: actor, context: c } = visit;
      if (word === 'confirm' && !present) return { present: 'linking.fault.present' as const };
      if (word === 'confirm' && !papers) return { papers: 'linking.fault.papers' as const };
      const decided = await linking.accounts.decide({ case: c.req.param('case') ?? '', actor: actor.user, word });
      if (decided === 'linking.not-open') return '/link-cases/decided';
      if (typeof decided === 'string') return { word: decided };
      if (decided.mail !== null) await tellOwner(db, decided.mail, decided.kind, clock());
      log.info('portal.link-case', { outcome: decided.kind });
      return '/link-cases/decided';
    },
  });

  return {
    'GET /linking': (visit) => visit.context.html(linkingPage(visit, guide.clientAddress)),
    'GET /linking/account': account.show,
    'POST /linking/account': account.take,
    'GET /linking/invitation': invitation.show,
    'POST /linking/invitation': invitation.take,

    'GET /linking/return': async ({ context: c }) => {
      const address = new URL(c.req.path + new URL(c.req.url).search, origin);
      const secret = getCookie(c, pendingCookie);
      try {
        const pending = acceptResponse(address, await sessions.take(secret), secret !== undefined);
        const { claims, idToken } = await requestClaims(linking.provider, { from: 'portal', road }, address, pending);
        const result = resultOf(claims);
        const outcome = claims['linking_outcome'];
        const news: News | undefined = outcome === 'linked' || outcome === 'human' || outcome === 'no' ? outcome : undefined;
        const told = news === undefined || pending.user === undefined ? undefined : tell(pending.user, news);
        await Promise.all([told, wait(evenTime)]);
        log.info('portal.linking', { result });
        if (claims['eeszt_role'] !== undefined) {
          const signedIn = accountOf(claims, idToken, clock());
          if (signedIn.kind !== 'worker') throw new EidError('internal', { at: 'linking' });
          await sessions.close(getCookie(c, sessionCookie));
          const opened = await sessions.open(await nameAccount(directory, signedIn), deviceOf(c.req.header('user-agent')));
          setCookie(c, sessionCookie, opened, { path: '/', httpOnly: true, sameSite: 'Lax', secure });
        }
        return c.redirect(`/linking/result?outcome=${result}`, 303);
      } catch (thrown) {
        return c.redirect(`/sign-in/failed?code=${note(log, thrown)}`, 303);
      }
    },

    'GET /linking/result': ({ context: c, ...view }) => {
      const result = linkingResults.find((one) => one === c.req.query('outcome')) ?? 'no';
      return c.html(linkingResultPage(view, result));
    },

    'GET /link-cases': async ({ context: c, ...view }) => c.html(linkCasesPage(view, await linking.accounts.cases())),
    'GET /link-cases/decided': ({ context: c, ...view }) => c.html(caseDecidedPage(view)),
    'GET /link-cases/:case': decision.show,
    'POST /link-cases/:case': decision.take,
  };
}

function resultOf(claims: Readonly<Record<string, unknown>>): LinkingResult {
  const said = claims['linking_stop'] ?? claims['linking_outcome'];
  return linkingResults.find((result) => result === said) ?? 'no';
}
