// The inside of a page that leaves for eSzig Kliens by a top-level navigation, and stays in sight while the person works in its window.
import { html } from 'hono/html';
import { activation as en } from '../../lib/phrases/en/activation.ts';
import { activation as hu } from '../../lib/phrases/hu/activation.ts';
import { explain, type Language, speaker } from '../../lib/phrases/index.ts';
import type { Html, Page } from './page.ts';

/** Scripts of the page, for `pageAssets`. */
export const activationScripts: Readonly<Record<string, URL>> = { 'activation.js': new URL('web/activation.ts', import.meta.url) };

/**
 * State, title and content of the page, to be framed by its app. After five seconds without an answer it shows help, and the state is `no-answer`.
 *
 * @param address of the client with the address of the TC token; without it the page offers only the ways on.
 * @param ways links and buttons that lead on from the help: to begin again, to go back.
 */
export function activation(language: Language, ways: Html, address?: string): Required<Pick<Page, 'state' | 'title' | 'main' | 'scripts'>> {
  const say = speaker(hu, en, language);
  const failure = explain('client.no-answer', language);
  const help = html`<section id="no-answer" aria-label="${say('activation.help')}"${address === undefined ? '' : html` hidden`}>
<div class="failure" role="alert">
<h2 class="ds-heading" data-size="sm">${say('activation.help')} ${failure.title}</h2>
<p class="ds-paragraph">${failure.cause}</p>
<p class="ds-paragraph">${failure.nextStep}</p>
<p class="ds-paragraph">${failure.whoHelps}</p>
<p class="failure-code"><code>${failure.code}</code></p>
</div>
<div class="actions">
${ways}
</div>
</section>`;
  const leaving = (href: string) => html`<p class="ds-paragraph" role="status">${say('activation.text')}</p>
<noscript><p class="ds-paragraph">${say('activation.by-hand')}</p></noscript>
<p class="ds-paragraph"><a class="ds-link" id="activate" href="${href}">${say('activation.link')}</a></p>`;
  return {
    state: address === undefined ? 'no-answer' : 'leaving',
    title: say('activation.title'),
    main: html`${address === undefined ? '' : leaving(address)}${help}`,
    scripts: Object.keys(activationScripts),
  };
}
