// Where a fault report begins: what it is for, and the reports of the institution for who works there.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { portalPage, type View, writeTime } from '../../pages/frame.ts';
import type { Report } from '../store.ts';
import { sayFaults } from './say.ts';

/** `works`: somebody who may see the reports of an institution. */
export function faultsPage(view: View, works: boolean): Html {
  const say = sayFaults(view.language);
  const title = say('faults.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('faults.lead')}</p>
<div class="actions"><a class="ds-button" href="/faults/check">${say('faults.begin')}</a>
${works ? html`<a class="ds-button" data-variant="secondary" href="/faults/reports">${say('faults.own')}</a>` : ''}
<a class="ds-button" data-variant="tertiary" href="/manual/fault-report">${say('faults.manual')}</a></div>
${works ? '' : html`<p class="ds-paragraph">${say('faults.own.sign-in')}</p>`}`;
  return portalPage(view, { id: 'portal.faults', state: works ? 'worker' : 'anyone', title, main });
}

/** The reports of the visitor's institution. */
export function faultListPage(view: View, reports: readonly Report[]): Html {
  const { language } = view;
  const say = sayFaults(language);
  const title = say('faults.own');
  const heads = [say('faults.number'), say('faults.field.serial'), say('faults.state'), say('faults.filed')];
  const listed = html`<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table class="ds-table">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${reports.map(
    ({ id, number, serial, state, created_at }) => html`<tr>
<th scope="row"><a class="ds-link" href="/faults/reports/${id}">${number}</a></th><td>${serial}</td><td>${say(`faults.state.${state}`)}</td><td>${writeTime(created_at, language)}</td>
</tr>`,
  )}</tbody></table></div>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${reports.length === 0 ? html`<p class="ds-paragraph">${say('faults.own.none')}</p>` : listed}
<div class="actions"><a class="ds-button" href="/faults/check">${say('faults.begin')}</a></div>`;
  return portalPage(view, { id: 'portal.fault-list', state: reports.length === 0 ? 'none' : 'reports', title, main });
}
