// The institution's own reports, for who works there: the list, one report, and what may be done with it.

import { EidError } from '../../../lib/error/index.ts';
import { type Event, events, movesOf } from '../../../lib/fault-report/index.ts';
import { formHandlers } from '../forms/index.ts';
import type { PortalParts } from '../parts.ts';
import { mayEnter, ruleOf } from '../policy.ts';
import { own, type Routes, type VisitOf } from '../visit.ts';
import { noteField } from './fields.ts';
import { faultActPage, faultPage } from './pages/fault.ts';
import { faultListPage, faultsPage } from './pages/start.ts';
import { act, type Report, reportBy, reportsOf, timelineOf } from './store.ts';

type Visit = VisitOf<'POST /faults/reports/:report/:event'>;

/** Events that say nothing without words. */
const wordy: readonly Event[] = ['answer', 'reopen'];

export function ownRoutes({ db, forms, clock, origin }: PortalParts): Routes {
  const reportFor = async ({ context: c, account }: Visit): Promise<Report> =>
    own(account, await reportBy(db, 'id', c.req.param('report') ?? ''));

  const acting = Object.fromEntries(
    events.map((event) => [
      event,
      formHandlers(forms, {
        fields: { note: wordy.includes(event) ? noteField.needed : noteField.free },
        page: async (visit: Visit, state) => {
          const report = await reportFor(visit);
          if (!movesOf(report.state, 'reporter').some((move) => move.event === event)) throw new EidError('fault.move-not-allowed');
          return faultActPage(visit, report, event, state);
        },
        submit: async (visit, { note }) => {
          const { id } = await reportFor(visit);
          await act(db, id, { event, actor: 'reporter', who: visit.account.name, note }, { now: clock(), origin });
          return `/faults/reports/${id}`;
        },
      }),
    ]),
  );
  const handle =
    (way: 'show' | 'take'): NonNullable<Routes['POST /faults/reports/:report/:event']> =>
    (visit) => {
      const handlers = acting[visit.context.req.param('event') ?? ''];
      if (handlers === undefined) throw new EidError('fault.move-not-allowed');
      return handlers[way](visit);
    };

  return {
    'GET /faults': ({ context: c, ...view }) => {
      const works = mayEnter(ruleOf('GET /faults/reports'), view.account);
      return c.html(faultsPage(view, works));
    },
    'GET /faults/reports': async ({ context: c, ...view }) => c.html(faultListPage(view, await reportsOf(db, view.account.institution.id))),
    'GET /faults/reports/:report': async (visit) => {
      const { context: c, ...view } = visit;
      const report = await reportFor(visit);
      return c.html(faultPage(view, report, await timelineOf(db, report.id)));
    },
    'GET /faults/reports/:report/:event': handle('show'),
    'POST /faults/reports/:report/:event': handle('take'),
  };
}
