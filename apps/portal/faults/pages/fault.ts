// One report as its institution sees it: where it is, what happened, what may be done.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { type Event, movesOf, type RejectionReason, type Symptom } from '../../../../lib/fault-report/index.ts';
import type { Language } from '../../../../lib/phrases/index.ts';
import { type FormState, formPen } from '../../forms/index.ts';
import { facts, portalPage, section, type View, writeTime } from '../../pages/frame.ts';
import { missingOf, writeDay } from '../mails.ts';
import type { Report, TimelineEntry } from '../store.ts';
import { type FaultsPhrase, sayFaults } from './say.ts';

/** What every reader of a report sees of it. */
export function reportFacts(report: Report, language: Language): Html {
  const say = sayFaults(language);
  const symptoms = JSON.parse(report.symptoms) as readonly Symptom[];
  return facts([
    [say('faults.number'), report.number],
    [say('faults.state'), say(`faults.state.${report.state}`)],
    [say('faults.field.serial'), `${report.serial} (${report.model})`],
    [say('faults.page.warranty'), report.warranty_until === null ? undefined : writeDay(report.warranty_until, language)],
    [say('faults.field.symptoms'), symptoms.map((symptom) => say(`faults.symptom.${symptom}`)).join('; ')],
    [say('faults.field.description'), report.description || undefined],
    [say('faults.field.reporter'), report.reporter],
    [say('faults.field.phone'), report.phone],
    [say('faults.report.pickup'), `${report.postal_code} ${report.city}, ${report.street}`],
    [
      say('faults.field.pickup-day'),
      `${writeDay(report.pickup_day, language)} – ${say(`faults.window.${report.pickup_window as '08-12'}`)}`,
    ],
    [say('faults.page.missing'), report.missing === '[]' ? undefined : missingOf(report, language)],
    [say('faults.page.replacement'), report.replacement ?? undefined],
    [say('faults.page.reason'), report.reason === null ? undefined : say(`faults.reason.${report.reason as RejectionReason}`)],
  ]);
}

export function timeline(entries: readonly TimelineEntry[], language: Language): Html {
  const say = sayFaults(language);
  return section(
    say('faults.page.timeline'),
    html`<ol class="ds-list">${entries.map(
      ({
        event,
        at,
        actor,
        who,
        note,
      }) => html`<li data-event="${event}"><strong>${say(`faults.event.${event}`)}</strong> – ${writeTime(at, language)}, ${who} (${say(`faults.actor.${actor}`)})
${note === '' ? '' : html`<p class="ds-paragraph letter-text">${note}</p>`}</li>`,
    )}</ol>`,
  );
}

/** Links to what may be done now. */
export const doable = (language: Language, address: string, events: readonly Event[]): Html =>
  html`<div class="actions">${events.map(
    (event) =>
      html`<a class="ds-button" data-variant="secondary" href="${address}/${event}">${sayFaults(language)(`faults.event.${event}`)}</a>`,
  )}</div>`;

export function faultPage(view: View, report: Report, entries: readonly TimelineEntry[]): Html {
  const say = sayFaults(view.language);
  const title = `${say('faults.number')}: ${report.number}`;
  const events = movesOf(report.state, 'reporter').map(({ event }) => event);
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${
  report.handover_code === null
    ? ''
    : html`<p class="ds-alert" data-color="info">${say('faults.page.handover')}: <strong data-code="hand-over">${report.handover_code}</strong>. ${say('faults.page.handover.text')}</p>`
}
${reportFacts(report, view.language)}
<div class="actions"><a class="ds-button" href="/faults/sent/${report.receipt}">${say('faults.sent.next')}</a>
<a class="ds-button" data-variant="tertiary" href="/faults/sent/${report.receipt}/letter">${say('faults.letter')}</a></div>
${events.length === 0 ? '' : section(say('faults.page.do'), doable(view.language, `/faults/reports/${report.id}`, events))}
${timeline(entries, view.language)}`;
  const state = report.state === 'closed' ? 'closed' : report.state === 'waiting-for-reporter' ? 'waiting' : 'open';
  return portalPage(view, { id: 'portal.fault', state, title, main });
}

/** The reporter does something: with words, where they are wanted. */
export function faultActPage(view: View, report: Report, event: Event, state: FormState<FaultsPhrase>): Html {
  const say = sayFaults(view.language);
  const pen = formPen(view.language, state, say);
  const title = say(`faults.event.${event}`);
  const address = `/faults/reports/${report.id}`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${facts([
  [say('faults.number'), report.number],
  [say('faults.field.serial'), report.serial],
])}
${pen.top()}
${pen.form({ action: `${address}/${event}`, submit: title, body: pen.area('note', { label: say('faults.act.note') }) })}
<p class="actions"><a class="ds-link" href="${address}">${say('faults.page.back')}</a></p>`;
  return portalPage(view, { id: 'portal.fault-act', state: pen.state, title, main });
}
