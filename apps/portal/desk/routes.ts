// The service desk over HTTP: the queue, a report, what is done with it, and the stock.
import { EidError } from '../../../lib/error/index.ts';
import { type Event, movesOf } from '../../../lib/fault-report/index.ts';
import { act, foundBy, timelineOf } from '../faults/index.ts';
import { day, type Faults, formHandlers, parsed, text } from '../forms/index.ts';
import type { PortalParts } from '../parts.ts';
import { addReaders, parseSerial, stock } from '../readers/index.ts';
import type { Routes, VisitOf } from '../visit.ts';
import { type DeskProblem, dayOf, deskActs, deskFields } from './acts.ts';
import { queuePage } from './pages/queue.ts';
import { type ReaderProblem, readersPage } from './pages/readers.ts';
import { deskActPage, deskReportPage } from './pages/report.ts';
import { queueQuery, readQueue } from './queue.ts';
import { templateText } from './templates.ts';

type ActVisit = VisitOf<'POST /desk/faults/:report/:event'>;

export function deskRoutes({ db, forms, clock, origin }: PortalParts): Routes {
  const reportFor = (visit: ActVisit | VisitOf<'GET /desk/faults/:report'>) => foundBy(db, 'id', visit.context.req.param('report') ?? '');

  const acting = Object.fromEntries(
    Object.entries(deskActs).map(([name, plan]) => {
      const event = name as Event;
      const handlers = formHandlers(forms, {
        fields: deskFields(plan),
        initial: async (visit: ActVisit) => {
          const ready = templateText(visit.context.req.query('template'), (await reportFor(visit)).language);
          return ready === undefined ? {} : { note: [ready] };
        },
        page: async (visit: ActVisit, state) => {
          const report = await reportFor(visit);
          if (!movesOf(report.state, 'desk').some((move) => move.event === event)) throw new EidError('fault.move-not-allowed');
          const offered = plan.input === 'replacement' ? await stock(db, report.model) : [];
          return deskActPage(visit, { report, event, act: plan, stock: offered }, state);
        },
        submit: async (visit, values): Promise<string | Faults<DeskProblem>> => {
          const { id } = await reportFor(visit);
          const now = clock();
          const outcome = await act<Faults<DeskProblem>>(
            db,
            id,
            { event, actor: 'desk', who: visit.account.name, note: values.note },
            { now, origin },
            async (report, work) => (plan.change === undefined ? { set: {} } : plan.change(report, values, work, dayOf(now))),
          );
          return 'fault' in outcome ? outcome.fault : `/desk/faults/${id}`;
        },
      });
      return [name, handlers] as const;
    }),
  );
  const handle =
    (way: 'show' | 'take'): NonNullable<Routes['POST /desk/faults/:report/:event']> =>
    (visit) => {
      const name = visit.context.req.param('event') ?? '';
      const handlers = Object.hasOwn(acting, name) ? acting[name] : undefined;
      if (handlers === undefined) throw new EidError('fault.move-not-allowed');
      return handlers[way](visit);
    };

  const readers = formHandlers(forms, {
    fields: {
      serial: parsed(parseSerial, { missing: 'faults.problem.serial', wrong: 'faults.problem.serial' }),
      model: text({ missing: 'desk.readers.problem.model', wrong: 'desk.readers.problem.model', longest: 100 }),
      warranty: day({ missing: 'desk.readers.problem.warranty', wrong: 'desk.readers.problem.warranty' }),
    },
    page: async (visit: VisitOf<'POST /desk/readers'>, state) => readersPage(visit, await stock(db), state),
    submit: async (_, { serial, model, warranty }): Promise<string | Faults<ReaderProblem>> => {
      const fresh = { institution: null, workstation: null, origin: 'operator', state: 'in-stock', given_on: null } as const;
      const added = await addReaders(db, [{ serial, model, warranty_until: warranty, ...fresh }]);
      return added === 0 ? { serial: 'desk.readers.problem.known' } : '/desk/readers';
    },
  });

  return {
    'GET /desk/faults': async ({ context: c, ...view }) => {
      const query = queueQuery(c.req.query());
      return c.html(queuePage(view, query, await readQueue(db, query), clock()));
    },
    'GET /desk/faults/:report': async (visit) => {
      const { context: c, ...view } = visit;
      const report = await reportFor(visit);
      const [entries, picture] = await Promise.all([
        timelineOf(db, report.id),
        db.selectFrom('fault_picture').select('report').where('report', '=', report.id).executeTakeFirst(),
      ]);
      return c.html(deskReportPage(view, report, entries, { hasPicture: picture !== undefined, now: clock(), origin }));
    },
    'GET /desk/faults/:report/picture': async ({ context: c }) => {
      const report = c.req.param('report') ?? '';
      const picture = await db.selectFrom('fault_picture').select('content').where('report', '=', report).executeTakeFirst();
      if (picture === undefined) throw new EidError('fault.link-ended');
      // Ours, not the uploaded file; and still nothing but a picture to the browser.
      const headers = { 'content-type': 'image/webp', 'content-security-policy': "default-src 'none'; sandbox" };
      return c.body(Uint8Array.from(picture.content), 200, headers);
    },
    'GET /desk/faults/:report/:event': handle('show'),
    'POST /desk/faults/:report/:event': handle('take'),
    'GET /desk/readers': readers.show,
    'POST /desk/readers': readers.take,
  };
}
