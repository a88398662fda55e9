// Before linking: what it is, what one needs, what will happen, and who helps when something is missing.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { list, portalPage, section, type View } from '../../pages/frame.ts';
import { sayLinking } from './words.ts';

/** @param client where eSzig Kliens answers on this computer */
export function linkingPage(view: View, client: string): Html {
  const say = sayLinking(view.language);
  const steps = [say('linking.step.account'), say('linking.step.card'), say('linking.step.match'), say('linking.step.role')];
  const main = html`<h1 class="ds-heading" data-size="lg">${say('linking.title')}</h1>
<p class="ds-paragraph">${say('linking.lead')}</p>
${section(say('linking.needed'), list([say('linking.needed.card'), say('linking.needed.reader'), say('linking.needed.account')]))}
${section(
  say('linking.activated'),
  html`<p class="ds-paragraph">${say('linking.activated.text')}</p>
<p class="ds-paragraph"><a class="ds-link" href="${new URL('/eID-Client?ShowUI=PINManagement', client).href}">${say('linking.activated.check')}</a></p>`,
)}
${section(say('linking.steps'), html`<ol class="ds-list">${steps.map((step) => html`<li>${step}</li>`)}</ol>`)}
<div class="actions">
<a class="ds-button" href="/linking/account">${say('linking.start')}</a>
<a class="ds-button" data-variant="secondary" href="/linking/invitation">${say('linking.invited')}</a>
</div>
${section(say('linking.patients'), html`<p class="ds-paragraph">${say('linking.patients.text')}</p>`)}`;
  return portalPage(view, { id: 'portal.linking', title: say('linking.title'), main });
}
