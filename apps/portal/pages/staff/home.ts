// Where administrators, service-desk agents and clerks land; an institution's administrator sees who may act for it.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import type { Member } from '../../directory.ts';
import { type Say, sayIn, section } from '../frame.ts';
import { type WorkerView, workerHome } from '../worker-home.ts';

/** `members` are given to an institution's administrator only. */
export function staffHome(view: WorkerView, members: readonly Member[] | undefined): Html {
  const say = sayIn(view.language);
  return workerHome(view, {
    id: 'portal.staff',
    ...(members === undefined ? {} : { state: 'institution-admin', more: memberTable(say, members) }),
    title: say('portal.staff.title', { name: view.account.name }),
    now: say('portal.staff.now'),
    first: say('portal.staff.first'),
    points: [say('portal.staff.first.own'), say('portal.staff.first.card')],
  });
}

const collator = new Intl.Collator('hu');

function memberTable(say: Say, members: readonly Member[]): Html {
  const heads = [say('portal.facts.name'), say('portal.facts.role'), say('portal.facts.unit'), say('portal.staff.members.status')];
  const title = say('portal.staff.members');
  const rows = [...members].sort((a, b) => collator.compare(a.worker.name, b.worker.name));
  return section(
    title,
    html`<p class="ds-paragraph">${say('portal.staff.members.text')}</p>
<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table class="ds-table">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
      ({ worker, role, unit, status }) => html`<tr>
<th scope="row">${worker.name}</th><td>${say(`portal.role.${role}`)}</td><td>${unit.name}</td><td>${say(`portal.staff.members.${status}`)}</td>
</tr>`,
    )}</tbody>
</table></div>`,
  );
}
