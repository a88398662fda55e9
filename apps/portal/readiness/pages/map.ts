// The readiness map: a picture of every person and workstation at a glance, the gaps with the one act that mends each, and the ways to enter more.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { type CalendarDate, writeDate } from '../../../../lib/person/index.ts';
import { workerActions, workstationActions } from '../../../../lib/readiness/index.ts';
import { portalPage, section, type View, writeTime } from '../../pages/frame.ts';
import { kindNames } from '../kinds.ts';
import { type MappedWorker, type MappedWorkstation, type ReadinessMap, stopped } from '../map.ts';
import { sayReadiness, table } from './words.ts';

export const doneWords = ['entered', 'reminded', 'granted', 'some-refused'] as const;
export type Done = (typeof doneWords)[number];

/** Gaps that the page lists; all of them are in the export. */
const most = 50;

type Known = { readonly map: ReadinessMap; readonly handles: ReadonlyMap<string, string>; readonly done?: Done | undefined };

export function readinessPage(view: View, { map, handles, done }: Known): Html {
  const { language } = view;
  const say = sayReadiness(language);
  const { workers, workstations, monday } = map;
  const title = say('readiness.title');
  const gaps = workers.filter(({ state }) => state !== 'ready');
  const concerned = workstations.filter(({ state }) => state !== 'not-needed');
  const lacking = concerned.filter(({ state }) => state !== 'ready');
  const missing = workers.reduce((sum, { missing: some, worker }) => sum + (worker === undefined ? 0 : some.length), 0);
  const summary = {
    ready: workers.length - gaps.length,
    stopped: stopped(workers).length,
    unsure: gaps.length - stopped(workers).length,
    all: workers.length,
  };
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${done === undefined ? '' : html`<p class="ds-alert" data-color="success" role="status">${say(`readiness.done.${done}`)}</p>`}
<p class="ds-paragraph">${say('readiness.lead', { monday: writeDate(monday as CalendarDate, language) })}</p>
<p class="ds-paragraph">${say('readiness.as-of', { time: writeTime(Date.parse(map.asOf), language) })}</p>
${section(say('readiness.workers'), workers.length === 0 ? html`<p class="ds-paragraph">${say('readiness.empty.workers')}</p>` : html`<p class="ds-paragraph"><strong>${say('readiness.summary.workers', summary)}</strong></p>${picture(say('readiness.picture.workers'), workers.map(personSquare))}`)}
${workers.length === 0 ? '' : section(say('readiness.gaps.workers'), gaps.length === 0 ? html`<p class="ds-paragraph">${say('readiness.gaps.none')}</p>` : peopleTable())}
${section(say('readiness.workstations'), workstations.length === 0 ? html`<p class="ds-paragraph">${say('readiness.empty.workstations')}</p>` : html`<p class="ds-paragraph"><strong>${say('readiness.summary.workstations', { ready: concerned.length - lacking.length, gaps: lacking.length, all: concerned.length })}</strong></p>${picture(say('readiness.picture.workstations'), workstations.map(stationSquare))}`)}
${workstations.length === 0 ? '' : section(say('readiness.gaps.workstations'), lacking.length === 0 ? html`<p class="ds-paragraph">${say('readiness.gaps.none')}</p>` : stationTable())}
${section(say('readiness.enter'), html`<div class="actions"><a class="ds-button" href="/readiness/import">${say('readiness.enter.import')}</a>${kindNames.map((kind) => html`<a class="ds-button" data-variant="secondary" href="/readiness/${kind}/new">${say(`readiness.enter.${kind}`)}</a>`)}<a class="ds-button" data-variant="tertiary" href="/readiness/export.csv">${say('readiness.export')}</a></div>`)}
${section(say('readiness.key'), html`<p class="ds-paragraph">${say('readiness.key.text')}</p><form method="post" action="/readiness/key"><button class="ds-button" data-variant="secondary" type="submit">${say('readiness.key.make')}</button></form>`)}`;
  return portalPage(view, {
    id: 'portal.readiness',
    state: workers.length + workstations.length === 0 ? 'empty' : 'default',
    title,
    main,
    wide: true,
  });

  function personSquare({ name, state }: MappedWorker) {
    const mark = state === 'ready' ? 'ready' : state === 'unsure' ? 'unsure' : 'gap';
    return { mark, title: `${name}: ${say(`readiness.worker.${state}`)}` } as const;
  }

  function stationSquare({ code, state }: MappedWorkstation) {
    const mark = state === 'ready' ? 'ready' : state === 'not-needed' ? 'idle' : 'gap';
    return { mark, title: `${code}: ${say(`readiness.workstation.${state}`)}` } as const;
  }

  function shown(all: number): Html | '' {
    return all <= most ? '' : html`<p class="ds-paragraph">${say('readiness.gaps.shown', { shown: most, all })}</p>`;
  }

  function peopleTable(): Html {
    const heads = [say('readiness.name'), say('readiness.why'), say('readiness.last-sign-in'), say('readiness.mend')];
    const rows = gaps.slice(0, most).map(
      (
        person,
      ) => html`<tr><th scope="row">${person.name}${person.number === null ? '' : ` (${person.number})`}</th><td>${say(`readiness.worker.${person.state}`)}</td>
<td>${person.lastSignIn === null ? say('readiness.never') : writeDate(person.lastSignIn as CalendarDate, language)}</td><td>${mend(person)}</td></tr>`,
    );
    return html`<div class="actions">${missing === 0 ? '' : button('/readiness/grant', '', say('readiness.act.grant-all', { count: missing }))}${button('/readiness/remind', '', say('readiness.act.remind-all'))}</div>
${shown(gaps.length)}${table(say('readiness.gaps.workers'), heads, rows)}`;
  }

  function mend({ state, worker, ownStaff, remindedAt }: MappedWorker): Html {
    const act = state === 'ready' ? undefined : workerActions[state];
    const handle = handles.get(worker ?? '') ?? '';
    if (act === 'enter') return html`<a class="ds-link" href="/people/staff">${say('readiness.act.enter')}</a>`;
    if (act === 'grant') return html`<a class="ds-link" href="/people/${handle}/grant">${say('readiness.act.grant')}</a>`;
    if (state === 'not-linked' && ownStaff) return html`<a class="ds-link" href="/people/${handle}">${say('readiness.act.invite')}</a>`;
    if (remindedAt !== undefined) return html`${say('readiness.act.reminded', { time: writeTime(remindedAt, language) })}`;
    return button('/readiness/remind', handle, say('readiness.act.remind'));
  }

  function stationTable(): Html {
    const heads = [say('readiness.code'), say('readiness.why'), say('readiness.seen'), say('readiness.client'), say('readiness.mend')];
    const rows = lacking.slice(0, most).map(
      ({
        code,
        name,
        state,
        seenAt,
        clientVersion,
      }) => html`<tr><th scope="row">${code} – ${name}</th><td>${say(`readiness.workstation.${state}`)}</td>
<td>${seenAt === null ? say('readiness.never') : writeTime(seenAt, language)}</td><td>${clientVersion ?? ''}</td><td>${stationMend(state)}</td></tr>`,
    );
    return html`${shown(lacking.length)}${table(say('readiness.gaps.workstations'), heads, rows)}`;
  }

  function stationMend(state: MappedWorkstation['state']): Html | '' {
    if (state === 'ready' || state === 'not-needed') return '';
    const act = workstationActions[state];
    const address = ways[act];
    return address === undefined
      ? html`${say(`readiness.act.${act}`)}`
      : html`<a class="ds-link" href="${address}">${say(`readiness.act.${act}`)}</a>`;
  }
}

/** Where each act on a workstation is done; one is done on the spot. */
const ways = {
  'request-reader': '/reader-request',
  install: '/download',
  look: undefined,
  'report-fault': '/faults',
} as const;

const button = (
  action: string,
  person: string,
  label: string,
) => html`<form method="post" action="${action}"><input type="hidden" name="person" value="${person}">
<button class="ds-button" data-variant="secondary" data-size="sm" type="submit">${label}</button></form>`;

type Square = { readonly mark: 'ready' | 'unsure' | 'gap' | 'idle'; readonly title: string };

/** Pixels of a square with its gap; squares in a row. */
const size = 14;
const across = 50;

/** Each square with its name and state, for whoever points at it; the whole with its legend as its name. The lists below say it in words. */
function picture(legend: string, squares: readonly Square[]): Html {
  const height = Math.ceil(squares.length / across) * size;
  const width = Math.min(across, squares.length) * size;
  const drawn = squares.map(({ mark, title }, at) => {
    const [x, y] = [(at % across) * size, Math.floor(at / across) * size];
    return html`<g class="map-${mark}" transform="translate(${x} ${y})"><title>${title}</title><rect width="12" height="12" rx="2"/>${marks[mark]}</g>`;
  });
  return html`<p class="ds-paragraph">${legend}</p>
<div class="scroll" role="region" aria-label="${legend}" tabindex="0"><svg class="readiness-map" role="img" aria-label="${legend}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${drawn}</svg></div>`;
}

/** Not by colour alone. */
const marks: Readonly<Record<Square['mark'], Html | ''>> = {
  ready: '',
  idle: '',
  unsure: html`<circle cx="6" cy="6" r="2"/>`,
  gap: html`<path d="M3 3l6 6M9 3l-6 6"/>`,
};
