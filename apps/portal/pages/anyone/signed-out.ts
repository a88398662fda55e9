// After signing out.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { portalPage, sayIn, type View } from '../frame.ts';

export function signedOutPage(view: View): Html {
  const say = sayIn(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('portal.signed-out.title')}</h1>
<p class="ds-paragraph">${say('portal.signed-out.text')}</p>
<div class="actions"><a class="ds-button" href="/">${say('portal.signed-out.again')}</a></div>`;
  return portalPage(view, { id: 'portal.signed-out', title: say('portal.signed-out.title'), main });
}
