// Where nurses and assistants land: the ward, and good habits at a shared workstation.
import type { Html } from '../../../../io/http/index.ts';
import { sayIn } from '../frame.ts';
import { type WorkerView, workerHome } from '../worker-home.ts';

export function healthWorkerHome(view: WorkerView): Html {
  const say = sayIn(view.language);
  return workerHome(view, {
    id: 'portal.health-worker',
    title: say('portal.health-worker.title', { name: view.account.name }),
    now: say('portal.health-worker.now'),
    first: say('portal.health-worker.first'),
    points: [say('portal.health-worker.first.place'), say('portal.health-worker.first.own'), say('portal.health-worker.first.card')],
  });
}
