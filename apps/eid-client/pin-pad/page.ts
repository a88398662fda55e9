// The PIN-pad reader drawn: a display that shows how many digits there are, never which, and keys that are buttons.
import { html } from 'hono/html';
import { type Html, page } from '../../../io/http/index.ts';
import type { Key, Keypad } from '../../../io/reader/index.ts';
import { pinPad as en } from '../../../lib/phrases/en/pin-pad.ts';
import { pinPad as hu } from '../../../lib/phrases/hu/pin-pad.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';

/** As they lie on the pad, row by row. */
export const keys: readonly Key[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'ok', 'cancel'];

export function pinPadPage({ message, digits, version }: Keypad['display'], language: Language, url: string): Html {
  const say = speaker(hu, en, language);
  const named = (key: Key) => (/^\d$/.test(key) ? key : say(`key.${key as 'clear' | 'ok' | 'cancel'}`));
  const main = html`<h1 class="ds-heading" data-size="lg">${say('title')}</h1>
<p class="ds-paragraph">${say('lead')}</p>
<div class="pad"><div class="pad-display" role="status" data-live-version="${version}"><p>${say(`display.${message}`)}</p>
<p>${digits === 0 ? '' : html`<span role="img" aria-label="${say('digits', { count: digits })}">${'●'.repeat(digits)}</span>`}</p></div>
<form method="post" action="/key" class="pad-keys">${keys.map(
    (key) =>
      html`<button class="ds-button" data-variant="${/^\d$/.test(key) ? 'secondary' : 'primary'}" type="submit" name="key" value="${key}">${named(key)}</button>`,
  )}</form></div>`;
  return page({
    page: 'pin-pad.reader',
    state: message,
    language,
    title: say('title'),
    brand: 'eSzig',
    home: '/',
    url,
    main,
    head: html`<link rel="stylesheet" href="/style.css"><noscript><meta http-equiv="refresh" content="1"></noscript>`,
    scripts: ['pin-pad.js'],
  });
}

export const pinPadStyle = `.pad { max-width: 18rem; padding: 1rem; border: 2px solid var(--ds-color-neutral-border-strong); border-radius: 1rem; }
.pad-display { min-height: 5.5rem; padding: 0.5rem 0.75rem; border-radius: 0.5rem; background: var(--ds-color-neutral-surface-tinted); }
.pad-display p { margin: 0 0 0.25rem; min-height: 1.5em; letter-spacing: 0.02em; }
.pad-keys { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.5rem; margin-block-start: 1rem; }
.pad-keys .ds-button { min-height: 3rem; padding-inline: 0.25rem; }
.pad-keys .ds-button:last-child { grid-column: 1 / -1; }
`;
