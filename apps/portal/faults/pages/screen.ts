// A picture of a page: its title, fields, buttons and notices one below the other, as a browser on a phone shows them. SVG, printable.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';

export type ScreenPart = { readonly kind: 'title' | 'field' | 'button' | 'link' | 'notice'; readonly text: string };

const width = 340;
const left = 20;
const line = 18;
/** Characters in a line. */
const measure: Readonly<Record<ScreenPart['kind'], number>> = { title: 30, field: 40, button: 36, link: 40, notice: 38 };

export function drawScreen(parts: readonly ScreenPart[], label: string): Html {
  let y = 24;
  const drawn = parts.map(({ kind, text }) => {
    const lines = broken(text, measure[kind]);
    const top = y;
    const height = lines.length * line;
    y += height + (kind === 'field' ? 50 : kind === 'button' ? 28 : 18);
    const words = (dy: number) =>
      html`<text class="screen-${kind}">${lines.map((one, i) => html`<tspan x="${kind === 'button' || kind === 'notice' ? left + 12 : left}" y="${top + dy + i * line}">${one}</tspan>`)}</text>`;
    if (kind === 'button')
      return html`<rect class="screen-pad" x="${left}" y="${top}" width="${width - 2 * left}" height="${height + 14}" rx="6"/>${words(20)}`;
    if (kind === 'notice')
      return html`<rect class="screen-box" x="${left}" y="${top}" width="${width - 2 * left}" height="${height + 12}" rx="4"/>${words(18)}`;
    if (kind === 'field')
      return html`${words(14)}<rect class="screen-box" x="${left}" y="${top + height + 4}" width="${width - 2 * left}" height="30" rx="4"/>`;
    return words(14);
  });
  return html`<svg class="screen" viewBox="0 0 ${width} ${y + 8}" width="${width}" height="${y + 8}" role="img" aria-label="${label}">
<rect class="screen-box" x="1" y="1" width="${width - 2}" height="${y + 6}" rx="12"/>${drawn}</svg>`;
}

/** A text in lines of whole words. */
function broken(text: string, measure: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > measure) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
