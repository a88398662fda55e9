// Why am I not let in, which role do I have, from which register, as of when: one page for every worker, also for one who was refused.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import type { Standing } from '../../matrix.ts';
import { facts, portalPage, sayIn, section, type View, writeTime } from '../../pages/frame.ts';
import { sayEntitlements, writeDays } from './words.ts';

const standings = {
  counts: 'standing.counts',
  upcoming: 'standing.upcoming',
  ended: 'standing.ended',
  suspended: 'standing.suspended-entry',
  register: 'standing.by-register',
} as const;

export function standingPage(view: View, standing: Standing): Html {
  const { language } = view;
  const portal = sayIn(language);
  const say = sayEntitlements(language);
  const { entitled, entries, worker } = standing;
  const { registration } = worker;
  const fromRegister = registration.status !== 'not-registered';
  const entered = (truth: boolean) => (fromRegister ? say(truth ? 'standing.yes' : 'standing.no') : undefined);
  const title = say('standing.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('standing.lead')}</p>
<div class="ds-alert" data-color="${entitled === 'entitled' ? 'success' : 'warning'}"><p class="ds-paragraph"><strong>${say(`standing.verdict.${entitled}`)}</strong></p>
<p class="ds-paragraph">${say(`standing.next.${entitled}`)}</p></div>
${section(
  say('standing.register'),
  facts([
    [portal('portal.facts.name'), worker.name],
    [say('standing.profession'), say(`profession.${worker.profession}`)],
    [say('standing.register.source'), say(`standing.register.source.${fromRegister ? 'registered' : 'not-registered'}`)],
    [portal('portal.facts.register-number'), registration.number ?? undefined],
    [say('standing.status'), portal(`portal.register.${registration.status}`)],
    [say('standing.register.basic'), entered(registration.basic)],
    [say('standing.register.operational'), entered(registration.operational)],
    [portal('portal.facts.register-as-of'), writeTime(Date.parse(registration.asOf), language)],
  ]),
)}
${section(say('standing.roles'), entries.length === 0 ? html`<p class="ds-paragraph">${say('standing.roles.none')}</p>` : html`<ul class="choices">${entries.map(one)}</ul>`)}`;
  return portalPage(view, { id: 'portal.standing', state: entitled, title, main });

  function one(entry: Standing['entries'][number]): Html {
    return html`<li class="ds-card"><p class="ds-paragraph"><strong>${portal(`portal.role.${entry.role}`)}${entry.substitute ? ` (${say('standing.substitute')})` : ''}</strong></p>
${facts([
  [portal('portal.facts.institution'), `${entry.institution.name} (${entry.institution.id})`],
  [portal('portal.facts.unit'), `${entry.unit.name} (${entry.unit.id})`],
  [say('standing.status'), say(standings[entry.standing])],
  [say('standing.days'), writeDays(entry, language) ?? say('standing.unlimited')],
  [say('standing.supervisor'), entry.supervisor?.name],
])}</li>`;
  }
}

/** The card's user has left the registers. */
export function standingGonePage(view: View): Html {
  const say = sayEntitlements(view.language);
  const title = say('standing.gone.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1><p class="ds-paragraph">${say('standing.gone.text')}</p>`;
  return portalPage(view, { id: 'portal.standing', state: 'gone', title, main });
}
