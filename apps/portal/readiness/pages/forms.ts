// Entering one row of a kind, importing a file, how an import goes, the key of the workstations, and a worker's own word.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { type FormState, formPen } from '../../forms/index.ts';
import { facts, portalPage, type View } from '../../pages/frame.ts';
import type { ImportJob } from '../imports.ts';
import { type Column, type Kind, kindNames, kinds, type Phrase } from '../kinds.ts';
import { sayReadiness, table } from './words.ts';

type ColumnKey =
  | 'name'
  | 'number'
  | 'role'
  | 'unit'
  | 'address'
  | 'code'
  | 'site'
  | 'patientData'
  | 'serial'
  | 'model'
  | 'own'
  | 'given'
  | 'warranty'
  | 'workstation';

const label = (view: View, { key }: Pick<Column, 'key'>) => sayReadiness(view.language)(`readiness.column.${key as ColumnKey}`);

export function newEntryPage(view: View, kind: Kind, state: FormState<Phrase>): Html {
  const say = sayReadiness(view.language);
  const pen = formPen(view.language, state, (message) => say(message as 'readiness.rule.missing'));
  const title = say(`readiness.enter.${kind}`);
  const columns: readonly Column[] = kinds[kind].columns;
  const body = html`${columns.map((column) => pen.input(column.key, { label: label(view, column), hint: say(`readiness.hint.${column.key as ColumnKey}`) }))}`;
  const main = html`${pen.top()}<h1 class="ds-heading" data-size="lg">${title}</h1>
${pen.form({ action: `/readiness/${kind}/new`, submit: say('readiness.new.submit'), body })}
<div class="actions"><a class="ds-button" data-variant="tertiary" href="/readiness">${say('readiness.back')}</a></div>`;
  return portalPage(view, { id: `portal.readiness-${kind}`, state: pen.state, title, main });
}

export type UploadFaults = {
  readonly kind?: 'readiness.import.kind.missing';
  readonly file?: 'readiness.import.file.missing' | 'readiness.import.file.large';
};

export function importPage(view: View, token: string, chosen: string | undefined, faults: UploadFaults): Html {
  const say = sayReadiness(view.language);
  const state: FormState<NonNullable<UploadFaults['kind' | 'file']>> = {
    typed: chosen === undefined ? {} : { kind: [chosen] },
    faults: { ...(faults.kind && { kind: faults.kind }), ...(faults.file && { file: faults.file }) },
    token,
  };
  const pen = formPen(view.language, state, (message) => say(message));
  const headings = (kind: Kind) => (kinds[kind].columns as readonly Column[]).map((column) => label(view, column)).join('; ');
  const choices = kindNames.map(
    (kind) => [kind, say(`readiness.import.kind.${kind}`), say('readiness.import.columns', { columns: headings(kind) })] as const,
  );
  const title = say('readiness.import.title');
  const main = html`${pen.top()}<h1 class="ds-heading" data-size="lg">${title}</h1><p class="ds-paragraph">${say('readiness.import.text')}</p>
<form class="stack" method="post" action="/readiness/import" enctype="multipart/form-data" novalidate><input type="hidden" name="_form" value="${token}">
${pen.radios('kind', { label: say('readiness.import.kind'), choices })}
<div class="ds-field"><label class="ds-label" for="file">${say('readiness.import.file')}</label>
<input class="ds-input" id="file" name="file" type="file" accept=".csv,text/csv,text/plain"${faults.file === undefined ? '' : html` aria-invalid="true" aria-describedby="file-fault"`}>
${faults.file === undefined ? '' : html`<p class="ds-validation-message" data-field="validation" id="file-fault">${say(faults.file)}</p>`}</div>
<div class="actions"><button class="ds-button" type="submit">${say('readiness.import.submit')}</button>
<a class="ds-button" data-variant="tertiary" href="/readiness">${say('readiness.back')}</a></div></form>`;
  return portalPage(view, { id: 'portal.readiness-import', state: pen.state, title, main });
}

export function jobPage(view: View, job: ImportJob): Html {
  const say = sayReadiness(view.language);
  const title = say(`readiness.job.${job.state}`);
  const rows = job.faults.map(
    ({ line, column, rule }) =>
      html`<tr><td>${line}</td><td>${column === '' ? '' : label(view, { key: column })}</td><td>${say(rule as 'readiness.rule.missing')}</td></tr>`,
  );
  const heads = [say('readiness.job.line'), say('readiness.job.column'), say('readiness.job.rule')];
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph" role="status">${say(`readiness.job.${job.state}.text`, { done: job.done, all: job.all } as never)}</p>
${job.state === 'running' ? html`<progress max="${Math.max(job.all, 1)}" value="${job.done}" aria-label="${title}"></progress>` : ''}
${rows.length === 0 ? '' : table(title, heads, rows)}
<div class="actions"><a class="ds-button" href="/readiness">${say('readiness.back')}</a>
${job.state === 'running' ? '' : html`<a class="ds-button" data-variant="secondary" href="/readiness/import">${say('readiness.job.again')}</a>`}</div>`;
  const refresh = job.state === 'running' ? { head: html`<meta http-equiv="refresh" content="1">` } : {};
  return portalPage(view, { id: 'portal.import', state: job.state, title, main, ...refresh });
}

/** The key is on this page only. */
export function keyPage(view: View, key: string, address: string): Html {
  const say = sayReadiness(view.language);
  const title = say('readiness.key.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1><p class="ds-alert" data-color="warning">${say('readiness.key.once')}</p>
${facts([
  [say('readiness.key.value'), key],
  [say('readiness.key.address'), address],
])}
<p class="ds-paragraph">${say('readiness.key.text')}</p>
<div class="actions"><a class="ds-button" href="/readiness">${say('readiness.back')}</a></div>`;
  return portalPage(view, { id: 'portal.workstation-key', title, main });
}

export function tickPage(view: View, state: 'asked' | 'done' | 'gone', address: string): Html {
  const say = sayReadiness(view.language);
  const words = {
    asked: [say('readiness.tick.title'), say('readiness.tick.text')],
    done: [say('readiness.tick.done'), say('readiness.tick.done.text')],
    gone: [say('readiness.tick.gone'), say('readiness.tick.gone.text')],
  } as const;
  const [title, text] = words[state];
  const ask = html`<form method="post" action="${address}"><div class="actions"><button class="ds-button" type="submit">${say('readiness.tick.submit')}</button></div></form>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1><p class="ds-paragraph">${text}</p>${state === 'asked' ? ask : ''}`;
  return portalPage(view, { id: 'portal.ready', state, title, main });
}
