// How a task ended, and in every case what state the card is in now. After a card was taken off, the page waits for it and then says so.
import { html } from 'hono/html';
import { errorText, type Html } from '../../../io/http/index.ts';
import { explain } from '../../../lib/phrases/index.ts';
import type { PinReport } from '../pin/card-report.ts';
import type { PinResult } from '../pin/manage.ts';
import { type Choice, careIn, choices, type SayCare } from './card-frame.ts';
import { clientPage, type Frame } from './frame.ts';

export function cardResultPage(result: PinResult, version: number, next: string | undefined, frame: Frame): Html {
  const say = careIn(frame.language);
  const { outcome, task, pin } = result;
  const done = outcome === 'done' || outcome === 'unblocked-only';
  const error = done ? undefined : explain(outcome, frame.language);
  const title = error?.title ?? say(outcome === 'unblocked-only' ? 'result.unblocked-only' : `result.${task}`);
  const text = say(outcome === 'unblocked-only' ? 'result.unblocked-only.text' : 'result.done.text');
  const news = error === undefined ? success(title, text) : errorText(error, frame.language);
  const main = html`${news}
${outcome === 'card.removed' ? html`<p class="ds-paragraph">${say('result.removed')}</p>` : ''}
<div role="status">${pin === undefined ? html`<p class="ds-paragraph" data-live-version="${version}">${say('result.put-back')}</p>` : pinNow(pin, say)}</div>
${next === undefined ? '' : html`<p class="actions"><a class="ds-button" href="${next}">${say('result.to-service')}</a></p>`}
${choices(version, ways(say, next === undefined))}`;
  return clientPage({ id: 'eid-client.card-result', state: outcome, title, main, live: pin === undefined }, frame);
}

/** On from here: to the start, or, where no service waits, to the end. */
export function ways(say: SayCare, mayClose: boolean): Choice[] {
  return [
    ...(mayClose ? [{ value: 'close', label: say('home.close'), variant: 'primary' as const }] : []),
    { value: 'home', label: say('home.back') },
  ];
}

function success(title: string, text: string): Html {
  return html`<h1 class="ds-heading" data-size="lg">${title}</h1><p class="ds-alert" data-color="success">${text}</p>`;
}

/** State and tries of the PIN in words. */
function pinNow({ state, triesLeft }: PinReport, say: SayCare): Html {
  return html`<p class="ds-paragraph"><strong>${say('result.state')}:</strong> ${say(`state.${state}`)}
${triesLeft === undefined ? '' : say('code.left', { left: triesLeft })}</p>`;
}
