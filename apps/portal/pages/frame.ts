// What the portal's pages share: its name, its phrases, who is signed in, and lists of facts.
import { html } from 'hono/html';
import { type Html, type Page, page } from '../../../io/http/index.ts';
import { portal as en } from '../../../lib/phrases/en/portal.ts';
import { portal as hu } from '../../../lib/phrases/hu/portal.ts';
import { type Language, type Speaker, speaker } from '../../../lib/phrases/index.ts';
import type { Account, Place, Worker } from '../account.ts';
import { homeOf, homePaths } from '../homes.ts';
import { menuOf } from '../navigation.ts';

/** What every page is drawn from. */
export type View = { readonly language: Language; readonly url: string; readonly account?: Account | undefined };

export type Say = Speaker<typeof hu>;

export const sayIn = (language: Language): Say => speaker(hu, en, language);

type PortalPage = Pick<Page, 'state' | 'title' | 'main' | 'scripts' | 'wide' | 'head'> & { readonly id: string };

/** A whole page of the portal. */
export function portalPage({ language, url, account }: View, { id, ...content }: PortalPage): Html {
  const say = sayIn(language);
  return page({
    page: id,
    ...content,
    language,
    brand: say('portal.brand'),
    home: account === undefined ? '/' : homePaths[homeOf(account)],
    url,
    menu: menuOf(account, language),
    ...(account === undefined ? {} : { aside: signOut(say) }),
  });
}

function signOut(say: Say): Html {
  return html`<form method="post" action="/sign-out"><button class="ds-button" data-variant="secondary" type="submit">${say('portal.sign-out')}</button></form>`;
}

/** Terms and values; a value that is missing is left out. */
export function facts(rows: readonly (readonly [term: string, value: string | undefined])[]): Html {
  const known = rows.filter(([, value]) => value !== undefined);
  return html`<dl class="facts">${known.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`;
}

/** A heading with what belongs to it. */
export function section(title: string, content: Html): Html {
  return html`<section><h2 class="ds-heading" data-size="sm">${title}</h2>${content}</section>`;
}

export function list(items: readonly string[]): Html {
  return html`<ul class="ds-list">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** Where a worker works now: role, institution, unit, register. */
export function workplace(say: Say, language: Language, worker: Worker): Html {
  return facts([
    [say('portal.facts.role'), say(`portal.role.${worker.role}`)],
    [say('portal.facts.institution'), writePlace(worker.institution)],
    [say('portal.facts.unit'), writePlace(worker.unit)],
    [say('portal.facts.register-number'), worker.registerNumber],
    [say('portal.facts.register-status'), say(`portal.register.${worker.registerStatus}`)],
    [say('portal.facts.register-as-of'), writeTime(Date.parse(worker.registerAsOf), language)],
  ]);
}

/** Links that every signed-in person's page ends with. */
export function wayOn(say: Say, account: Account): Html {
  return html`<div class="actions">
<a class="ds-button" data-variant="secondary" href="/who-you-are">${say('portal.who.link')}</a>
${
  account.kind === 'worker'
    ? html`<a class="ds-button" data-variant="secondary" href="/standing">${say('portal.standing')}</a>
<a class="ds-button" data-variant="tertiary" href="/sign-in/worker">${say('portal.switch')}</a>`
    : ''
}
</div>`;
}

function writePlace({ id, name }: Place): string {
  return name === undefined ? id : `${name} (${id})`;
}

const zone = { timeZone: 'Europe/Budapest', dateStyle: 'long', timeStyle: 'short' } as const;
const times = { hu: new Intl.DateTimeFormat('hu', zone), en: new Intl.DateTimeFormat('en-GB', zone) };

/** A moment as people in Hungary write it. */
export function writeTime(moment: number, language: Language): string {
  return times[language].format(moment);
}
