// The page of every failure: what happened, what to do, who helps, and the way back.
import { html } from 'hono/html';
import { errorPage, type Html } from '../../../../io/http/index.ts';
import { type ErrorCode, explain } from '../../../../lib/phrases/index.ts';
import { sayIn, type View } from '../frame.ts';

/** Refusals that the worker's own standing explains. */
const asksWhy: readonly ErrorCode[] = ['account.no-role', 'account.suspended', 'account.role-ended'];

export function failurePage({ language, url }: View, code: ErrorCode): Html {
  const say = sayIn(language);
  const way = html`<a class="ds-button" href="/">${say('portal.retry')}</a>
${asksWhy.includes(code) ? html`<a class="ds-button" data-variant="secondary" href="/sign-in/standing">${say('portal.why')}</a>` : ''}
${code === 'account.not-linked' ? html`<a class="ds-button" data-variant="secondary" href="/linking">${say('portal.start.first.link')}</a>` : ''}`;
  return errorPage({ page: 'portal.failure', language, brand: say('portal.brand'), url, error: explain(code, language), way });
}
