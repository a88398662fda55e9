// Where physicians, dentists and residents land: the institution that prescriptions will bear comes first.
import type { Html } from '../../../../io/http/index.ts';
import { sayIn } from '../frame.ts';
import { type WorkerView, workerHome } from '../worker-home.ts';

export function physicianHome(view: WorkerView): Html {
  const say = sayIn(view.language);
  return workerHome(view, {
    id: 'portal.physician',
    title: say('portal.physician.title', { name: view.account.name }),
    now: say('portal.physician.now'),
    first: say('portal.physician.first'),
    points: [say('portal.physician.first.place'), say('portal.physician.first.program'), say('portal.physician.first.card')],
  });
}
