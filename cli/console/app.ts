// The console of a running world, at /road: the picture of the sign-in just made. Also takes hops from apps that run as processes of their own.
import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { tablePages } from '../../apps/chip/table/index.ts';
import { chooseLanguage, type Html, knownHostsOnly, page, pageAssets, pageHeaders } from '../../io/http/index.ts';
import { type Collector, hopsSchema, type SignIn } from '../../io/road/index.ts';
import { console as en } from '../../lib/phrases/en/console.ts';
import { console as hu } from '../../lib/phrases/hu/console.ts';
import { type Language, speaker } from '../../lib/phrases/index.ts';
import { diagram } from './diagram.ts';

export interface ConsoleOptions {
  readonly collector: Collector;
  /** What apps of the world show as Bearer when they post hops. */
  readonly token: string;
  /** Host headers it answers to. */
  readonly hosts: readonly string[];
  /** The portal's address, for the way on. */
  readonly portal: string;
  /** The table of cards, with its own routes. */
  readonly table: Hono;
  /** The post, with its own routes. */
  readonly mail: Hono;
}

/** The pages of this console: id, path, states, for the check that a story visits each. */
export const consolePages = [{ id: 'console.road', path: '/road', states: ['empty', 'drawn'] }, ...tablePages] as const;

export function consoleApp({ collector, token, hosts, portal, table, mail }: ConsoleOptions): Hono {
  const app = new Hono();
  app.use(knownHostsOnly(hosts), pageHeaders());
  app.route('/', pageAssets());
  app.route('/', table);
  app.route('/', mail);
  app.get('/', (c) => c.redirect('/road'));
  app.get('/road', (c) => {
    const signIns = collector.signIns();
    const shown = signIns.find(({ session }) => session === c.req.query('session')) ?? signIns[0];
    return c.html(roadPage(chooseLanguage(c), c.req.url, portal, signIns, shown));
  });
  app.get('/hops.json', (c) => c.json(collector.since(Number(c.req.query('since') ?? 0) || 0)));
  app.post('/hops', async (c) => {
    if (!sameText(c.req.header('authorization') ?? '', `Bearer ${token}`)) return c.text('request.not-allowed', 403);
    const hops = hopsSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!hops.success) return c.text('request.not-allowed', 400);
    for (const { session, outcome, ...hop } of hops.data) {
      collector.record({ ...hop, ...(session === undefined ? {} : { session }), ...(outcome === undefined ? {} : { outcome }) });
    }
    return c.body(null, 204);
  });
  return app;
}

function roadPage(language: Language, url: string, portal: string, signIns: readonly SignIn[], shown: SignIn | undefined): Html {
  const say = speaker(hu, en, language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('console.road.title')}</h1>
${shown === undefined ? html`<p class="ds-paragraph">${say('console.road.none')}</p>` : drawn(shown, language)}
<p class="actions"><a class="ds-button" href="${portal}">${say('console.road.open-portal')}</a>
<a class="ds-button" data-variant="secondary" href="/road">${say('console.road.reload')}</a>
<a class="ds-button" data-variant="tertiary" href="/cards">${say('console.road.cards')}</a>
<a class="ds-button" data-variant="tertiary" href="/mail">${say('console.road.mail')}</a></p>
${signIns.length < 2 ? '' : others(signIns.slice(0, 10), say('console.road.sign-ins'), language)}`;
  const title = say('console.road.title');
  const state = shown === undefined ? 'empty' : 'drawn';
  return page({ page: 'console.road', state, language, title, brand: say('console.brand'), home: '/road', url, wide: true, main });
}

function drawn({ hops }: SignIn, language: Language): Html {
  const say = speaker(hu, en, language);
  const start = hops[0]?.at ?? 0;
  const end = Math.max(...hops.map(({ at, milliseconds }) => at + milliseconds));
  const headings = ['message', 'from', 'to', 'started', 'took', 'outcome', 'meaning'] as const;
  return html`<p class="ds-paragraph">${say('console.road.lead')}</p>
<p class="ds-paragraph"><strong>${say('console.road.total', { milliseconds: Math.round(end - start) })}</strong></p>
<div class="scroll" tabindex="0" role="region" aria-label="${say('console.road.diagram')}">${diagram(hops, (party) => say(`party.${party}`), say('console.road.diagram'))}</div>
<div class="scroll" tabindex="0" role="region" aria-label="${say('console.road.title')}"><table class="ds-table" data-size="sm">
<thead><tr>${headings.map((heading) => html`<th scope="col">${say(`console.road.${heading}`)}</th>`)}</tr></thead>
<tbody>${hops.map(
    (hop) => html`<tr><th scope="row"><code>${hop.hop}</code></th><td>${say(`party.${hop.from}`)}</td><td>${say(`party.${hop.to}`)}</td>
<td>${Math.round(hop.at - start)}</td><td>${hop.milliseconds.toFixed(1)}</td><td>${hop.outcome ?? ''}</td><td>${say(meaning(hop.hop))}</td></tr>`,
  )}</tbody></table></div>`;
}

function others(signIns: readonly SignIn[], heading: string, language: Language): Html {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  return html`<h2 class="ds-heading" data-size="xs">${heading}</h2>
<ul class="ds-list">${signIns.map(
    ({ session, hops }) => html`<li><a class="ds-link" href="/road?session=${session}">${time.format(hops[0]?.at)} (${session})</a></li>`,
  )}</ul>`;
}

function meaning(hop: string): `hop.${string}` & keyof typeof hu {
  const key = `hop.${hop}`;
  return (Object.hasOwn(hu, key) ? key : 'hop.other') as `hop.${string}` & keyof typeof hu;
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
