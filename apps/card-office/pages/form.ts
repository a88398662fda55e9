// A form of the office: labelled fields with hints and what is wrong with each, the summary of all that is wrong, and the version that the person saw.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { form as en } from '../../../lib/phrases/en/form.ts';
import { form as hu } from '../../../lib/phrases/hu/form.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';

/** What was typed, and what is wrong with it, both by field. */
export interface Filled {
  readonly typed: Readonly<Record<string, string>>;
  /** Whole sentences, in the language of the page. */
  readonly faults: Readonly<Record<string, string>>;
}

type Common = { readonly label: string; readonly hint?: string };

export interface Pen {
  /** Before the form: what is wrong, with links to the fields. */
  summary(): Html;
  input(name: string, options: Common & { readonly numeric?: true; readonly type?: 'text' | 'email' }): Html;
  radios(name: string, options: Common & { readonly choices: readonly (readonly [value: string, label: string, hint?: string])[] }): Html;
  tick(name: string, options: Common): Html;
}

export function formPen(language: Language, { typed, faults }: Filled): Pen {
  const say = speaker(hu, en, language);
  const hintOf = (name: string, hint?: string) =>
    hint === undefined ? '' : html`<div data-field="description" id="${name}-hint">${hint}</div>`;
  const faultOf = (name: string) =>
    faults[name] === undefined ? '' : html`<p class="ds-validation-message" data-field="validation" id="${name}-fault">${faults[name]}</p>`;
  const points = (name: string, hint?: string) => {
    const ids = [...(hint === undefined ? [] : [`${name}-hint`]), ...(faults[name] === undefined ? [] : [`${name}-fault`])];
    return html`${faults[name] === undefined ? '' : html` aria-invalid="true"`}${ids.length === 0 ? '' : html` aria-describedby="${ids.join(' ')}"`}`;
  };
  const wrong = Object.entries(faults);
  return {
    summary: () =>
      wrong.length === 0
        ? html``
        : html`<div class="ds-error-summary" role="alert" aria-labelledby="faults" tabindex="-1" autofocus>
<h2 class="ds-heading" data-size="xs" id="faults">${say('form.faults')}</h2>
<ul class="ds-list">${wrong.map(([name, fault]) => html`<li><a class="ds-link" href="#${name}">${fault}</a></li>`)}</ul>
</div>`,
    input: (name, { label, hint, numeric, type = 'text' }) => html`<div class="ds-field">
<label class="ds-label" for="${name}">${label}</label>${hintOf(name, hint)}
<input class="ds-input" id="${name}" name="${name}" type="${type}" value="${typed[name] ?? ''}" inputmode="${numeric ? 'numeric' : 'text'}" autocomplete="off"${points(name, hint)}>${faultOf(name)}
</div>`,
    radios: (name, { label, hint, choices }) => html`<fieldset class="ds-fieldset">
<legend class="ds-label">${label}</legend>${hintOf(name, hint)}
${choices.map(
  ([value, text, more], at) => html`<div class="ds-field">
<input class="ds-input" type="radio" id="${at === 0 ? name : `${name}-${at}`}" name="${name}" value="${value}"${typed[name] === value ? html` checked` : ''}${points(name, hint)}>
<label class="ds-label" for="${at === 0 ? name : `${name}-${at}`}">${text}</label>${more === undefined ? '' : html`<div data-field="description">${more}</div>`}
</div>`,
)}${faultOf(name)}
</fieldset>`,
    tick: (name, { label, hint }) => html`<div class="ds-field">
<input class="ds-input" type="checkbox" id="${name}" name="${name}" value="yes"${typed[name] === 'yes' ? html` checked` : ''}${points(name, hint)}>
<label class="ds-label" for="${name}">${label}</label>${hintOf(name, hint)}${faultOf(name)}
</div>`,
  };
}
