// Where the codes of a card are asked for outside a sign-in: with the tries that are left, a picture of where to look, and a field that nobody saves.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { CodeProblem } from '../code.ts';
import type { PinQuestion } from '../pin/holder.ts';
import type { PinView } from '../window/pin-dialogue.ts';
import { cancelForm } from './cancel.ts';
import { careIn, type SayCare } from './card-frame.ts';
import { alarmBox, codeField } from './codes.ts';
import { clientPage, type Frame, sayIn } from './frame.ts';
import { ruleText } from './own-frame.ts';
import { codeCardPicture, idCardPicture, pinPadPicture } from './pictures.ts';

type CodeView = Extract<PinView, { page: 'card-code' }>;
type NewPinView = Extract<PinView, { page: 'new-pin' }>;

const pictures: Readonly<Record<PinQuestion['code'], ((say: SayCare) => Html) | undefined>> = {
  activation: (say) => codeCardPicture('activation', say),
  pin: undefined,
  can: idCardPicture,
  puk: (say) => codeCardPicture('puk', say),
};

export function cardCodePage({ question, problem }: CodeView, version: number, frame: Frame): Html {
  const say = careIn(frame.language);
  const { code, atReader, wrongBefore, triesLeft } = question;
  const title = say(`code.${code}.title`);
  const alarm = problem === undefined ? (wrongBefore ? say('code.wrong') : '') : said(code, problem, say);
  const reason = code === 'can' || code === 'puk' ? say(`code.${code}.why`) : triesLeft === 1 ? say('code.last') : '';
  const left = triesLeft === undefined ? '' : html`<p class="ds-paragraph"><strong>${say('code.left', { left: triesLeft })}</strong></p>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${alarmBox(alarm)}
${reason === '' ? '' : html`<p class="ds-paragraph">${reason}</p>`}${left}
${
  atReader
    ? html`<p class="ds-paragraph" role="status" data-live-version="${version}">${say('code.at-reader')}</p>`
    : html`<form method="post" action="/window/answer" autocomplete="off" class="stack"><input type="hidden" name="form" value="${version}">
${codeField({ name: 'code', label: say(`code.${code}.label`), faulty: alarm !== '', first: true })}
<button class="ds-button" type="submit">${say('code.submit')}</button></form>`
}
${pictures[code]?.(say) ?? ''}
${atReader ? pinPadPicture(say) : ''}
${cancelForm(sayIn(frame.language))}
${ruleText(frame.language)}`;
  const state = atReader
    ? 'at-reader'
    : problem === undefined
      ? wrongBefore
        ? 'wrong'
        : code
      : problem === 'length'
        ? 'length'
        : 'mixed-up';
  return clientPage({ id: 'eid-client.card-code', state, title, main, live: atReader }, frame);
}

function said(code: PinQuestion['code'], problem: CodeProblem, say: SayCare): string {
  return problem === 'length' ? say(`code.length.${code}`) : say(`code.mixed-up.${problem}`);
}

export function newPinPage({ atReader, problem }: NewPinView, version: number, frame: Frame): Html {
  const say = careIn(frame.language);
  const title = say('new.title');
  const accept = html`<div class="ds-field right"><input class="ds-input" type="checkbox" id="accept" name="choice" value="simple"><label class="ds-label" for="accept">${say('new.accept')}</label></div>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${alarmBox(problem === undefined ? '' : say(`new.${problem}`))}
${
  atReader
    ? html`<p class="ds-paragraph" role="status" data-live-version="${version}">${say('new.at-reader')}</p>`
    : html`<p class="ds-paragraph">${say('new.lead')}</p>
<form method="post" action="/window/answer" autocomplete="off" class="stack"><input type="hidden" name="form" value="${version}">
${codeField({ name: 'code', label: say('new.label'), faulty: problem !== undefined, first: true })}
${codeField({ name: 'repeat', label: say('new.repeat'), faulty: problem === 'different', first: false })}
${problem === 'simple' ? accept : ''}
<button class="ds-button" type="submit">${say('new.submit')}</button></form>`
}
${atReader ? pinPadPicture(say) : ''}
${cancelForm(sayIn(frame.language))}
${ruleText(frame.language)}`;
  return clientPage({ id: 'eid-client.new-pin', state: atReader ? 'at-reader' : (problem ?? 'asked'), title, main, live: atReader }, frame);
}
