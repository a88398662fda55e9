// The first page: that it is not official, the two ways in, and what one needs for them.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import type { Notice } from '../../guide/notices.ts';
import { noticeBanner } from '../../guide/pages/notices.ts';
import { sayGuide } from '../../guide/pages/say.ts';
import { list, portalPage, sayIn, section, type View } from '../frame.ts';

export function startPage(view: View, notices: readonly Notice[]): Html {
  const say = sayIn(view.language);
  const way = (name: 'patient' | 'worker') => html`<li>
<a class="ds-button" href="/sign-in/${name}" aria-describedby="${name}-text">${say(`portal.start.${name}`)}</a>
<p class="ds-paragraph" id="${name}-text">${say(`portal.start.${name}.text`)}</p>
</li>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${say('portal.start.title')}</h1>
<p class="ds-alert" data-color="info">${say('portal.start.unofficial')}</p>
<p class="ds-paragraph">${say('portal.start.lead')}</p>
${noticeBanner(view.language, notices)}
<ul class="choices">${way('worker')}${way('patient')}</ul>
${section(
  say('portal.start.needed'),
  html`${list([say('portal.start.needed.card'), say('portal.start.needed.reader'), say('portal.start.needed.client')])}
<p class="ds-paragraph"><a class="ds-link" href="/guide">${sayGuide(view.language)('guide.start.link')}</a></p>`,
)}
${section(
  say('portal.start.first'),
  html`<p class="ds-paragraph">${say('portal.start.first.text')}</p>
<p class="ds-paragraph"><a class="ds-link" href="/linking">${say('portal.start.first.link')}</a></p>`,
)}
${section(say('portal.start.activation'), html`<p class="ds-paragraph">${say('portal.start.activation.text')}</p>`)}`;
  return portalPage(view, { id: 'portal.start', title: say('portal.start.title'), main });
}
