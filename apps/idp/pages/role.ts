// The choice among several roles: a list, and from six on with a search over it that works without scripts.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { RoleEntry } from '../../../lib/entitlement/index.ts';
import { type Frame, framed, postButton, say } from './frame.ts';

/** Most roles that a list shows without a search. */
const few = 5;

/** @param search words that the person looks for among the roles */
export function rolePage(frame: Frame, uid: string, roles: readonly RoleEntry[], search = ''): Html {
  const text = say(frame.language);
  const fold = (words: string) => words.toLocaleLowerCase(frame.language).normalize('NFD').replace(/\p{M}/gu, '');
  const label = ({ role, institution, unit }: RoleEntry) => `${text(`idp.roles.${role}`)} ${institution.name} ${unit.name}`;
  const shown = roles.map((role, index) => ({ role, index })).filter(({ role }) => fold(label(role)).includes(fold(search.trim())));
  return framed(frame, {
    id: 'idp.role',
    state: roles.length > few ? 'many' : 'few',
    title: text('idp.role.title'),
    main: html`<p class="ds-paragraph">${text('idp.role.text')}</p>
${roles.length > few ? searchForm() : ''}
${shown.length === 0 ? html`<p class="ds-paragraph" role="status">${text('idp.role.none-found')}</p>` : choices()}
<div class="actions">${postButton(`/interaction/${uid}/abort`, text('idp.back'), 'secondary')}</div>`,
  });

  function choices(): Html {
    return html`<form method="post" action="/interaction/${uid}/role"><ul class="choices">${shown.map(
      ({ role, index }) => html`<li class="ds-card">
<p class="ds-paragraph"><strong>${text(`idp.roles.${role.role}`)}</strong><br>${role.institution.name}<br>${role.unit.name}</p>
<button class="ds-button" type="submit" name="role" value="${index}" aria-label="${`${text('idp.role.choose')}: ${label(role)}`}">${text('idp.role.choose')}</button>
</li>`,
    )}</ul></form>`;
  }

  function searchForm(): Html {
    return html`<form method="get" action="/interaction/${uid}" role="search" class="stack">
<div class="ds-field"><label class="ds-label" for="search">${text('idp.role.search')}</label>
<input class="ds-input" id="search" name="search" type="search" value="${search}" autocomplete="off"></div>
<button class="ds-button" data-variant="secondary" type="submit">${text('idp.role.search.start')}</button>
</form>`;
  }
}
