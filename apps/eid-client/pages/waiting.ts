// The pages that go on by themselves: what is missing (reader, card), and what is being done. A small script follows the sign-in.
import { html } from 'hono/html';
import { errorText, type Html } from '../../../io/http/index.ts';
import { explain } from '../../../lib/phrases/index.ts';
import type { Progress, WaitCause } from '../holder.ts';
import { cancelForm } from './cancel.ts';
import { clientPage, type Frame, sayIn } from './frame.ts';

export function waitingPage(cause: WaitCause, version: number, frame: Frame): Html {
  const say = sayIn(frame.language);
  const error = explain(cause, frame.language);
  const main = html`<div data-live-version="${version}">${errorText(error, frame.language)}</div>
<p class="ds-paragraph" role="status">${say('waiting.live')}</p>
${cancelForm(say)}`;
  return clientPage({ id: 'eid-client.waiting', state: cause, title: error.title, main, live: true }, frame);
}

export function progressPage(step: Progress, version: number, frame: Frame): Html {
  const say = sayIn(frame.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('progress.title')}</h1>
<p class="ds-paragraph" role="status" data-live-version="${version}">${say(`progress.${step}`)}</p>
${cancelForm(say)}`;
  return clientPage({ id: 'eid-client.progress', title: say('progress.title'), main, live: true }, frame);
}
