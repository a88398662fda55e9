// Who is signed in, how they proved it, and what was read from their card.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { endOf } from '../../../../io/relying-party/index.ts';
import { writeDate, writeTaj } from '../../../../lib/person/index.ts';
import type { Account, Patient } from '../../account.ts';
import { homeOf, homePaths } from '../../homes.ts';
import { facts, list, portalPage, type Say, sayIn, section, type View, workplace, writeTime } from '../frame.ts';

const knownMethods = ['sc', 'pin', 'hwk', 'mfa'] as const;

export function whoYouArePage(view: View & { readonly account: Account }): Html {
  const { account, language } = view;
  const say = sayIn(language);
  const methods = knownMethods.filter((method) => account.amr.includes(method));
  const main = html`<h1 class="ds-heading" data-size="lg">${say('portal.who.title')}</h1>
${section(say('portal.who.person'), person(say, view))}
${section(
  say('portal.who.how'),
  html`${facts([
    [say('portal.who.level'), say('portal.who.level.high')],
    [say('portal.facts.signed-in-at'), writeTime(account.signedInAt, language)],
    [say('portal.facts.ends-at'), writeTime(endOf(account), language)],
  ])}
<p class="ds-paragraph">${say('portal.who.factors')}:</p>
${list(methods.map((method) => say(`portal.who.amr.${method}`)))}`,
)}
${section(say('portal.who.read'), list(readFromCard(say, account)))}
<details class="ds-details"><summary>${say('portal.who.technical')}</summary>
${facts([
  [say('portal.who.technical.acr'), account.acr],
  [say('portal.who.technical.amr'), account.amr.join(' ')],
  [say('portal.who.technical.sub'), account.sub],
])}
</details>
<div class="actions"><a class="ds-button" data-variant="secondary" href="${homePaths[homeOf(account)]}">${say('portal.who.back')}</a></div>`;
  return portalPage(view, { id: 'portal.who-you-are', state: account.kind, title: say('portal.who.title'), main });
}

function person(say: Say, { account, language }: View & { readonly account: Account }): Html {
  if (account.kind === 'patient') return patientFacts(say, language, account);
  return html`${facts([[say('portal.facts.name'), account.name]])}${workplace(say, language, account)}`;
}

/** What a patient let us have; a date of birth that they kept is said to be missing. */
export function patientFacts(say: Say, language: View['language'], { name, birthDate, taj }: Patient): Html {
  return facts([
    [say('portal.facts.name'), name],
    [say('portal.facts.birth-date'), birthDate === undefined ? say('portal.facts.not-given') : writeDate(birthDate, language)],
    [say('portal.facts.taj'), writeTaj(taj)],
  ]);
}

function readFromCard(say: Say, account: Account): readonly string[] {
  const always = [say('portal.who.read.pseudonym'), say('portal.who.read.blocking')];
  if (account.kind === 'worker') return [...always, say('portal.who.read.nothing')];
  return [
    ...always,
    say('portal.who.read.names'),
    ...(account.birthDate === undefined ? [] : [say('portal.who.read.birth-date')]),
    say('portal.who.read.taj'),
  ];
}
