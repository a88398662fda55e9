// Where a patient lands: what we were given, and what one may do about one's data.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import type { Patient } from '../../account.ts';
import { patientFacts } from '../anyone/who-you-are.ts';
import { list, portalPage, sayIn, section, type View, wayOn } from '../frame.ts';

export function patientHome(view: View & { readonly account: Patient }): Html {
  const { account, language } = view;
  const say = sayIn(language);
  const title = say('portal.patient.title', { name: account.name });
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${section(
  say('portal.patient.data'),
  html`${patientFacts(say, language, account)}<p class="ds-paragraph">${say('portal.patient.data.text')}</p>`,
)}
${section(
  say('portal.patient.rights'),
  list([say('portal.patient.rights.access'), say('portal.patient.rights.log'), say('portal.patient.rights.self')]),
)}
${wayOn(say, account)}`;
  return portalPage(view, { id: 'portal.patient', title, main });
}
