// The admission desk: an empty form, the form that the patient's card filled in, and who was admitted.
import { html } from 'hono/html';
import type { Session } from '../sessions.ts';
import { type Html, hospitalPage, sayIn, type View } from './frame.ts';
import { signOut } from './ward.ts';

export function admissionPage(view: View, { patient, admitted }: Session): Html {
  const say = sayIn(view.language);
  const state = patient !== undefined ? 'filled' : admitted.length > 0 ? 'admitted' : 'empty';
  const field = (name: 'family-name' | 'given-name' | 'taj', value = '') => html`<div class="ds-field">
<label class="ds-label" for="${name}">${say(`hospital.admission.${name}`)}</label>
<input class="ds-input" id="${name}" value="${value}" readonly autocomplete="off">
</div>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${say('hospital.admission.title')}</h1>
<p class="ds-paragraph" role="status">${say(`hospital.admission.${state}`)}</p>
<form method="post" action="/admission" class="stack">
${field('family-name', patient?.familyName)}
${field('given-name', patient?.givenName)}
${field('taj', patient?.taj)}
${patient === undefined ? '' : html`<button class="ds-button" type="submit">${say('hospital.admission.admit')}</button>`}
</form>
<div class="actions"><a class="ds-button" data-variant="${patient === undefined ? 'primary' : 'secondary'}" href="/admission/identify">${say('hospital.admission.identify')}</a></div>
${admitted.length === 0 ? '' : list()}`;
  return hospitalPage(view, { id: 'hospital.admission', state, title: say('hospital.admission.title'), main, aside: signOut(view) });

  function list(): Html {
    return html`<h2 class="ds-heading" data-size="sm">${say('hospital.admission.list')}</h2>
<ul class="ds-list">${admitted.map(({ familyName, givenName, taj }) => html`<li>${familyName} ${givenName} (${taj})</li>`)}</ul>`;
  }
}
