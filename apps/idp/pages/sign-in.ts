// Before the card: who asks for what and why, and what will happen.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { CardDatum } from '../../../lib/oidc/index.ts';
import type { SignIn } from '../login/sign-in.ts';
import { type Frame, framed, postButton, say } from './frame.ts';

export function signInPage(frame: Frame, uid: string, { name, purpose, plan }: SignIn): Html {
  const text = say(frame.language);
  const steps = [text('idp.sign-in.step.card'), text('idp.sign-in.step.window'), text('idp.sign-in.step.back')];
  return framed(frame, {
    id: 'idp.sign-in',
    state: plan.mode,
    title: text('idp.sign-in.title'),
    main: html`<dl class="facts">
<dt>${text('idp.sign-in.who')}</dt><dd>${name[frame.language]}</dd>
<dt>${text('idp.sign-in.why')}</dt><dd>${purpose[frame.language]}</dd>
</dl>
<h2 class="ds-heading" data-size="xs">${text('idp.sign-in.asked')}</h2>
<p class="ds-paragraph">${text(`idp.sign-in.${plan.mode}`)}</p>
${plan.mode === 'citizen' || plan.mode === 'linking' ? html`<ul class="ds-list">${Object.entries(plan.reads).map(datum)}</ul>` : ''}
<h2 class="ds-heading" data-size="xs">${text('idp.sign-in.steps')}</h2>
<ol class="ds-list">${steps.map((step) => html`<li>${step}</li>`)}</ol>
<div class="actions">
${postButton(`/interaction/${uid}/start`, text('idp.sign-in.start'))}
${postButton(`/interaction/${uid}/abort`, text('idp.back'), 'secondary')}
</div>`,
  });

  function datum([name, need]: [string, 'required' | 'optional']): Html {
    const optional = need === 'optional' ? ` (${text('idp.datum.optional')})` : '';
    return html`<li>${text(`idp.datum.${name as CardDatum}`)}${optional}</li>`;
  }
}
