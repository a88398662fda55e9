// What whoever runs the server looks at: whether it can work, certificates and lists with their dates, what failed lately.
import { html } from 'hono/html';
import { type Html, page } from '../../../io/http/index.ts';
import { eidServer as en } from '../../../lib/phrases/en/eid-server.ts';
import { eidServer as hu } from '../../../lib/phrases/hu/eid-server.ts';
import { errorCode, explain, type Language, type Speaker, speaker } from '../../../lib/phrases/index.ts';
import type { Failures } from '../operations/failures.ts';
import { type Dated, stateOf } from '../operations/standing.ts';

export interface OperationsView {
  readonly language: Language;
  readonly url: string;
  /** What is missing for a card to be read. */
  readonly missing: readonly string[];
  /** `undefined` while the database cannot be asked. */
  readonly openSessions: number | undefined;
  readonly holdings: readonly Dated[];
  readonly failures: Failures;
}

type Say = Speaker<typeof hu>;

export function operationsPage({ language, url, missing, openSessions, holdings, failures }: OperationsView): Html {
  const say = speaker(hu, en, language);
  const title = say('operator.title');
  const of = (kind: Dated['kind']) => holdings.filter((one) => one.kind === kind);
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${
  missing.length === 0
    ? html`<p class="ds-paragraph">${say('operator.ready')}</p>`
    : html`<div role="alert"><p class="ds-paragraph">${say('operator.not-ready')}</p><ul class="ds-list">${missing.map((one) => html`<li>${one}</li>`)}</ul></div>`
}
<dl class="facts"><dt>${say('operator.sessions')}</dt><dd>${openSessions ?? '–'}</dd></dl>
<p class="ds-paragraph">${say('operator.node')}</p>
${dated(say, language, say('operator.certificates'), of('certificate'))}
${dated(say, language, say('operator.lists'), of('list'))}
${failed(say, language, failures)}`;
  const state = missing.length === 0 ? 'ready' : 'not-ready';
  return page({ page: 'eid-server.operations', state, language, title, brand: say('operator.brand'), url, main, wide: true });
}

function dated(say: Say, language: Language, title: string, holdings: readonly Dated[]): Html {
  const heads = [say('operator.name'), say('operator.from'), say('operator.until'), say('operator.left'), say('operator.state')];
  const rows = holdings.map((one) => [
    one.name,
    one.from === undefined ? '–' : time(one.from, language),
    one.until === undefined ? '–' : time(one.until, language),
    one.until === undefined ? '–' : left(one.until - one.now, language),
    say(`operator.state.${stateOf(one)}`),
  ]);
  return table(title, heads, rows);
}

function failed(say: Say, language: Language, failures: Failures): Html {
  const title = say('operator.failures');
  if (failures.last.length === 0) {
    return html`<h2 class="ds-heading" data-size="sm">${title}</h2><p class="ds-paragraph">${say('operator.failures.none')}</p>`;
  }
  const counts = failures
    .byCode()
    .map(({ code, count, last }) => [code, String(count), time(last, language), explain(errorCode(code), language).title]);
  const last = failures.last.map(({ at, code, party, session }) => [time(at, language), code, party, session]);
  return html`${table(title, [say('operator.code'), say('operator.count'), say('operator.time'), say('operator.meaning')], counts)}
${table(say('operator.failures.last'), [say('operator.time'), say('operator.code'), say('operator.party'), say('operator.session')], last)}`;
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<h2 class="ds-heading" data-size="sm">${title}</h2>
<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table class="ds-table">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;
}

const zone = { timeZone: 'Europe/Budapest', dateStyle: 'medium', timeStyle: 'short' } as const;
const times = { hu: new Intl.DateTimeFormat('hu', zone), en: new Intl.DateTimeFormat('en-GB', zone) };

function time(moment: number, language: Language): string {
  return times[language].format(moment);
}

/** Days, or hours where it is less than two days; what has ended has none left. */
function left(milliseconds: number, language: Language): string {
  const hours = Math.max(0, Math.floor(milliseconds / 3_600_000));
  const [value, unit] = hours < 48 ? [hours, 'hour'] : [Math.floor(hours / 24), 'day'];
  return new Intl.NumberFormat(language === 'hu' ? 'hu' : 'en-GB', { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
