// Nobody works here yet: the way in.
import { html } from 'hono/html';
import { type Html, hospitalPage, sayIn, type View } from './frame.ts';

export function startPage(view: View): Html {
  const say = sayIn(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('hospital.start.title')}</h1>
<p class="ds-paragraph">${say('hospital.start.text')}</p>
<div class="actions"><a class="ds-button" href="/sign-in">${say('hospital.start.sign-in')}</a></div>`;
  return hospitalPage(view, { id: 'hospital.start', title: say('hospital.start.title'), main });
}
