// The way out, on every page of the window until the sign-in is over.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { Say } from './frame.ts';

export function cancelForm(say: Say): Html {
  return html`<form method="post" action="/window/cancel" class="actions"><button class="ds-button" data-variant="secondary" type="submit">${say('client.cancel')}</button></form>`;
}
