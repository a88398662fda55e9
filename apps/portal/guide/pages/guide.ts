// The guide's first page: all steps in order, each with what it is about.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { portalPage, type View } from '../../pages/frame.ts';
import { steps } from '../steps.ts';
import { sayGuide } from './say.ts';

export function guidePage(view: View): Html {
  const say = sayGuide(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('guide.title')}</h1>
<p class="ds-paragraph">${say('guide.lead')}</p>
<ol class="ds-list">${steps.map(
    ({ id }) => html`<li><a class="ds-link" href="/guide/${id}">${say(`guide.${id}.title`)}</a>
<p class="ds-paragraph">${say(`guide.${id}.lead`)}</p></li>`,
  )}</ol>
<div class="actions"><a class="ds-button" href="/guide/${steps[0]?.id}">${say('guide.needed.title')}</a></div>`;
  return portalPage(view, { id: 'portal.guide', title: say('guide.title'), main });
}
