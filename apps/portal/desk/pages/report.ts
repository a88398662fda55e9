// One report at the desk: everything that is known of it, and the forms of what may be done.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { type CauseCode, parseDiagnosis } from '../../../../lib/diagnosis/index.ts';
import { isEidError } from '../../../../lib/error/index.ts';
import { type Event, movesOf, type OutcomeId, parcelItems, rejectionReasons } from '../../../../lib/fault-report/index.ts';
import { explain, type Language } from '../../../../lib/phrases/index.ts';
import { doable, type Report, reportFacts, sayFaults, type TimelineEntry, timeline, writeDay } from '../../faults/index.ts';
import { type FormState, formPen } from '../../forms/index.ts';
import { facts, list, portalPage, section, type View } from '../../pages/frame.ts';
import type { Reader } from '../../readers/index.ts';
import { type DeskAct, type DeskProblem, dayOf } from '../acts.ts';
import { type TemplateId, templateIds } from '../templates.ts';
import { sayDesk } from './say.ts';

function warranty({ warranty_until: day }: Report, now: number, language: Language): string {
  const say = sayDesk(language);
  if (day === null) return say('desk.report.warranty.unknown');
  return say(day >= dayOf(now) ? 'desk.report.warranty.in' : 'desk.report.warranty.out', { day: writeDay(day, language) });
}

export function deskReportPage(
  view: View,
  report: Report,
  entries: readonly TimelineEntry[],
  { hasPicture, now, origin }: { readonly hasPicture: boolean; readonly now: number; readonly origin: string },
): Html {
  const { language } = view;
  const [say, words] = [sayDesk(language), sayFaults(language)];
  const title = `${words('faults.number')}: ${report.number}`;
  const address = `/desk/faults/${report.id}`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p><a class="ds-link" href="/desk/faults">${say('desk.report.back')}</a></p>
${facts([
  [say('desk.queue.institution'), `${report.institution_name} (${report.institution})`],
  [words('faults.page.warranty'), warranty(report, now, language)],
  [say('desk.report.checked'), words(`faults.outcome.${report.outcome as OutcomeId}`)],
  [say('desk.report.contact'), report.contact || undefined],
  [say('desk.report.seal'), report.seal ?? undefined],
])}
${reportFacts(report, language)}
${
  report.courier_key === null
    ? ''
    : section(
        say('desk.report.courier'),
        html`<p class="ds-paragraph">${say('desk.report.courier.text')}</p><p class="ds-paragraph letter"><code data-link="courier">${origin}/courier/${report.courier_key}</code></p>`,
      )
}
${hasPicture ? section(say('desk.report.picture'), html`<img class="fault-picture" src="${address}/picture" alt="${say('desk.report.picture')}">`) : ''}
${report.diagnosis === null ? '' : section(say('desk.report.diagnosis'), found(report.diagnosis, language))}
${section(
  words('faults.page.do'),
  doable(
    language,
    address,
    movesOf(report.state, 'desk').map(({ event }) => event),
  ),
)}
${timeline(entries, language)}`;
  return portalPage(view, { id: 'portal.desk-report', state: report.state === 'closed' ? 'closed' : 'open', title, main, wide: true });
}

/** What the client found, in words, and the file itself. */
function found(diagnosis: string, language: Language): Html {
  const titles = findingsOf(diagnosis).map((code) => `${explain(code, language).title} (${code})`);
  return html`${titles.length === 0 ? '' : list(titles)}<pre class="scroll" tabindex="0">${diagnosis}</pre>`;
}

/** None for a file that was good when it came and that this version reads no more. */
function findingsOf(diagnosis: string): readonly CauseCode[] {
  try {
    return parseDiagnosis(diagnosis).findings;
  } catch (thrown) {
    if (isEidError(thrown)) return [];
    throw thrown;
  }
}

export type ActDrawing = {
  readonly report: Report;
  readonly event: Event;
  readonly act: DeskAct;
  /** What may be given in place of the broken reader. */
  readonly stock: readonly Reader[];
};

export function deskActPage(view: View, { report, event, act, stock }: ActDrawing, state: FormState<DeskProblem>): Html {
  const { language } = view;
  const [say, words] = [sayDesk(language), sayFaults(language)];
  const pen = formPen<DeskProblem>(language, state, (problem) =>
    problem.startsWith('desk.') ? say(problem as 'desk.problem.reason') : words(problem as 'faults.act.note.missing'),
  );
  const title = words(`faults.event.${event}`);
  const address = `/desk/faults/${report.id}`;
  const inputs = {
    parcel:
      () => html`${pen.ticks('items', { label: say('desk.act.items'), choices: parcelItems.map((item) => [item, words(`faults.parcel.${item}`)] as const) })}
${pen.input('serial', { label: say('desk.act.serial') })}`,
    replacement: () =>
      pen.select('replacement', {
        label: say('desk.act.replacement'),
        choices: stock.map(({ serial, model }) => [serial, `${serial} – ${model}`] as const),
      }),
    reason: () =>
      pen.radios('reason', {
        label: say('desk.act.reason'),
        choices: rejectionReasons.map((reason) => [reason, words(`faults.reason.${reason}`)] as const),
      }),
  };
  const body = html`${act.input === undefined ? '' : inputs[act.input]()}${pen.area('note', { label: say('desk.act.note') })}`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${facts([
  [words('faults.number'), report.number],
  [say('desk.queue.institution'), `${report.institution_name} (${report.institution})`],
])}
${pen.top()}
<form class="stack" method="get" action="${address}/${event}">
<div class="ds-field"><label class="ds-label" for="template">${say('desk.act.template')}</label><select class="ds-input" id="template" name="template">
${templateIds.map((id: TemplateId) => html`<option value="${id}">${say(`desk.template.${id}`)}</option>`)}</select></div>
<button class="ds-button" data-variant="secondary" type="submit">${say('desk.act.template.use')}</button>
</form>
${pen.form({ action: `${address}/${event}`, submit: title, body })}
<p class="actions"><a class="ds-link" href="${address}">${words('faults.page.back')}</a></p>`;
  return portalPage(view, { id: 'portal.desk-act', state: pen.state, title, main });
}
