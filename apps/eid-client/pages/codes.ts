// Where PIN and CAN are typed: a field that no browser keeps, into which a code can be pasted, and what is left of tries.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { View } from '../window/dialogue.ts';
import { cancelForm } from './cancel.ts';
import { careIn } from './card-frame.ts';
import { clientPage, type Frame, type Say, sayIn } from './frame.ts';
import { ruleText } from './own-frame.ts';
import { idCardPicture, pinPadPicture } from './pictures.ts';

type PinView = Extract<View, { page: 'pin' }>;
type CanView = Extract<View, { page: 'can' }>;

export function pinPage({ question, problem }: PinView, version: number, frame: Frame): Html {
  const say = sayIn(frame.language);
  const { triesLeft, wrongBefore, atReader } = question;
  const last = triesLeft === 1;
  const state = problem === 'pin' ? 'length' : (problem ?? (last ? 'last' : wrongBefore ? 'wrong' : 'asked'));
  const wrong = problem === undefined && wrongBefore ? say('pin.wrong') : '';
  const left = triesLeft === undefined ? '' : last ? say('pin.last') : say('pin.left', { left: triesLeft });
  const alarm =
    problem === undefined
      ? [wrong, wrongBefore || last ? left : ''].filter(Boolean).join(' ')
      : say(problem === 'activation' ? 'pin.activation' : 'pin.length');
  const main = html`<h1 class="ds-heading" data-size="lg">${say('pin.title')}</h1>
${alarmBox(alarm)}
${
  atReader
    ? html`<p class="ds-paragraph" role="status" data-live-version="${version}">${say('pin.at-reader')}</p>${pinPadPicture(careIn(frame.language))}`
    : codeForm({ label: say('pin.label'), hint: say('pin.hint'), submit: say('pin.submit'), faulty: alarm !== '' }, version)
}
${alarm === '' && left !== '' ? html`<p class="ds-paragraph">${left}</p>` : ''}
${cancelForm(say)}
${ruleText(frame.language)}`;
  return clientPage({ id: 'eid-client.pin', state: atReader ? 'at-reader' : state, title: say('pin.title'), main, live: atReader }, frame);
}

export function canPage({ question, problem }: CanView, version: number, frame: Frame): Html {
  const say = sayIn(frame.language);
  const { wrongBefore, atReader } = question;
  const state = problem === undefined ? (wrongBefore ? 'wrong' : 'asked') : 'length';
  const alarm = state === 'asked' ? '' : say(`can.${state}`);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('can.title')}</h1>
${alarmBox(alarm)}
<p class="ds-paragraph">${say('can.lead')}</p>
${
  atReader
    ? html`<p class="ds-paragraph" role="status" data-live-version="${version}">${say('can.at-reader')}</p>`
    : codeForm({ label: say('can.label'), submit: say('client.continue'), faulty: alarm !== '' }, version)
}
${idCardPicture(careIn(frame.language))}
${cancelForm(say)}
${ruleText(frame.language)}`;
  return clientPage({ id: 'eid-client.can', state: atReader ? 'at-reader' : state, title: say('can.title'), main, live: atReader }, frame);
}

interface CodeForm {
  readonly label: string;
  readonly hint?: string;
  readonly submit: ReturnType<Say>;
  readonly faulty: boolean;
}

function codeForm({ label, hint, submit, faulty }: CodeForm, version: number): Html {
  return html`<form method="post" action="/window/answer" autocomplete="off" class="stack">
<input type="hidden" name="form" value="${version}">
${codeField({ name: 'code', label, faulty, first: true, ...(hint !== undefined && { hint }) })}
<button class="ds-button" type="submit">${submit}</button>
</form>`;
}

interface CodeField {
  readonly name: 'code' | 'repeat';
  readonly label: string;
  readonly hint?: string;
  readonly faulty: boolean;
  /** Whether typing begins here. */
  readonly first: boolean;
}

/** `type=text`, hidden by style: a password field would be offered to be saved. */
export function codeField({ name, label, hint, faulty, first }: CodeField): Html {
  return html`<div class="ds-field">
<label class="ds-label" for="${name}">${label}</label>
<input class="ds-input code-input" id="${name}" name="${name}" type="text" inputmode="numeric" autocomplete="off" autocapitalize="off" spellcheck="false" data-1p-ignore data-lpignore="true" required ${first ? html`autofocus` : ''} ${faulty ? html`aria-invalid="true"` : ''} aria-describedby="${hint === undefined ? 'code-alarm' : 'code-hint code-alarm'}">
${hint === undefined ? '' : html`<p class="ds-paragraph" id="code-hint">${hint}</p>`}
</div>`;
}

/** What is wrong, spoken at once; the fields of the page refer to it. */
export function alarmBox(text: string): Html {
  return html`<div id="code-alarm" role="alert">${text === '' ? '' : html`<p class="ds-alert" data-color="danger">${text}</p>`}</div>`;
}
