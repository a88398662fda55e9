// The first page: that it is not official, and the two ways in.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { Who } from '../account.ts';
import type { View } from '../area.ts';
import { reportWay } from '../endings/pages.ts';
import { officePage, sayIn } from './frame.ts';

export function startPage(view: View): Html {
  const say = sayIn(view.language);
  const way = (name: Who) => html`<li>
<a class="ds-button" href="/sign-in/${name}" aria-describedby="${name}-text">${say(`office.start.${name}`)}</a>
<p class="ds-paragraph" id="${name}-text">${say(`office.start.${name}.text`)}</p>
</li>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${say('office.start.title')}</h1>
<p class="ds-alert" data-color="info">${say('office.start.unofficial')}</p>
<p class="ds-paragraph">${say('office.start.lead')}</p>
<ul class="choices">${way('holder')}${reportWay(view.language)}${way('clerk')}</ul>`;
  return officePage(view, { id: 'office.start', title: say('office.start.title'), main });
}
