// Where a fault report begins: what it is for, and the reports of the institution for who works there.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { portalPage, section, type View, writeTime } from '../../pages/frame.ts';
import type { Report } from '../store.ts';
import { sayFaults } from './say.ts';

/** `reports` are those of the visitor's institution; `undefined` for who works at none. */
export function faultsPage(view: View, reports: readonly Report[] | undefined): Html {
  const say = sayFaults(view.language);
  const title = say('faults.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('faults.lead')}</p>
<div class="actions"><a class="ds-button" href="/faults/check">${say('faults.begin')}</a>
<a class="ds-button" data-variant="secondary" href="/manual/fault-report">${say('faults.manual')}</a></div>
${reports === undefined ? html`<p class="ds-paragraph">${say('faults.own.sign-in')}</p>` : section(say('faults.own'), listed(view, reports))}`;
  const state = reports === undefined ? 'anyone' : reports.length === 0 ? 'none' : 'reports';
  return portalPage(view, { id: 'portal.faults', state, title, main });
}

function listed({ language }: View, reports: readonly Report[]): Html {
  const say = sayFaults(language);
  if (reports.length === 0) return html`<p class="ds-paragraph">${say('faults.own.none')}</p>`;
  const heads = [say('faults.number'), say('faults.field.serial'), say('faults.state'), say('faults.filed')];
  return html`<div class="scroll" role="region" aria-label="${say('faults.own')}" tabindex="0"><table class="ds-table">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${reports.map(
    ({ id, number, serial, state, created_at }) => html`<tr>
<th scope="row"><a class="ds-link" href="/faults/reports/${id}">${number}</a></th><td>${serial}</td><td>${say(`faults.state.${state}`)}</td><td>${writeTime(created_at, language)}</td>
</tr>`,
  )}</tbody></table></div>`;
}
