// The page that leaves for eSzig Kliens, and stays in sight while the person works in its window.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { explain } from '../../../lib/phrases/index.ts';
import { type Frame, framed, postButton, say } from './frame.ts';

/** @param address of the client with the address of the TC token; without it the page offers only to begin again. */
export function activationPage(frame: Frame, uid: string, address?: string): Html {
  const text = say(frame.language);
  const failure = explain('client.no-answer', frame.language);
  const help = html`<section id="no-answer" aria-label="${text('idp.activation.help')}"${address === undefined ? '' : html` hidden`}>
<div class="failure" role="alert">
<h2 class="ds-heading" data-size="sm">${text('idp.activation.help')} ${failure.title}</h2>
<p class="ds-paragraph">${failure.cause}</p>
<p class="ds-paragraph">${failure.nextStep}</p>
<p class="ds-paragraph">${failure.whoHelps}</p>
<p class="failure-code"><code>${failure.code}</code></p>
</div>
<div class="actions">
${postButton(`/interaction/${uid}/start`, text('idp.retry'))}
${postButton(`/interaction/${uid}/abort`, text('idp.back'), 'secondary')}
</div>
</section>`;
  return framed(frame, {
    id: 'idp.activation',
    state: address === undefined ? 'no-answer' : 'leaving',
    title: text('idp.activation.title'),
    main: html`${address === undefined ? '' : leaving(address)}${help}`,
    scripts: ['activation.js'],
  });

  function leaving(href: string): Html {
    return html`<p class="ds-paragraph" role="status">${text('idp.activation.text')}</p>
<noscript><p class="ds-paragraph">${text('idp.activation.by-hand')}</p></noscript>
<p class="ds-paragraph"><a class="ds-link" id="activate" href="${href}">${text('idp.activation.link')}</a></p>`;
  }
}
