// The routes of an application: step by step, checked, submitted, issued.
import type { Context } from 'hono';
import { z } from 'zod';
import { EidError } from '../../../lib/error/index.ts';
import type { ErrorCode } from '../../../lib/phrases/index.ts';
import type { Clerk } from '../account.ts';
import type { Handlers } from '../area.ts';
import { dayOfOffice } from '../day.ts';
import type { Means } from '../means.ts';
import { type ApplicationErrorCode, openApplications } from './applications.ts';
import { faultsOf, firstOpenStep, type Step, stepNames, tidied } from './check.ts';
import { checkPage, stepPage, submittedPage } from './page.ts';

type Route =
  | 'POST /applications'
  | 'GET /applications/:id/:step'
  | 'POST /applications/:id/check'
  | 'POST /applications/:id/withdraw'
  | 'POST /applications/:id/issue'
  | 'POST /applications/:id/:step';

const Version = z.looseObject({
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
});

export function applicationRoutes(means: Means): Handlers<Route> {
  const applications = openApplications(means);
  const today = () => dayOfOffice(means.clock());
  const body = async (c: Context) => {
    const typed = await c.req.parseBody();
    const parsed = Version.safeParse(typed);
    if (!parsed.success) throw new EidError<ErrorCode>('request.not-allowed');
    return { typed, version: parsed.data.version };
  };
  const idOf = (c: Context) => c.req.param('id') ?? '';
  const clerkOf = ({ name, sub }: Clerk) => ({ actor: 'clerk', clerk: { name, sub } }) as const;

  return {
    'POST /applications': async (c, { account }) =>
      c.redirect(`/applications/${await applications.begin(account.name)}/${stepNames[0]}`, 303),

    'GET /applications/:id/:step': async (c, visit) => {
      const application = await applications.read(idOf(c));
      const at = c.req.param('step') ?? '';
      if (application.state === 'issued') return c.redirect(`/cards/${application.card_id}/making`, 303);
      if (application.state === 'withdrawn') throw new EidError<ApplicationErrorCode>('application.unknown');
      if (application.state === 'submitted') {
        if (at !== 'submitted') return c.redirect(`/applications/${application.id}/submitted`, 303);
        return c.html(submittedPage(visit, application));
      }
      const open = firstOpenStep(application.answers, today());
      if (at === 'check' && open === undefined) return c.html(checkPage(visit, application, today()));
      if (isStep(at)) return c.html(stepPage(visit, { application, step: at, faults: {}, today: today() }));
      return c.redirect(`/applications/${application.id}/${open ?? 'check'}`, 303);
    },

    'POST /applications/:id/:step': async (c, visit) => {
      const step = c.req.param('step') ?? '';
      if (!isStep(step)) throw new EidError<ErrorCode>('request.not-allowed');
      const { typed, version } = await body(c);
      const application = await applications.read(idOf(c));
      const answers = tidied(step, typed);
      const faults = faultsOf(step, { ...application.answers, ...answers }, today());
      if (Object.keys(faults).length > 0) {
        return c.html(stepPage(visit, { application: { ...application, version }, step, typed: answers, faults, today: today() }), 422);
      }
      await applications.answer(application.id, version, answers, visit.account.name);
      const next = stepNames[stepNames.indexOf(step) + 1];
      return c.redirect(`/applications/${application.id}/${next ?? 'check'}`, 303);
    },

    'POST /applications/:id/check': async (c, { account }) => {
      await applications.submit(idOf(c), (await body(c)).version, account.name);
      return c.redirect(`/applications/${idOf(c)}/submitted`, 303);
    },

    'POST /applications/:id/withdraw': async (c, { account }) => {
      await applications.withdraw(idOf(c), (await body(c)).version, account.name);
      return c.redirect('/window', 303);
    },

    'POST /applications/:id/issue': async (c, { account }) => {
      const card = await applications.issue(idOf(c), (await body(c)).version, clerkOf(account));
      return c.redirect(`/cards/${card.id}/making`, 303);
    },
  };
}

function isStep(text: string): text is Step {
  return stepNames.some((step) => step === text);
}
