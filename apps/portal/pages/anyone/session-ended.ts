// After a form was sent when the session had ended: the answers are kept, and signing in again leads back to them.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { sayForms } from '../../forms/draw.ts';
import { portalPage, sayIn, type View } from '../frame.ts';

export function sessionEndedPage(view: View): Html {
  const say = sayIn(view.language);
  const forms = sayForms(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${forms('form.ended.title')}</h1>
<p class="ds-paragraph">${forms('form.ended.kept')}</p>
<p class="ds-paragraph">${forms('form.ended.own')}</p>
<div class="actions">
<a class="ds-button" href="/sign-in/worker">${say('portal.start.worker')}</a>
<a class="ds-button" data-variant="secondary" href="/sign-in/patient">${say('portal.start.patient')}</a>
</div>`;
  return portalPage(view, { id: 'portal.session-ended', title: forms('form.ended.title'), main });
}
