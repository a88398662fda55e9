// The queue of the service desk.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { faultStates } from '../../../../lib/fault-report/index.ts';
import { sayFaults } from '../../faults/index.ts';
import { portalPage, type View } from '../../pages/frame.ts';
import { pageSize, type Queue, type QueueQuery } from '../queue.ts';
import { sayDesk } from './say.ts';

export function queuePage(view: View, query: QueueQuery, { rows, count, states }: Queue, now: number): Html {
  const say = sayDesk(view.language);
  const words = sayFaults(view.language);
  const title = say('desk.queue');
  const first = query.page * pageSize;
  const waits = (since: number) => Math.floor((now - since) / 86_400_000);
  const heads = [
    words('faults.number'),
    words('faults.state'),
    say('desk.queue.institution'),
    words('faults.field.serial'),
    say('desk.queue.waits'),
  ];
  const address = (page: number) =>
    `/desk/faults?${new URLSearchParams({ ...(query.state && { state: query.state }), ...(query.search && { q: query.search }), page: String(page) })}`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<form class="stack" method="get" action="/desk/faults" role="search">
<div class="ds-field"><label class="ds-label" for="q">${say('desk.queue.search')}</label><input class="ds-input" id="q" name="q" type="search" value="${query.search}"></div>
<div class="ds-field"><label class="ds-label" for="state">${say('desk.queue.state')}</label><select class="ds-input" id="state" name="state">
<option value="">${say('desk.queue.all')}</option>
${faultStates.map((state) => html`<option value="${state}"${state === query.state ? html` selected` : ''}>${words(`faults.state.${state}`)}${states[state] === undefined ? '' : ` (${states[state]})`}</option>`)}
</select></div>
<div class="actions"><button class="ds-button" type="submit">${say('desk.queue.find')}</button></div>
</form>
${
  rows.length === 0
    ? html`<p class="ds-paragraph">${say('desk.queue.none')}</p>`
    : html`<p class="ds-paragraph">${say('desk.queue.count', { count, from: first + 1, to: first + rows.length })}</p>
<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table class="ds-table" data-size="sm">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
        (
          row,
        ) => html`<tr><th scope="row"><a class="ds-link" href="/desk/faults/${row.id}">${row.number}</a></th><td>${words(`faults.state.${row.state}`)}</td>
<td>${row.institution_name} (${row.institution})</td><td>${row.serial}</td><td>${waits(row.changed_at)}</td></tr>`,
      )}</tbody></table></div>
<nav class="actions" aria-label="${title}">
${query.page === 0 ? '' : html`<a class="ds-link" href="${address(query.page - 1)}">${say('desk.queue.earlier')}</a>`}
${first + rows.length >= count ? '' : html`<a class="ds-link" href="${address(query.page + 1)}">${say('desk.queue.later')}</a>`}
</nav>`
}`;
  return portalPage(view, { id: 'portal.desk-queue', state: rows.length === 0 ? 'none' : 'default', title, main, wide: true });
}
