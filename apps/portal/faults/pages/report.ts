// The form of a fault report, its answers to be checked, and the kind refusal for a reader that was not given by the operator.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { pickupWindows, questionIds, symptoms } from '../../../../lib/fault-report/index.ts';
import { checkAnswers, type FormState, formPen } from '../../forms/index.ts';
import { list, portalPage, section, type View } from '../../pages/frame.ts';
import type { ReportProblem } from '../fields.ts';
import { sayFaults } from './say.ts';

/** Fields that are carried along unseen: the triage's. */
const carried = [...questionIds, 'diagnosis'];

export function reportPage(view: View, state: FormState<ReportProblem>): Html {
  const say = sayFaults(view.language);
  const pen = formPen(view.language, state, say);
  const title = say('faults.report.title');
  const own = view.account?.kind === 'worker' ? view.account.institution.id : undefined;
  const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`;
  const body = html`${carried.map((name) => (state.typed[name]?.[0] ? hidden(name, state.typed[name][0]) : ''))}
${section(
  say('faults.report.reader'),
  html`${own === undefined ? pen.input('institution', { label: say('faults.field.institution'), hint: say('faults.field.institution.hint'), mode: 'numeric' }) : hidden('institution', own)}
${pen.input('serial', { label: say('faults.field.serial'), hint: say('faults.field.serial.hint') })}`,
)}
${section(
  say('faults.report.fault'),
  html`${pen.ticks('symptoms', { label: say('faults.field.symptoms'), choices: symptoms.map((symptom) => [symptom, say(`faults.symptom.${symptom}`)] as const) })}
${pen.area('description', { label: say('faults.field.description'), hint: say('faults.field.description.hint') })}`,
)}
${section(
  say('faults.report.contact'),
  html`${pen.input('reporter', { label: say('faults.field.reporter'), autocomplete: 'name' })}
${pen.input('phone', { label: say('faults.field.phone'), type: 'tel', autocomplete: 'tel' })}
${pen.input('contact', { label: say('faults.field.contact'), hint: say('faults.field.contact.hint'), type: 'email', autocomplete: 'email' })}`,
)}
${section(
  say('faults.report.pickup'),
  html`${pen.input('postal-code', { label: say('faults.field.postal-code'), mode: 'numeric', autocomplete: 'postal-code' })}
${pen.input('city', { label: say('faults.field.city'), autocomplete: 'address-level2' })}
${pen.input('street', { label: say('faults.field.street'), autocomplete: 'street-address' })}
${pen.input('pickup-day', { label: say('faults.field.pickup-day'), hint: say('faults.field.pickup-day.hint'), type: 'date' })}
${pen.radios('pickup-window', { label: say('faults.field.pickup-window'), choices: pickupWindows.map((hours) => [hours, say(`faults.window.${hours}`)] as const) })}`,
)}`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('faults.report.lead')}</p>
<p class="ds-alert" data-color="warning" role="status" id="kept" hidden>${say('faults.report.kept')}</p>
<p class="ds-alert" data-color="info" role="status" id="restored" hidden>${say('faults.report.restored')}</p>
<p id="discard" hidden><button class="ds-button" data-variant="tertiary" type="button">${say('faults.report.discard')}</button></p>
${pen.top()}
${pen.form({ action: '/faults/report', submit: say('faults.report.next'), body })}`;
  return portalPage(view, { id: 'portal.fault-report', state: pen.state, title, main, scripts: ['fault-report.js'] });
}

/** "Check your answers" of a report. */
export function checkReportPage(
  view: View,
  rows: readonly (readonly [term: string, value: string])[],
  answers: Pick<FormState, 'typed' | 'token'>,
): Html {
  const say = sayFaults(view.language);
  const title = say('faults.report.check');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${checkAnswers(view.language, answers, { action: '/faults/report', rows, submit: say('faults.report.send') })}`;
  return portalPage(view, { id: 'portal.fault-report', state: 'check', title, main });
}

export function notGivenPage(view: View): Html {
  const say = sayFaults(view.language);
  const title = say('faults.not-given.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('faults.not-given.text')}</p>
${list([say('faults.not-given.typo'), say('faults.not-given.buy')])}
<div class="actions"><a class="ds-button" data-variant="secondary" href="/faults/report">${say('faults.not-given.back')}</a></div>`;
  return portalPage(view, { id: 'portal.fault-not-given', title, main });
}
