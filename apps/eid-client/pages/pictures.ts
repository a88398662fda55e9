// Where a code is to be found, drawn: the code card, and the front of the ID card. Neither can be taken for a real document.
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
<g class="picture-wanted"><text x="304" y="162" text-anchor="end">${say('picture.can')}</text><rect x="204" y="168" width="100" height="26" rx="4"/>
<text class="picture-digits" x="212" y="187">• • • • • •</text></g></svg>`;
}
