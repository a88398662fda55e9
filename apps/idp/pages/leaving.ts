// After a form the way to the relying party begins on a page: a redirect out of a form's answer would break the rule `form-action 'self'`.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { type Frame, framed, say } from './frame.ts';

export function leavingPage(frame: Frame, address: string): Html {
  const text = say(frame.language);
  return framed(frame, {
    id: 'idp.leaving',
    title: text('idp.leaving.title'),
    head: html`<meta http-equiv="refresh" content="0; url=${address}">`,
    main: html`<p class="ds-paragraph"><a class="ds-link" href="${address}">${text('idp.leaving.link')}</a></p>`,
  });
}
