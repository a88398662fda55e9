// What the pages share on which the client speaks of itself: their phrases, the one rule about codes, and the ways to each other.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { clientOwn as en } from '../../../lib/phrases/en/client-own.ts';
import { clientOwn as hu } from '../../../lib/phrases/hu/client-own.ts';
import { type Language, type Speaker, speaker } from '../../../lib/phrases/index.ts';

export type SayOwn = Speaker<typeof hu>;

export function ownIn(language: Language): SayOwn {
  return speaker(hu, en, language);
}

/** The one rule, on every page that has to do with a code. */
export function ruleText(language: Language): Html {
  return html`<p class="ds-paragraph rule">${ownIn(language)('own.rule')}</p>`;
}

/** The ways on from the start page of the window. */
export function ownWays(language: Language): Html {
  const say = ownIn(language);
  const row = (name: 'diagnosis' | 'settings' | 'log') =>
    html`<li><a class="ds-link" href="/window/${name}">${say(`own.${name}`)}</a></li>`;
  return html`<nav class="ways-nav" aria-labelledby="own-more"><h2 class="ds-heading" data-size="2xs" id="own-more">${say('own.more')}</h2>
<ul class="ways">${(['diagnosis', 'settings', 'log'] as const).map(row)}</ul></nav>`;
}

export function backToWindow(say: SayOwn): Html {
  return html`<a class="ds-button" data-variant="tertiary" href="/window">${say('own.back')}</a>`;
}
