// After signing out.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { View } from '../area.ts';
import { officePage, sayIn } from './frame.ts';

export function signedOutPage(view: View): Html {
  const say = sayIn(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('office.signed-out.title')}</h1>
<p class="ds-paragraph">${say('office.signed-out.text')}</p>
<div class="actions"><a class="ds-button" href="/">${say('office.signed-out.again')}</a></div>`;
  return officePage(view, { id: 'office.signed-out', title: say('office.signed-out.title'), main });
}
