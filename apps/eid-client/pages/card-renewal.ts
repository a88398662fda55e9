// A card that was issued under an older authority learns the present one, step by step, inside a sign-in: what happens, how far it is, and that the card
// stays on the reader to the end.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { clientTrust as en } from '../../../lib/phrases/en/client-trust.ts';
import { clientTrust as hu } from '../../../lib/phrases/hu/client-trust.ts';
import { speaker } from '../../../lib/phrases/index.ts';
import type { Renewal } from '../holder.ts';
import { cancelForm } from './cancel.ts';
import { clientPage, type Frame, sayIn } from './frame.ts';

export function cardRenewalPage({ done, of }: Renewal, version: number, frame: Frame): Html {
  const say = speaker(hu, en, frame.language);
  const over = done === of;
  const title = say(over ? 'renewal.done-title' : 'renewal.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('renewal.why')}</p>
<p class="ds-paragraph" role="status" data-live-version="${version}">${over ? say('renewal.done', { done, of }) : say('renewal.step', { done, of })}</p>
<progress class="renewal" max="${of}" value="${done}" aria-label="${say('renewal.bar')}"></progress>
<p class="ds-alert" data-color="info">${say('renewal.keep')}</p>
${cancelForm(sayIn(frame.language))}`;
  return clientPage({ id: 'eid-client.card-renewal', state: over ? 'done' : 'under-way', title, main, live: true }, frame);
}
