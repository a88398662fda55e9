// What the office's pages share: its name, its phrases, who is signed in, and lists of facts.
import { html } from 'hono/html';
import { type Html, page } from '../../../io/http/index.ts';
import { office as en } from '../../../lib/phrases/en/office.ts';
import { office as hu } from '../../../lib/phrases/hu/office.ts';
import { type Language, type Speaker, speaker } from '../../../lib/phrases/index.ts';
import { homePaths } from '../account.ts';
import type { View } from '../area.ts';

export type Say = Speaker<typeof hu>;

export const sayIn = (language: Language): Say => speaker(hu, en, language);

/** A whole page of the office. */
export function officePage(
  { language, url, account }: View,
  {
    id,
    state,
    title,
    main,
    wide,
  }: { readonly id: string; readonly state?: string; readonly title: string; readonly main: Html; readonly wide?: true },
): Html {
  const say = sayIn(language);
  return page({
    page: id,
    ...(state === undefined ? {} : { state }),
    language,
    title,
    brand: say('office.brand'),
    home: account === undefined ? '/' : homePaths[account.kind],
    url,
    main,
    ...(wide && { wide }),
    ...(account === undefined ? {} : { aside: signOut(say) }),
  });
}

function signOut(say: Say): Html {
  return html`<form method="post" action="/sign-out"><button class="ds-button" data-variant="secondary" type="submit">${say('office.sign-out')}</button></form>`;
}

/** Terms and values; a value that is missing is left out. */
export function facts(rows: readonly (readonly [term: string, value: string | Html | undefined])[]): Html {
  const known = rows.filter(([, value]) => value !== undefined);
  return html`<dl class="facts">${known.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`;
}

/** A heading with what belongs to it. */
export function section(title: string, content: Html): Html {
  return html`<section><h2 class="ds-heading" data-size="sm">${title}</h2>${content}</section>`;
}
