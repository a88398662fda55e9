// The pages that go on by themselves: what is missing (reader, card), and what is being done. A small script follows the sign-in.
import { html } from 'hono/html';
import { errorText, type Html } from '../../../io/http/index.ts';
import { explain } from '../../../lib/phrases/index.ts';
import type { Progress, WaitCause } from '../holder.ts';
import { cancelForm } from './cancel.ts';
import { careIn, type SayCare } from './card-frame.ts';
import { clientPage, type Frame, type Say, sayIn } from './frame.ts';
import { cardOnReaderPicture, plugPicture } from './pictures.ts';

/** What to do with one's hands. */
const pictures: Readonly<Record<WaitCause, ((say: SayCare) => Html) | undefined>> = {
  'reader.none': plugPicture,
  'card.none': cardOnReaderPicture,
  'card.not-eid': cardOnReaderPicture,
  'card.in-use': undefined,
};

export function waitingPage(cause: WaitCause, version: number, frame: Frame): Html {
  const say = sayIn(frame.language);
  const error = explain(cause, frame.language);
  const main = html`<div data-live-version="${version}">${errorText(error, frame.language)}</div>
${pictures[cause]?.(careIn(frame.language)) ?? ''}
<p class="ds-paragraph" role="status">${say('waiting.live')}</p>
${cancelForm(say)}`;
  return clientPage({ id: 'eid-client.waiting', state: cause, title: error.title, main, live: true }, frame);
}

/** The steps of a sign-in in their order; at two of them the person is asked, and sees another page. */
const steps = ['connecting', 'permission', 'card', 'server', 'finishing'] as const;

/** `codes`: work on the codes of the card, which has no steps. The title names the step: a screen reader says it whenever it changes. */
export function progressPage(step: Progress | 'codes', version: number, frame: Frame): Html {
  const say = sayIn(frame.language);
  const title = step === 'codes' ? say('progress.title') : say(`step.${step}`);
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph" role="status" data-live-version="${version}">${say(`progress.${step}`)}</p>
${step === 'codes' ? '' : stepList(step, say)}
${cancelForm(say)}`;
  return clientPage({ id: 'eid-client.progress', title, main, live: true }, frame);
}

function stepList(current: Progress, say: Say): Html {
  const now = steps.indexOf(current);
  return html`<ol class="steps" aria-label="${say('progress.steps')}">${steps.map((step, i) => {
    if (i === now) return html`<li aria-current="step">${say(`step.${step}`)}</li>`;
    return i < now
      ? html`<li data-done>${say(`step.${step}`)} <span class="spoken">(${say('progress.done')})</span></li>`
      : html`<li>${say(`step.${step}`)}</li>`;
  })}</ol>`;
}
