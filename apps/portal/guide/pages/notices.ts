// Notices: what has changed, since when, and what to do.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import type { Language } from '../../../../lib/phrases/index.ts';
import { portalPage, section, type View } from '../../pages/frame.ts';
import type { Notice } from '../notices.ts';
import { sayGuide, writeDay } from './say.ts';

export function noticesPage(view: View, notices: readonly Notice[]): Html {
  const { language } = view;
  const say = sayGuide(language);
  const title = say('notices.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${notices.length === 0 ? html`<p class="ds-paragraph">${say('notices.none')}</p>` : notices.map((notice) => section(notice.title[language], told(notice, language)))}`;
  return portalPage(view, { id: 'portal.notices', state: notices.length === 0 ? 'none' : 'default', title, main });
}

function told({ from, until, text, toDo, link }: Notice, language: Language): Html {
  const say = sayGuide(language);
  return html`<p class="ds-paragraph">${say('notices.since')}: <time datetime="${from}">${writeDay(from, language)}</time>${
    until === null ? '' : html`. ${say('notices.until')}: <time datetime="${until}">${writeDay(until, language)}</time>`
  }</p>
<p class="ds-paragraph">${text[language]}</p>
<p class="ds-paragraph"><strong>${say('notices.to-do')}:</strong> ${link === undefined ? toDo[language] : html`<a class="ds-link" href="${link}">${toDo[language]}</a>`}</p>`;
}

/** For a page that people begin at: the titles, each leading to all of it. Nothing when there is none. */
export function noticeBanner(language: Language, notices: readonly Notice[]): Html {
  const say = sayGuide(language);
  if (notices.length === 0) return html``;
  return html`<section class="ds-alert" data-color="warning" aria-labelledby="notices">
<h2 class="ds-heading" data-size="xs" id="notices">${say('notices.title')}</h2>
<ul class="ds-list">${notices.map(({ from, title }) => html`<li>${writeDay(from, language)} · <a class="ds-link" href="/notices">${title[language]}</a></li>`)}</ul>
</section>`;
}
