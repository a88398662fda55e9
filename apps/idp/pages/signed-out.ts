// After a sign-out that names no page of the relying party to go on to.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { type Frame, framed, say } from './frame.ts';

export function signedOutPage(frame: Frame): Html {
  const text = say(frame.language);
  return framed(frame, {
    id: 'idp.signed-out',
    title: text('idp.signed-out.title'),
    main: html`<p class="ds-paragraph">${text('idp.signed-out.text')}</p>`,
  });
}
