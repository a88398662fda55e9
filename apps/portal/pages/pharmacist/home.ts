// Where pharmacists land: the pharmacy under which they dispense comes first.
import type { Html } from '../../../../io/http/index.ts';
import { sayIn } from '../frame.ts';
import { type WorkerView, workerHome } from '../worker-home.ts';

export function pharmacistHome(view: WorkerView): Html {
  const say = sayIn(view.language);
  return workerHome(view, {
    id: 'portal.pharmacist',
    title: say('portal.pharmacist.title', { name: view.account.name }),
    now: say('portal.pharmacist.now'),
    first: say('portal.pharmacist.first'),
    points: [say('portal.pharmacist.first.place'), say('portal.pharmacist.first.program'), say('portal.pharmacist.first.trouble')],
  });
}
