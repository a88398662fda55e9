// The operator's stock of card readers.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { sayFaults, writeDay } from '../../faults/index.ts';
import { type FormState, formPen } from '../../forms/index.ts';
import { portalPage, section, type View } from '../../pages/frame.ts';
import type { Reader } from '../../readers/index.ts';
import { sayDesk } from './say.ts';

export type ReaderProblem = 'faults.problem.serial' | `desk.readers.problem.${'model' | 'known' | 'warranty'}`;

export function readersPage(view: View, readers: readonly Reader[], state: FormState<ReaderProblem>): Html {
  const { language } = view;
  const [say, words] = [sayDesk(language), sayFaults(language)];
  const pen = formPen<ReaderProblem>(language, state, (problem) => (problem === 'faults.problem.serial' ? words(problem) : say(problem)));
  const title = say('desk.readers');
  const heads = [words('faults.field.serial'), say('desk.readers.model'), say('desk.readers.warranty')];
  const body = html`${pen.input('serial', { label: words('faults.field.serial') })}
${pen.input('model', { label: say('desk.readers.model') })}
${pen.input('warranty', { label: say('desk.readers.warranty'), type: 'date' })}`;
  const listed = html`<div class="scroll" role="region" aria-label="${say('desk.readers.stock')}" tabindex="0"><table class="ds-table">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${readers.map(
    ({ serial, model, warranty_until: day }) =>
      html`<tr><th scope="row">${serial}</th><td>${model}</td><td>${day === null ? '–' : writeDay(day, language)}</td></tr>`,
  )}</tbody></table></div>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${pen.top()}
${section(say('desk.readers.stock'), readers.length === 0 ? html`<p class="ds-paragraph">${say('desk.readers.none')}</p>` : listed)}
${section(say('desk.readers.add'), pen.form({ action: '/desk/readers', submit: say('desk.readers.send'), body }))}`;
  return portalPage(view, { id: 'portal.desk-readers', state: pen.state, title, main, wide: true });
}
