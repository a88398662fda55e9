// A sign-in drawn as a sequence diagram: one lifeline for each party that took part, one arrow for each message, with its time.
import { html } from 'hono/html';
import type { Html } from '../../io/http/index.ts';
import type { Hop, Party } from '../../io/road/index.ts';

/** Left to right: outward from the person to the card, and inward to the registers. */
const order: readonly Party[] = ['browser', 'portal', 'hospital', 'card-office', 'idp', 'directory', 'eid-server', 'eid-client', 'card'];

const column = 150;
const row = 34;
const head = 56;

/** The diagram as SVG. `name` gives a party's name, `label` what the whole picture is called. Colours are the stylesheet's. */
export function diagram(hops: readonly Hop[], name: (party: Party) => string, label: string): Html {
  const parties = order.filter((party) => hops.some(({ from, to }) => from === party || to === party));
  const x = (party: Party) => parties.indexOf(party) * column + column / 2;
  const width = parties.length * column;
  const height = head + hops.length * row + 16;
  return html`<svg class="road" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="road-head" d="M0 0L8 4L0 8z"/></marker></defs>
${parties.map(
  (party) => html`<line class="road-life" x1="${x(party)}" x2="${x(party)}" y1="${head - 16}" y2="${height}"/>
<text class="road-party" x="${x(party)}" y="24" text-anchor="middle">${name(party)}</text>`,
)}
${hops.map((hop, i) => arrow(hop, head + i * row + 20, x(hop.from), x(hop.to)))}
</svg>`;
}

function arrow({ hop, milliseconds, outcome }: Hop, y: number, from: number, to: number): Html {
  const failed = outcome !== undefined && outcome !== 'ok';
  const middle = (from + to) / 2;
  return html`<g class="road-hop${failed ? ' road-failed' : ''}"><line x1="${from}" x2="${to}" y1="${y}" y2="${y}" marker-end="url(#arrow)"/>
<text x="${middle}" y="${y - 6}" text-anchor="middle">${hop} · ${milliseconds.toFixed(1)} ms</text></g>`;
}
