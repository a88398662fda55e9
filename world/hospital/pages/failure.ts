// A sign-in that did not come to its end: why, and the way to try again.
import { html } from 'hono/html';
import { errorPage } from '../../../io/http/index.ts';
import { type ErrorCode, explain } from '../../../lib/phrases/index.ts';
import { type Html, sayIn, type View } from './frame.ts';

export function failurePage(view: View, code: ErrorCode, back: string): Html {
  const say = sayIn(view.language);
  return errorPage({
    ...view,
    page: 'hospital.failed',
    brand: say('hospital.brand'),
    error: explain(code, view.language),
    way: html`<a class="ds-button" href="${back}">${say('hospital.failed.back')}</a>`,
  });
}
