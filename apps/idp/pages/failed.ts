// A sign-in that did not come to its end: why, and how to go on. And the page for a request that could not even begin.
import { html } from 'hono/html';
import { errorPage, type Html } from '../../../io/http/index.ts';
import { type ErrorCode, explain } from '../../../lib/phrases/index.ts';
import type { FailureCode } from '../login/failure.ts';
import { type Frame, postButton, say } from './frame.ts';

export function failedPage(frame: Frame, uid: string, code: FailureCode): Html {
  const text = say(frame.language);
  return errorPage({
    ...frame,
    page: 'idp.failed',
    brand: text('idp.brand'),
    home: '#content',
    error: explain(code, frame.language),
    way: html`${postButton(`/interaction/${uid}/start`, text('idp.retry'))}
${postButton(`/interaction/${uid}/abort`, text('idp.back'), 'secondary')}`,
  });
}

/** @param again whether the same address may work later */
export function refusedPage(frame: Frame, code: ErrorCode, again: boolean): Html {
  const text = say(frame.language);
  return errorPage({
    ...frame,
    page: 'idp.refused',
    brand: text('idp.brand'),
    home: '#content',
    error: explain(code, frame.language),
    ...(again && { way: html`<a class="ds-button" href="${frame.url}">${text('idp.reload')}</a>` }),
  });
}
