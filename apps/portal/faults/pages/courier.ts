// The courier's page: opened by the link of one order, without an account; it shows what has to be taken, and records the hand-over.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { parcelItems } from '../../../../lib/fault-report/index.ts';
import { type FormState, formPen } from '../../forms/index.ts';
import { facts, portalPage, type View } from '../../pages/frame.ts';
import type { CourierProblem } from '../fields.ts';
import { writeDay } from '../mails.ts';
import type { Report } from '../store.ts';
import { sayFaults } from './say.ts';

export function courierPage(view: View, report: Report, state: FormState<CourierProblem>): Html {
  const say = sayFaults(view.language);
  const pen = formPen(view.language, state, say);
  const title = say('faults.courier.title');
  const body = html`${pen.input('number', { label: say('faults.courier.number'), hint: say('faults.courier.number.hint') })}
${pen.input('serial', { label: say('faults.courier.serial'), hint: say('faults.field.serial.hint') })}
${pen.ticks('items', { label: say('faults.courier.items'), choices: parcelItems.map((item) => [item, say(`faults.parcel.${item}`)] as const) })}
${pen.input('seal', { label: say('faults.courier.seal') })}
${pen.input('giver', { label: say('faults.courier.giver') })}
${pen.input('code', { label: say('faults.courier.code'), hint: say('faults.courier.code.hint'), mode: 'numeric' })}`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('faults.courier.lead')}</p>
${facts([
  [say('faults.report.pickup'), `${report.institution_name}, ${report.postal_code} ${report.city}, ${report.street}`],
  [
    say('faults.field.pickup-day'),
    `${writeDay(report.pickup_day, view.language)} – ${say(`faults.window.${report.pickup_window as '08-12'}`)}`,
  ],
  [say('faults.field.phone'), `${report.reporter}, ${report.phone}`],
])}
${pen.top()}
${pen.form({ action: `/courier/${report.courier_key}`, submit: say('faults.courier.send'), body })}`;
  return portalPage(view, { id: 'portal.courier', state: pen.state, title, main });
}

export function courierDonePage(view: View): Html {
  const say = sayFaults(view.language);
  const title = say('faults.courier.done');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1><p class="ds-paragraph">${say('faults.courier.done.text')}</p>`;
  return portalPage(view, { id: 'portal.courier', state: 'done', title, main });
}
