// The clerk's landing page: applications under way, and the search in the register with what it found.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { type CalendarDate, fullName, writeDate } from '../../../lib/person/index.ts';
import type { Clerk } from '../account.ts';
import type { Application } from '../applications/applications.ts';
import { nameIn } from '../applications/page.ts';
import type { View } from '../area.ts';
import { windowReportWay } from '../endings/pages.ts';
import { type Filled, formPen } from '../pages/form.ts';
import { facts, officePage, sayIn, section } from '../pages/frame.ts';
import { trustWay } from '../trust/page.ts';
import { sayRegister } from './phrases.ts';
import type { Found } from './search.ts';

export interface Desk {
  readonly applications: readonly Application[];
  readonly search?: Filled;
  readonly found?: readonly Found[];
}

export function deskPage(
  view: View & { readonly account: Clerk },
  { applications, search = { typed: {}, faults: {} }, found }: Desk,
): Html {
  const { language, account } = view;
  const [say, sayCard] = [sayRegister(language), sayIn(language)];
  const pen = formPen(language, search);
  const main = html`${pen.summary()}<h1 class="ds-heading" data-size="lg">${say('desk.title')}</h1>
${found === undefined ? '' : section(say('search.found'), results(view, found))}
<form method="post" action="/applications"><button class="ds-button" type="submit">${say('desk.new')}</button></form>
${windowReportWay(language)}
${trustWay(language)}
${section(
  say('search.title'),
  html`<p class="ds-paragraph">${say('search.lead')}</p>
<form class="stack" method="post" action="/register/search">
${pen.input('what', { label: say('search.what') })}
${pen.input('reason', { label: say('search.reason'), hint: say('search.reason.hint') })}
<div class="actions"><button class="ds-button" data-variant="secondary" type="submit">${say('search.button')}</button></div>
</form>`,
)}
${section(say('desk.open'), applications.length === 0 ? html`<p class="ds-paragraph">${say('desk.open.none')}</p>` : listOf(view, applications))}
${section(
  say('desk.now'),
  facts([
    [sayCard('office.facts.clerk'), account.name],
    [sayCard('office.facts.institution'), account.institution],
  ]),
)}`;
  const refused = Object.keys(search.faults).length > 0;
  const state = refused ? 'refused' : found === undefined ? 'default' : found.length === 0 ? 'nothing' : 'found';
  return officePage(view, { id: 'office.window', state, title: say('desk.title'), main });
}

function results({ language }: View, found: readonly Found[]): Html {
  const [say, sayCard] = [sayRegister(language), sayIn(language)];
  if (found.length === 0) return html`<p class="ds-paragraph">${say('search.nothing')}</p>`;
  return html`<ul class="ds-list">${found.map(
    ({ card, holder: { family, given, title, date_of_birth } }) =>
      html`<li><a class="ds-link" href="/cards/${card.id}">${fullName({ family, given, ...(title !== null && { title }) })}, ${card.document_number}</a> (${say('search.born')}: ${writeDate(date_of_birth as CalendarDate, language)}; ${sayCard(`office.state.${card.state}`)})</li>`,
  )}</ul>`;
}

function listOf({ language }: View, applications: readonly Application[]): Html {
  const say = sayRegister(language);
  return html`<ul class="ds-list">${applications.map(({ id, answers, state, clerk }) => {
    const name = nameIn(answers) || say('desk.open.unnamed');
    return html`<li><a class="ds-link" href="/applications/${id}/check">${name}</a>: ${say(state === 'open' ? 'desk.open.open' : 'desk.open.submitted')}, ${clerk}</li>`;
  })}</ul>`;
}
