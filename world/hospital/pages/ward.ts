// Somebody works here: who, in which role, and what there is to do.
import { html } from 'hono/html';
import type { Staff } from '../login/index.ts';
import { type Html, hospitalPage, sayIn, type View } from './frame.ts';

export function wardPage(view: View, staff: Staff): Html {
  const say = sayIn(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('hospital.ward.title')}</h1>
<dl class="facts">
<dt>${say('hospital.ward.name')}</dt><dd>${staff.name}</dd>
<dt>${say('hospital.ward.role')}</dt><dd>${say(`hospital.role.${staff.eeszt_role}`)}</dd>
<dt>${say('hospital.ward.institution')}</dt><dd>${staff.eeszt_org}</dd>
<dt>${say('hospital.ward.unit')}</dt><dd>${staff.eeszt_unit}</dd>
${staff.professional_id === undefined ? '' : html`<dt>${say('hospital.ward.number')}</dt><dd>${staff.professional_id}</dd>`}
</dl>
<div class="actions"><a class="ds-button" href="/admission">${say('hospital.ward.admission')}</a></div>`;
  return hospitalPage(view, { id: 'hospital.ward', title: say('hospital.ward.title'), main, aside: signOut(view) });
}

export function signOut({ language }: View): Html {
  const label = sayIn(language)('hospital.sign-out');
  return html`<form method="post" action="/sign-out"><button class="ds-button" data-variant="secondary" type="submit">${label}</button></form>`;
}
