// The courier's hand-over: the right reader, the letter, a seal, and a code that only who hands it over can tell (attacks.md F12).
import { timingSafeEqual } from 'node:crypto';
import { type Faults, formHandlers } from '../forms/index.ts';
import type { PortalParts } from '../parts.ts';
import type { Routes, VisitOf } from '../visit.ts';
import { type CourierProblem, courierFields } from './fields.ts';
import { courierDonePage, courierPage } from './pages/courier.ts';
import { sayFaults } from './pages/say.ts';
import { act, countTry, foundBy } from './store.ts';

type Visit = VisitOf<'POST /courier/:key'>;

export function courierRoutes({ db, forms, clock, origin }: PortalParts): Routes {
  const reportFor = ({ context: c }: Visit) => foundBy(db, 'courier_key', c.req.param('key') ?? '');
  const handOver = formHandlers(forms, {
    fields: courierFields,
    page: async (visit: Visit, state) => courierPage(visit, await reportFor(visit), state),
    submit: async (visit, values): Promise<string | Faults<CourierProblem>> => {
      const report = await reportFor(visit);
      if (values.number !== report.number) return { number: 'faults.courier.problem.number' };
      if (values.serial !== report.serial) return { serial: 'faults.courier.problem.serial' };
      if (!values.items.includes('reader') || !values.items.includes('letter')) return { items: 'faults.courier.problem.items' };
      // Counted before it is compared: two guesses at once are two.
      await countTry(db, report.courier_key ?? '');
      if (!timingSafeEqual(Buffer.from(values.code), Buffer.from(report.handover_code ?? '------'))) {
        return { code: 'faults.courier.problem.code' };
      }
      const say = sayFaults(report.language);
      const items = values.items.map((item) => say(`faults.parcel.${item}`)).join(', ');
      const note = say('faults.courier.note', { giver: values.giver, seal: values.seal, items });
      const change = async () => ({ set: { seal: values.seal } });
      await act(
        db,
        report.id,
        { event: 'hand-over', actor: 'courier', who: say('faults.actor.courier'), note },
        { now: clock(), origin },
        change,
      );
      return '/courier/done';
    },
  });
  return {
    'GET /courier/done': ({ context: c, ...view }) => c.html(courierDonePage(view)),
    'GET /courier/:key': handOver.show,
    'POST /courier/:key': handOver.take,
  };
}
