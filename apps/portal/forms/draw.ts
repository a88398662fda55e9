// A form on a page: its fields with labels, hints and what is wrong with each, the summary of all that is wrong, and the one-use token.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { form as en } from '../../../lib/phrases/en/form.ts';
import { form as hu } from '../../../lib/phrases/hu/form.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';
import type { Faults, Typed } from './fields.ts';

/** What a form is drawn from. */
export type FormState<Message extends string = string> = {
  readonly typed: Typed;
  readonly faults: Faults<Message>;
  /** Goes back with the answers; a second submit of the same is no second record. */
  readonly token: string;
  /** Answers that were kept when the session had ended, or that must be sent once more because the form had been opened by somebody else. */
  readonly notice?: 'kept' | 'again';
};

export const sayForms = (language: Language) => speaker(hu, en, language);

type Common = { readonly label: string; readonly hint?: string };
type Input = Common & {
  readonly type?: 'text' | 'email' | 'tel' | 'date' | 'search';
  readonly mode?: 'numeric' | 'text';
  /** A token of HTML's autofill, so that nobody types what their browser knows. */
  readonly autocomplete?: string;
};
type Choices = Common & { readonly choices: readonly (readonly [value: string, label: string, hint?: string])[] };

export type FormPen = {
  /** `faulty` or `default`, for the page's state. */
  readonly state: 'faulty' | 'default';
  /** Before the form: what was kept, and what is wrong. */
  top(): Html;
  input(name: string, options: Input): Html;
  area(name: string, options: Common & { readonly rows?: number }): Html;
  select(name: string, options: Choices): Html;
  radios(name: string, options: Choices): Html;
  ticks(name: string, options: Choices): Html;
  /** One box. */
  tick(name: string, options: Common): Html;
  /** The form itself; its answers go to `action`. */
  form(options: { readonly action: string; readonly submit: string; readonly body: Html }): Html;
};

/** Draws a form in a state; `say` tells its messages. */
export function formPen<Message extends string>(
  language: Language,
  { typed, faults, token, notice }: FormState<Message>,
  say: (message: Message) => string,
): FormPen {
  const common = sayForms(language);
  const value = (name: string) => typed[name]?.[0] ?? '';
  const has = (name: string, one: string) => (typed[name] ?? []).includes(one);
  const hintOf = (name: string, hint?: string) =>
    hint === undefined ? '' : html`<div data-field="description" id="${name}-hint">${hint}</div>`;
  const faultOf = (name: string) => {
    const fault = faults[name];
    return fault === undefined ? '' : html`<p class="ds-validation-message" data-field="validation" id="${name}-fault">${say(fault)}</p>`;
  };
  const points = (name: string, hint?: string) => {
    const ids = [...(hint === undefined ? [] : [`${name}-hint`]), ...(faults[name] === undefined ? [] : [`${name}-fault`])];
    return html`${faults[name] === undefined ? '' : html` aria-invalid="true"`}${ids.length === 0 ? '' : html` aria-describedby="${ids.join(' ')}"`}`;
  };
  const field = (name: string, { label, hint }: Common, control: Html) => html`<div class="ds-field">
<label class="ds-label" for="${name}">${label}</label>${hintOf(name, hint)}
${control}${faultOf(name)}
</div>`;
  // The first choice has the group's name, so that the summary of faults leads to it.
  const idOf = (name: string, at: number) => (at === 0 ? name : `${name}-${at}`);
  const group =
    (kind: 'radio' | 'checkbox') =>
    (name: string, { label, hint, choices }: Choices) =>
      html`<fieldset class="ds-fieldset">
<legend class="ds-label">${label}</legend>${hintOf(name, hint)}
${choices.map(
  ([one, text, more], at) => html`<div class="ds-field">
<input class="ds-input" type="${kind}" id="${idOf(name, at)}" name="${name}" value="${one}"${has(name, one) ? html` checked` : ''}${points(name, hint)}>
<label class="ds-label" for="${idOf(name, at)}">${text}</label>${more === undefined ? '' : html`<div data-field="description">${more}</div>`}
</div>`,
)}${faultOf(name)}
</fieldset>`;
  const faulty = Object.entries(faults);
  return {
    state: faulty.length > 0 ? 'faulty' : 'default',
    top: () => html`${notice === undefined ? '' : html`<p class="ds-alert" data-color="info" role="status">${common(`form.${notice}`)}</p>`}
${
  faulty.length === 0
    ? ''
    : html`<div class="ds-error-summary" role="alert" aria-labelledby="faults" tabindex="-1" autofocus>
<h2 class="ds-heading" data-size="xs" id="faults">${common('form.faults')}</h2>
<ul class="ds-list">${faulty.map(([name, fault]) => html`<li><a class="ds-link" href="#${name}">${say(fault)}</a></li>`)}</ul>
</div>`
}`,
    input: (name, options) =>
      field(
        name,
        options,
        html`<input class="ds-input" id="${name}" name="${name}" type="${options.type ?? 'text'}" value="${value(name)}" inputmode="${options.mode ?? 'text'}" autocomplete="${options.autocomplete ?? 'off'}"${points(name, options.hint)}>`,
      ),
    area: (name, options) =>
      field(
        name,
        options,
        // The first line break of a text area is not part of its value.
        html`<textarea class="ds-input" id="${name}" name="${name}" rows="${options.rows ?? 4}"${points(name, options.hint)}>
${value(name)}</textarea>`,
      ),
    select: (name, options) =>
      field(
        name,
        options,
        html`<select class="ds-input" id="${name}" name="${name}"${points(name, options.hint)}><option value="">${common('form.choose')}</option>${options.choices.map(
          ([one, text]) => html`<option value="${one}"${has(name, one) ? html` selected` : ''}>${text}</option>`,
        )}</select>`,
      ),
    radios: group('radio'),
    ticks: group('checkbox'),
    tick: (name, { label, hint }) => html`<div class="ds-field">
<input class="ds-input" type="checkbox" id="${name}" name="${name}" value="yes"${has(name, 'yes') ? html` checked` : ''}${points(name, hint)}>
<label class="ds-label" for="${name}">${label}</label>${hintOf(name, hint)}${faultOf(name)}
</div>`,
    form: ({ action, submit, body }) => html`<form class="stack" method="post" action="${action}" novalidate>
<input type="hidden" name="${tokenName}" value="${token}">
${body}
<div class="actions"><button class="ds-button" type="submit">${submit}</button></div>
</form>`,
  };
}

/** Names of a form's own fields: they are no answers. */
export const tokenName = '_form';
export const stepName = '_step';

/** "Check your answers": what will be sent, a way back to change it, and the button that sends it. */
export function checkAnswers(
  language: Language,
  { typed, token }: Pick<FormState, 'typed' | 'token'>,
  {
    action,
    rows,
    submit,
  }: { readonly action: string; readonly rows: readonly (readonly [term: string, value: string])[]; readonly submit: string },
): Html {
  const common = sayForms(language);
  const hidden = Object.entries(typed).flatMap(([name, values]) => values.map((value) => [name, value] as const));
  return html`<dl class="facts">${rows.map(([term, value]) => html`<dt>${term}</dt><dd>${value === '' ? common('form.empty') : value}</dd>`)}</dl>
<form method="post" action="${action}">
<input type="hidden" name="${tokenName}" value="${token}">
${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="actions">
<button class="ds-button" type="submit" name="${stepName}" value="send">${submit}</button>
<button class="ds-button" data-variant="secondary" type="submit" name="${stepName}" value="change">${common('form.change')}</button>
</div>
</form>`;
}
