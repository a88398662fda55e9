// The page of every failure: what happened, what to do, who helps, and the way back.
import { html } from 'hono/html';
import { errorPage, type Html } from '../../../../io/http/index.ts';
import { type ErrorCode, explain } from '../../../../lib/phrases/index.ts';
import { sayIn, type View } from '../frame.ts';

export function failurePage({ language, url }: View, code: ErrorCode): Html {
  const say = sayIn(language);
  const way = html`<a class="ds-button" href="/">${say('portal.retry')}</a>`;
  return errorPage({ page: 'portal.failure', language, brand: say('portal.brand'), url, error: explain(code, language), way });
}
