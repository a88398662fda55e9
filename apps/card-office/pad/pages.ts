// The pages of the holder's pad: what it shows, and what a clerk confirms before an activation at it.
import { html } from 'hono/html';
import { type Html, page } from '../../../io/http/index.ts';
import { officeActivation as en } from '../../../lib/phrases/en/office-activation.ts';
import { officeActivation as hu } from '../../../lib/phrases/hu/office-activation.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';
import type { View } from '../area.ts';
import { formPen } from '../pages/form.ts';
import { facts, officePage, sayIn as sayOffice } from '../pages/frame.ts';
import type { PageRow } from '../pages/index.ts';
import type { CardRow } from '../tables.ts';
import type { ActivationOutcome } from './activate.ts';
import type { Pad } from './pads.ts';
import type { ShowOutcome } from './show-content.ts';

export const padPages: readonly PageRow[] = [
  { id: 'office.activation', path: '/cards/:id/activation', states: ['default', 'refused'] },
  { id: 'office.pad', path: '/pad', states: ['free', 'asked', 'refused', 'suspended', 'done'] },
];

export type PadFault =
  | 'can-length'
  | 'activation-length'
  | 'pin-length'
  | 'pin-simple'
  | 'pin-differs'
  | Exclude<ActivationOutcome['kind'], 'done'>
  | Exclude<ShowOutcome['kind'], 'shown'>;

const sayIn = (language: Language) => speaker(hu, en, language);

/** The way there from the page of a card. */
export function activationWay(language: Language, id: string): Html {
  return html`<p><a class="ds-link" href="/cards/${id}/activation">${sayIn(language)('activation.title')}</a></p>`;
}

export interface ActivationView {
  readonly card: CardRow;
  readonly typed: Readonly<Record<string, string>>;
  readonly faults: readonly ('identified' | 'reason' | 'can' | 'number')[];
}

export function activationPage(view: View, { card, typed, faults }: ActivationView): Html {
  const say = sayIn(view.language);
  const pen = formPen(view.language, {
    typed,
    faults: Object.fromEntries(faults.map((fault) => [fault, say(`activation.fault.${fault}`)])),
  });
  const main = html`${pen.summary()}<h1 class="ds-heading" data-size="lg">${say('activation.title')}</h1>
<p class="ds-paragraph">${say('activation.lead')}</p>
${facts([[say('activation.card'), card.document_number]])}
<form class="stack" method="post" action="/cards/${card.id}/activation">
${pen.tick('identified', { label: say('activation.identified'), hint: say('activation.identified.hint') })}
${pen.input('reason', { label: say('activation.reason'), hint: say('activation.reason.hint') })}
${pen.input('can', { label: say('activation.can'), hint: say('activation.can.hint'), numeric: true })}
${pen.input('number', { label: say('activation.number'), hint: say('activation.number.hint'), numeric: true })}
<button class="ds-button" type="submit">${say('activation.submit')}</button>
</form>`;
  const state = faults.length === 0 ? 'default' : 'refused';
  return officePage(view, { id: 'office.activation', state, title: say('activation.title'), main });
}

type PadField = 'can' | 'activationPin' | 'pin' | 'again';

/** Where each fault is shown that is not the activation PIN's. */
const fields: Readonly<Partial<Record<PadFault, PadField>>> = {
  'can-length': 'can',
  'can-wrong': 'can',
  suspended: 'can',
  'pin-length': 'pin',
  'pin-simple': 'pin',
  'pin-differs': 'again',
};

/** Why what was typed was not taken; `wantsCan`: the card takes its last try only after the CAN. */
interface Refusal {
  readonly fault: PadFault;
  readonly triesLeft?: number;
  readonly wantsCan: boolean;
}

export function padPage(view: View, pad: Pad, refused?: Refusal): Html {
  const { language, url } = view;
  const say = sayIn(language);
  const shows = pad.state === 'asked' && pad.act === 'content-shown';
  const contents = {
    free: () => html`<h1 class="ds-heading" data-size="lg">${say('pad.free.title')}</h1>
<p class="ds-paragraph">${say('pad.free.text')}</p><p class="ds-heading" data-size="xl">${pad.state === 'free' ? pad.number : ''}</p>`,
    asked: () => askedForm(view, pad, refused),
    done: () => html`<h1 class="ds-heading" data-size="lg">${say('pad.done.title')}</h1>
<p class="ds-paragraph">${say('pad.done.text')}</p><p><a class="ds-link" href="/pad?next">${say('pad.done.next')}</a></p>`,
  };
  return page({
    page: 'office.pad',
    state: stateOf(pad, refused),
    language,
    title: say(shows ? 'pad.pin-asked.title' : `pad.${pad.state}.title`),
    brand: sayOffice(language)('office.brand'),
    home: '/pad',
    url,
    main: contents[pad.state](),
    ...(pad.state === 'free' && { head: html`<meta http-equiv="refresh" content="3">` }),
  });
}

function stateOf(pad: Pad, refused?: Refusal): string {
  if (pad.state === 'asked' && pad.act === 'content-shown') return refused === undefined ? 'pin' : 'pin-refused';
  if (refused === undefined) return pad.state;
  return refused.wantsCan ? 'suspended' : 'refused';
}

function askedForm({ language }: View, pad: Pad, refused?: Refusal): Html {
  const number = pad.state === 'asked' ? pad.card.document_number : '';
  const shows = pad.state === 'asked' && pad.act === 'content-shown';
  const say = sayIn(language);
  const sentence = refused === undefined ? '' : say(`pad.fault.${refused.fault}`, { left: refused.triesLeft ?? 0 });
  const field = refused === undefined ? undefined : (fields[refused.fault] ?? (shows ? 'pin' : 'activationPin'));
  const code = (
    name: PadField,
    { label, hint } = { label: say(`pad.${name}`), hint: say(`pad.${name}.hint`) },
  ) => html`<div class="ds-field">
<label class="ds-label" for="${name}">${label}</label>
<div data-field="description" id="${name}-hint">${hint}</div>
<input class="ds-input" id="${name}" name="${name}" type="password" inputmode="numeric" autocomplete="off" aria-describedby="${name}-hint${field === name ? ` ${name}-fault` : ''}"${field === name ? html` aria-invalid="true"` : ''}>
${field === name ? html`<p class="ds-validation-message" data-field="validation" id="${name}-fault">${sentence}</p>` : ''}</div>`;
  if (shows) {
    return html`<h1 class="ds-heading" data-size="lg">${say('pad.pin-asked.title')}</h1>
<p class="ds-paragraph">${say('pad.pin-asked.text')}</p>
${facts([[say('activation.card'), number]])}
<form class="stack" method="post" action="/pad">${code('pin', { label: say('pad.own-pin'), hint: say('pad.own-pin.hint') })}
<button class="ds-button" type="submit">${say('pad.pin-asked.submit')}</button></form>`;
  }
  return html`<h1 class="ds-heading" data-size="lg">${say('pad.asked.title')}</h1>
<p class="ds-paragraph">${say('pad.asked.text')}</p>
${facts([[say('activation.card'), number]])}
<form class="stack" method="post" action="/pad">${refused?.wantsCan === true ? code('can') : ''}${code('activationPin')}${code('pin')}${code('again')}
<button class="ds-button" type="submit">${say('pad.submit')}</button></form>`;
}
