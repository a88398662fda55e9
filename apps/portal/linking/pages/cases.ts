// What the match left to people: the queue, and one case with the word of whoever looks at it.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import type { Worker } from '../../account.ts';
import { type FormState, formPen } from '../../forms/index.ts';
import { facts, portalPage, type View, writeTime } from '../../pages/frame.ts';
import type { LinkCase } from '../accounts.ts';
import type { WordMessage } from '../fields.ts';
import { sayLinking } from './words.ts';

export function linkCasesPage(view: View, cases: readonly LinkCase[]): Html {
  const say = sayLinking(view.language);
  const title = say('linking.cases.title');
  const heads = [say('linking.cases.person'), say('linking.cases.reason'), say('linking.cases.since'), say('linking.cases.state')];
  const table = html`<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table class="ds-table">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${cases.map(
    ({ id, worker, reason, openedAt, first }) => html`<tr>
<th scope="row"><a class="ds-link" href="/link-cases/${id}">${worker.name}</a></th><td>${say(`linking.reason.${reason}`)}</td>
<td>${writeTime(Date.parse(openedAt), view.language)}</td><td>${say(first === null ? 'linking.cases.nobody' : 'linking.cases.once')}</td>
</tr>`,
  )}</tbody>
</table></div>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('linking.cases.text')}</p>
${cases.length === 0 ? html`<p class="ds-paragraph">${say('linking.cases.none')}</p>` : table}`;
  return portalPage(view, { id: 'portal.link-cases', state: cases.length === 0 ? 'empty' : 'some', title, main });
}

/** `at` is when the page is drawn, in milliseconds. */
export function linkCasePage(view: View & { readonly account: Worker }, one: LinkCase, state: FormState<WordMessage>, at: number): Html {
  const say = sayLinking(view.language);
  const pen = formPen(view.language, state, (message) => say(message));
  const from = one.confirmableFrom === null ? undefined : Date.parse(one.confirmableFrom);
  const isWaiting = (from !== undefined && at < from) || one.first?.id === view.account.user;
  const choices = [
    ...(isWaiting ? [] : [['confirm', say('linking.case.confirm'), say('linking.case.confirm.hint')] as const]),
    ['refuse', say('linking.case.refuse'), say('linking.case.refuse.hint')] as const,
  ];
  const body = html`${pen.radios('word', { label: say('linking.case.word'), choices })}
${isWaiting ? '' : html`${pen.tick('present', { label: say('linking.case.present') })}${pen.tick('papers', { label: say('linking.case.papers') })}`}`;
  const main = html`${pen.top()}<h1 class="ds-heading" data-size="lg">${say('linking.case.title', { name: one.worker.name })}</h1>
${facts([
  [say('linking.case.number'), one.worker.number ?? undefined],
  [say('linking.cases.reason'), say(`linking.reason.${one.reason}`)],
  [say('linking.cases.since'), writeTime(Date.parse(one.openedAt), view.language)],
  [say('linking.case.first'), one.first?.name],
  [say('linking.case.from'), from === undefined ? undefined : writeTime(from, view.language)],
])}
<p class="ds-paragraph">${say(`linking.case.todo.${one.reason}`)}</p>
${isWaiting ? html`<p class="ds-alert" data-color="info">${say(one.first?.id === view.account.user ? 'linking.case.yours' : 'linking.case.wait')}</p>` : ''}
${pen.form({ action: `/link-cases/${one.id}`, submit: say('linking.case.submit'), body })}`;
  const shown = pen.state === 'faulty' ? 'faulty' : isWaiting ? 'waiting' : 'default';
  return portalPage(view, { id: 'portal.link-case', state: shown, title: say('linking.case.title', { name: one.worker.name }), main });
}

/** After a word was taken, by this person or by somebody faster. */
export function caseDecidedPage(view: View): Html {
  const say = sayLinking(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('linking.decided.title')}</h1>
<p class="ds-paragraph">${say('linking.decided.text')}</p>
<div class="actions"><a class="ds-button" href="/link-cases">${say('linking.decided.back')}</a></div>`;
  return portalPage(view, { id: 'portal.link-case', state: 'decided', title: say('linking.decided.title'), main });
}
