// An institution's people and roles, for its administrator: the list with a search, one person, who changed what.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import type { Change, InstitutionMatrix, Invitation, MatrixEntry, MatrixWorker } from '../../matrix.ts';
import { facts, portalPage, sayIn, section, type View, writeTime } from '../../pages/frame.ts';
import { sayEntitlements, writeDays } from './words.ts';

/** What an act came to, as the page after it says. */
export const acts = ['granted', 'pending', 'taken-away', 'approved', 'refused', 'staff'] as const;
export type Act = (typeof acts)[number];

/** Most people that the list shows at once: who looks for others searches. */
const most = 100;

const collator = new Intl.Collator('hu');
const fold = (text: string) => text.toLocaleLowerCase('hu').normalize('NFD').replace(/\p{M}/gu, '');

type Known = { readonly matrix: InstitutionMatrix; readonly handles: ReadonlyMap<string, string> };

const done = (view: View, act: Act | undefined) =>
  act === undefined
    ? ''
    : html`<p class="ds-alert" data-color="success" role="status">${sayEntitlements(view.language)(`people.done.${act}`)}</p>`;

const table = (
  label: string,
  heads: readonly string[],
  rows: readonly Html[],
) => html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
<table class="ds-table"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;

/** One role as the list says it: its name, unit, days, and that it has ended or not begun. */
function roleLine(
  view: View,
  { units }: InstitutionMatrix,
  entry: Omit<MatrixEntry, 'worker' | 'status' | 'state'> & Partial<MatrixEntry>,
): string {
  const say = sayEntitlements(view.language);
  const unit = units.find(({ id }) => id === entry.unit)?.name ?? entry.unit;
  const days = writeDays(entry, view.language);
  const more = [
    entry.substitute ? say('standing.substitute') : undefined,
    days,
    entry.supervisor && `${say('standing.supervisor')}: ${entry.supervisor.name}`,
    entry.state === 'upcoming' ? say('standing.upcoming') : entry.state === 'ended' ? say('standing.ended') : undefined,
    entry.status === 'suspended' ? say('standing.suspended-entry') : undefined,
  ].filter((part) => part);
  return `${sayIn(view.language)(`portal.role.${entry.role}`)}, ${unit}${more.length === 0 ? '' : ` (${more.join('; ')})`}`;
}

const rolesOf = (matrix: InstitutionMatrix, worker: string) => matrix.entries.filter((entry) => entry.worker === worker);

export function peoplePage(view: View, { matrix, handles }: Known, { search = '', act }: { search?: string; act?: Act | undefined }): Html {
  const say = sayEntitlements(view.language);
  const wanted = fold(search.trim());
  const found = matrix.workers
    .filter(({ name, registration }) => wanted === '' || fold(name).includes(wanted) || registration.number === search.trim())
    .sort((a, b) => collator.compare(a.name, b.name));
  const shown = found.slice(0, most);
  const row = (worker: MatrixWorker) => html`<tr>
<th scope="row"><a class="ds-link" href="/people/${handles.get(worker.id)}">${worker.name}</a></th>
<td>${worker.registration.number ?? ''}</td><td>${say(worker.linked ? 'people.linked.yes' : 'people.linked.no')}</td>
<td>${lines(
    rolesOf(matrix, worker.id).map((entry) => roleLine(view, matrix, entry)),
    say('people.no-role'),
  )}</td></tr>`;
  const title = say('people.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${done(view, act)}
<p class="ds-paragraph">${say('people.lead')}</p>
<div class="actions"><a class="ds-button" href="/people/new">${say('people.grant')}</a>
<a class="ds-button" data-variant="secondary" href="/people/staff">${say('people.staff')}</a>
<a class="ds-button" data-variant="tertiary" href="/people/history">${say('people.history')}</a></div>
${matrix.pending.length === 0 ? '' : section(say('people.pending'), waiting(view, matrix))}
${section(
  title,
  html`<form method="get" action="/people" role="search" class="stack"><div class="ds-field"><label class="ds-label" for="q">${say('people.search')}</label>
<input class="ds-input" id="q" name="q" type="search" value="${search}" autocomplete="off"></div>
<button class="ds-button" data-variant="secondary" type="submit">${say('people.search.start')}</button></form>
<p class="ds-paragraph" role="status">${shown.length === 0 ? say('people.none-found') : say('people.shown', { shown: shown.length, all: found.length })}</p>
${shown.length === 0 ? '' : table(title, [say('people.name'), say('people.number'), say('people.linked'), say('people.roles')], shown.map(row))}`,
)}`;
  return portalPage(view, { id: 'portal.people', state: matrix.pending.length === 0 ? 'default' : 'waiting', title, main, wide: true });
}

const lines = (texts: readonly string[], none: string) =>
  texts.length === 0 ? none : html`${texts.map((text, at) => html`${at === 0 ? '' : html`<br>`}${text}`)}`;

function waiting(view: View, matrix: InstitutionMatrix): Html {
  const say = sayEntitlements(view.language);
  const name = (id: string) => matrix.workers.find((worker) => worker.id === id)?.name ?? id;
  return html`<p class="ds-paragraph">${say('people.pending.text')}</p><ul class="choices">${matrix.pending.map(
    (wish) => html`<li class="ds-card"><p class="ds-paragraph"><strong>${name(wish.worker)}</strong><br>${roleLine(view, matrix, wish)}</p>
<a class="ds-button" data-variant="secondary" href="/people/waiting/${wish.id}">${say('people.pending.decide')}</a></li>`,
  )}</ul>`;
}

export function personPage(view: View, { matrix, handles }: Known, worker: MatrixWorker, changes: readonly Change[], act?: Act): Html {
  const say = sayEntitlements(view.language);
  const portal = sayIn(view.language);
  const own = rolesOf(matrix, worker.id);
  const address = `/people/${handles.get(worker.id)}`;
  const main = html`<h1 class="ds-heading" data-size="lg">${worker.name}</h1>
${done(view, act)}
${facts([
  [say('standing.profession'), say(`profession.${worker.profession}`)],
  [say('people.number'), worker.registration.number ?? undefined],
  [say('standing.status'), portal(`portal.register.${worker.registration.status}`)],
  [portal('portal.facts.register-as-of'), writeTime(Date.parse(worker.registration.asOf), view.language)],
  [say('people.linked'), say(worker.linked ? 'people.linked.yes' : 'people.linked.no')],
])}
${section(
  say('person.roles'),
  html`<p class="ds-paragraph">${lines(
    own.map((entry) => roleLine(view, matrix, entry)),
    say('people.no-role'),
  )}</p>`,
)}
<div class="actions"><a class="ds-button" href="${address}/grant">${say('person.grant')}</a>
${own.length === 0 ? '' : html`<a class="ds-button" data-variant="secondary" href="${address}/take-away">${say('person.take-away')}</a>`}
${worker.ownStaff && !worker.linked ? html`<form method="post" action="${address}/invite"><button class="ds-button" data-variant="secondary" type="submit">${say('person.invite')}</button></form>` : ''}
<a class="ds-button" data-variant="tertiary" href="/people">${say('people.back')}</a></div>
${changes.length === 0 ? '' : section(say('people.history'), changesTable(view, matrix, changes))}`;
  return portalPage(view, { id: 'portal.person', state: worker.ownStaff ? 'own-staff' : 'default', title: worker.name, main, wide: true });
}

export function historyPage(view: View, matrix: InstitutionMatrix, changes: readonly Change[]): Html {
  const say = sayEntitlements(view.language);
  const title = say('history.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${changes.length === 0 ? html`<p class="ds-paragraph">${say('history.none')}</p>` : changesTable(view, matrix, changes)}
<div class="actions"><a class="ds-button" data-variant="secondary" href="/people">${say('people.back')}</a></div>`;
  return portalPage(view, { id: 'portal.people-history', state: changes.length === 0 ? 'empty' : 'default', title, main, wide: true });
}

function changesTable(view: View, matrix: InstitutionMatrix, changes: readonly Change[]): Html {
  const say = sayEntitlements(view.language);
  const heads = ['at', 'actor', 'act', 'whom', 'reason'] as const;
  const terms = { from: null, until: null, substitute: false, supervisor: null };
  return table(
    say('history.title'),
    heads.map((head) => say(`history.${head}`)),
    changes.map(
      ({ at, act, actor, worker, reason, ...entry }) => html`<tr><td>${writeTime(Date.parse(at), view.language)}</td><td>${actor.name}</td>
<td>${say(`history.act.${act}`)}: ${roleLine(view, matrix, { ...terms, ...entry })}</td><td>${worker.name}</td><td>${reason}</td></tr>`,
    ),
  );
}

/** The code is on this page only: nothing else keeps it. */
export function invitationPage(view: View, name: string, address: string, { code, expiresAt }: Invitation): Html {
  const say = sayEntitlements(view.language);
  const title = say('person.invite.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${facts([
  [say('people.name'), name],
  [say('person.invite.code'), code],
  [say('person.invite.until'), writeTime(Date.parse(expiresAt), view.language)],
])}
<p class="ds-paragraph">${say('person.invite.text')}</p><p class="ds-paragraph">${say('person.invite.give')}</p>
<div class="actions"><a class="ds-button" data-variant="secondary" href="${address}">${say('people.back')}</a></div>`;
  return portalPage(view, { id: 'portal.invitation', title, main });
}
