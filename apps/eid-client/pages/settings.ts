// The settings: one form, each answer a row of choices.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { logLevels, type Settings } from '../own/settings.ts';
import { clientPage, type Frame } from './frame.ts';
import { backToWindow, ownIn, type SayOwn } from './own-frame.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** `readers`: names of those that are connected. */
export function settingsPage(
  { settings, readers, folder, saved }: { settings: Settings; readers: readonly string[]; folder: string; saved: boolean },
  frame: Frame,
): Html {
  const say = ownIn(frame.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('settings.title')}</h1>
${saved ? html`<p class="ds-alert" data-color="success" role="status">${say('settings.saved')}</p>` : ''}
<form method="post" action="/window/settings" class="stack">
${group('language', say('settings.language'), settings.language ?? '', [
  { value: '', label: say('settings.language.browser') },
  { value: 'hu', label: say('settings.language.hu') },
  { value: 'en', label: say('settings.language.en') },
])}
${group('reader', say('settings.reader'), settings.reader ?? '', readerChoices(settings.reader, readers, say), say('settings.reader.hint'))}
${group(
  'log',
  say('settings.log'),
  settings.log,
  logLevels.map((value) => ({ value, label: say(`settings.log.${value}`) })),
)}
<button class="ds-button" type="submit">${say('settings.save')}</button>
</form>
<p class="ds-paragraph given-text own-place">${say('settings.where', { folder })}</p>
<p class="actions">${backToWindow(say)}</p>`;
  return clientPage({ id: 'eid-client.settings', state: saved ? 'saved' : 'default', title: say('settings.title'), main }, frame);
}

function readerChoices(chosen: string | undefined, readers: readonly string[], say: SayOwn): Choice[] {
  const missing = chosen === undefined || readers.includes(chosen) ? [] : [chosen];
  return [
    { value: '', label: say('settings.reader.any') },
    ...readers.map((name) => ({ value: name, label: name })),
    ...missing.map((name) => ({ value: name, label: say('settings.reader.missing', { name }) })),
  ];
}

function group(name: keyof Settings, legend: string, current: string, rows: readonly Choice[], hint?: string): Html {
  return html`<fieldset class="ds-fieldset"><legend class="ds-label">${legend}</legend>
${hint === undefined ? '' : html`<p class="ds-paragraph">${hint}</p>`}
${rows.map(
  ({ value, label }, i) => html`<div class="ds-field right">
<input class="ds-input" type="radio" id="${name}-${i}" name="${name}" value="${value}" ${value === current ? html`checked` : ''}>
<label class="ds-label" for="${name}-${i}">${label}</label></div>`,
)}</fieldset>`;
}
