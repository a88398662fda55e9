// The log, the newest first: when, what, and the facts of it.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { clientOwn as hu } from '../../../lib/phrases/hu/client-own.ts';
import { errorCode, explain, type Language } from '../../../lib/phrases/index.ts';
import type { Entry } from '../own/journal.ts';
import { clientPage, type Frame } from './frame.ts';
import { backToWindow, ownIn, type SayOwn } from './own-frame.ts';

/** Entries on the page; the file has all of them. */
const most = 200;

export function logPage(entries: readonly Entry[], grave: boolean, frame: Frame): Html {
  const say = ownIn(frame.language);
  const shown = entries
    .filter(({ level }) => !grave || level === 'warn' || level === 'error')
    .toReversed()
    .slice(0, most);
  const time = new Intl.DateTimeFormat(frame.language, { dateStyle: 'short', timeStyle: 'medium' });
  const row = ({
    level,
    time: at,
    event,
    facts,
  }: Entry) => html`<li data-level="${level}"><time datetime="${at}">${time.format(new Date(at))}</time>
<strong>${say(`level.${level}`)}: ${eventName(event, say)}</strong>
<span>${Object.entries(facts)
    .map(([name, value]) => `${name}: ${factWords(String(value), frame.language)}`)
    .join(', ')}</span></li>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${say('log.title')}</h1>
<p class="ds-paragraph">${say('log.lead')}</p>
<p class="ds-paragraph"><a class="ds-link" href="${grave ? '/window/log' : '/window/log?grave'}">${say(grave ? 'log.all' : 'log.level')}</a>
· <a class="ds-link" href="/window/settings">${say('own.settings')}</a></p>
${shown.length === 0 ? html`<p class="ds-alert" data-color="info">${say('log.empty')}</p>` : html`<ol class="log">${shown.map(row)}</ol>`}
<p class="actions"><a class="ds-button" data-variant="secondary" href="/window/log/file" download>${say('log.save')}</a>${backToWindow(say)}</p>`;
  return clientPage({ id: 'eid-client.log', state: shown.length === 0 ? 'empty' : 'default', title: say('log.title'), main }, frame);
}

/** What happened in words; a step of the road has the name that docs/login.md gives it. */
function eventName(event: string, say: SayOwn): string {
  const key = `event.${event}`;
  return Object.hasOwn(hu, key) ? say(key as 'event.diagnosis') : event;
}

/** A code with what it means. */
function factWords(value: string, language: Language): string {
  return errorCode(value) === value ? `${value} (${explain(errorCode(value), language).title})` : value;
}
