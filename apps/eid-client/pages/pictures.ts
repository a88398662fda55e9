// What to do and where a code is to be found, drawn: the code card, the front of the ID card, the card on its reader, a reader with keys. Nothing drawn
// here can be taken for a real document.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { SayCare } from './card-frame.ts';

/** The code card; `wanted` is the field that is asked for, drawn strong. */
export function codeCardPicture(wanted: 'activation' | 'puk', say: SayCare): Html {
  const row = (
    name: 'activation' | 'puk',
    y: number,
    digits: string,
  ) => html`<g class="${name === wanted ? 'picture-wanted' : 'picture-other'}">
<text x="20" y="${y}">${say(`picture.${name}`)}</text><rect x="20" y="${y + 8}" width="${name === 'puk' ? 200 : 110}" height="30" rx="4"/>
<text class="picture-digits" x="30" y="${y + 30}">${digits}</text></g>`;
  return html`<svg class="picture" viewBox="0 0 320 190" role="img" aria-label="${say('picture.code-card')}">
<rect class="picture-ground" x="1" y="1" width="318" height="188" rx="10"/><text class="picture-title" x="20" y="30">${say('picture.code-card-title')}</text>
${row('activation', 62, '• • • • •')}${row('puk', 132, '• • • • • • • • • •')}</svg>`;
}

/** The front of the ID card, with the place of the CAN. */
export function idCardPicture(say: SayCare): Html {
  return html`<svg class="picture" viewBox="0 0 320 202" role="img" aria-label="${say('picture.id-card')}">
<rect class="picture-ground" x="1" y="1" width="318" height="200" rx="12"/><text class="picture-title" x="16" y="28">${say('picture.id-card-title')}</text>
<g class="picture-other"><rect x="16" y="56" width="46" height="36" rx="6"/><rect x="226" y="44" width="78" height="96" rx="6"/></g>
<g class="picture-wanted"><text x="304" y="162" text-anchor="end">${say('picture.can')}</text><rect x="176" y="168" width="128" height="26" rx="4"/>
<text class="picture-digits" x="186" y="187">• • • • • •</text></g></svg>`;
}

/** The card on its reader. */
export function cardOnReaderPicture(say: SayCare): Html {
  return html`<svg class="picture" viewBox="0 0 320 190" role="img" aria-label="${say('picture.reader')}">
<rect class="picture-ground" x="60" y="96" width="200" height="80" rx="12"/><text x="160" y="162" text-anchor="middle">${say('picture.reader.name')}</text>
<g class="picture-wanted"><rect x="90" y="30" width="140" height="88" rx="8"/><rect x="104" y="58" width="26" height="20" rx="4"/>
<text class="picture-title" x="160" y="50" text-anchor="middle">${say('picture.reader.card')}</text></g>
<path class="picture-arrow" d="M284 30 V92 M272 78 L284 92 L296 78"/></svg>`;
}

/** The reader's cable on its way into the computer. */
export function plugPicture(say: SayCare): Html {
  return html`<svg class="picture" viewBox="0 0 320 170" role="img" aria-label="${say('picture.plug')}">
<g class="picture-other"><rect x="12" y="20" width="120" height="80" rx="8"/><rect x="4" y="104" width="136" height="14" rx="6"/></g>
<text x="72" y="64" text-anchor="middle">${say('picture.plug.computer')}</text>
<rect class="picture-ground" x="212" y="88" width="100" height="56" rx="10"/><text class="picture-title" x="262" y="120" text-anchor="middle">${say('picture.reader.name')}</text>
<path class="picture-arrow" d="M212 118 H176 V111 H150 M162 101 L150 111 L162 121"/></svg>`;
}

/** A reader with display and keys. */
export function pinPadPicture(say: SayCare): Html {
  const keys = Array.from({ length: 12 }, (_, i) => ({
    x: 104 + (i % 3) * 40,
    y: 82 + Math.floor(i / 3) * 28,
    key: '123456789C0✓'[i] ?? '',
  }));
  return html`<svg class="picture" viewBox="0 0 320 210" role="img" aria-label="${say('picture.pin-pad')}">
<rect class="picture-ground" x="80" y="8" width="160" height="194" rx="14"/>
<g class="picture-other"><rect x="100" y="24" width="120" height="40" rx="6"/></g><text x="160" y="50" text-anchor="middle">${say('picture.pin-pad.display')}</text>
<g class="picture-wanted">${keys.map(({ x, y }) => html`<rect x="${x}" y="${y}" width="32" height="22" rx="4"/>`)}
${keys.map(({ x, y, key }) => html`<text x="${x + 16}" y="${y + 16}" text-anchor="middle">${key}</text>`)}</g></svg>`;
}
