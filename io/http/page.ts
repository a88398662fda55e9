// The frame of every page, and the page of every failure. One look for all apps; works without scripts, by keyboard, on a phone.
import { html } from 'hono/html';
import { page as en } from '../../lib/phrases/en/page.ts';
import { page as hu } from '../../lib/phrases/hu/page.ts';
import type { Language } from '../../lib/phrases/index.ts';
import { stylesheetUrl } from './assets.ts';
import { languages } from './language.ts';

const phrases = { hu, en };
const ownName = { hu: 'Magyar', en: 'English' } as const;

/** Escaped HTML, as `html` of hono/html makes it. */
export type Html = ReturnType<typeof html>;

export interface Page {
  /** `<app>.<page>`, as the app's page table names it. */
  readonly page: string;
  /** Which of the page's states; `default` when it has one only. */
  readonly state?: string;
  readonly language: Language;
  readonly title: string;
  /** The name of the app at the head of the page, and where it leads. */
  readonly brand: string;
  readonly home?: string;
  /** The address of the request: the language switch leads to it again. */
  readonly url: string | URL;
  readonly main: Html;
  /** The places of the app, below its name. */
  readonly menu?: readonly { readonly href: string; readonly label: string }[];
  /** At the head's end: who is signed in, sign-out. */
  readonly aside?: Html;
  /** Into <head>: a refresh for pages that wait. */
  readonly head?: Html;
  /** Names of scripts that `pageAssets` serves. */
  readonly scripts?: readonly string[];
  /** Room for tables and diagrams. */
  readonly wide?: boolean;
}

/** A whole document. `main` begins with an <h1>. */
export function page({
  page,
  state = 'default',
  language,
  title,
  brand,
  home = '/',
  url,
  main,
  menu = [],
  aside,
  head,
  scripts = [],
  wide,
}: Page): Html {
  const text = phrases[language];
  return html`<!doctype html>
<html lang="${language}" data-page="${page}" data-state="${state}" data-color-scheme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${brand}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheetUrl()}">
${scripts.map((name) => html`<script type="module" src="/assets/${name}"></script>`)}
${head}
</head>
<body${wide ? html` class="frame-wide"` : ''}>
<a class="ds-skip-link" href="#content">${text['page.skip']}</a>
<header class="frame-head">
<div class="frame-width">
<a class="frame-brand" href="${home}"><span class="frame-mark" aria-hidden="true">eSz</span>${brand}</a>
<div class="frame-aside">${aside}${languageSwitch(language, text['page.language'], new URL(url))}</div>
</div>
${menu.length === 0 ? '' : placesOf(menu, text['page.menu'], new URL(url).pathname)}</header>
<main id="content" class="frame-width frame-main" tabindex="-1">${main}</main>
<footer class="frame-foot"><div class="frame-width"><p>${text['page.unofficial']}</p></div></footer>
</body>
</html>`;
}

/** What a person is told about a failure: a record of lib/phrases/errors.ts with its code. */
export interface ErrorText {
  readonly code: string;
  readonly title: string;
  readonly cause: string;
  readonly nextStep: string;
  readonly whoHelps: string;
}

/** The page of a failure: cause, next step, who helps, code. `way` is the link or form that goes on from here. Its state is the code. */
export function errorPage({ error, way, ...frame }: Omit<Page, 'main' | 'title' | 'state'> & { error: ErrorText; way?: Html }): Html {
  return page({ ...frame, state: error.code, title: error.title, main: errorText(error, frame.language, way) });
}

/** The inside of an error page, for an app with a frame of its own. */
export function errorText(error: ErrorText, language: Language, way?: Html): Html {
  const text = phrases[language];
  return html`<div class="failure" role="alert">
<h1 class="ds-heading" data-size="lg">${error.title}</h1>
<h2 class="ds-heading" data-size="2xs">${text['page.error.cause']}</h2>
<p class="ds-paragraph">${error.cause}</p>
<h2 class="ds-heading" data-size="2xs">${text['page.error.next-step']}</h2>
<p class="ds-paragraph">${error.nextStep}</p>
<h2 class="ds-heading" data-size="2xs">${text['page.error.who-helps']}</h2>
<p class="ds-paragraph">${error.whoHelps}</p>
<p class="ds-paragraph failure-code">${text['page.error.code']}: <code>${error.code}</code></p>
</div>
${way === undefined ? '' : html`<div class="actions">${way}</div>`}`;
}

function placesOf(menu: NonNullable<Page['menu']>, label: string, here: string): Html {
  const place = ({ href, label }: { readonly href: string; readonly label: string }) =>
    html`<li><a class="ds-link" href="${href}"${href === here ? html` aria-current="page"` : ''}>${label}</a></li>`;
  return html`<nav class="frame-width frame-menu" aria-label="${label}"><ul>${menu.map(place)}</ul></nav>
`;
}

function languageSwitch(current: Language, label: string, url: URL): Html {
  const address = (language: Language) => {
    const query = new URLSearchParams(url.search);
    query.set('lang', language);
    return `${url.pathname}?${query}`;
  };
  const others = languages.filter((language) => language !== current);
  return html`<nav aria-label="${label}">${others.map(
    (language) => html`<a class="ds-link" href="${address(language)}" lang="${language}" hreflang="${language}">${ownName[language]}</a>`,
  )}</nav>`;
}
