// The page of every failure: what happened, what to do, who helps, and the way back.
import { html } from 'hono/html';
import { errorPage, type Html } from '../../../io/http/index.ts';
import { type ErrorCode, explain } from '../../../lib/phrases/index.ts';
import type { View } from '../area.ts';
import { sayIn } from './frame.ts';

export function failurePage({ language, url, account }: View, code: ErrorCode): Html {
  const say = sayIn(language);
  const way = html`<a class="ds-button" href="/">${say(account === undefined ? 'office.retry' : 'office.home')}</a>`;
  return errorPage({ page: 'office.failure', language, brand: say('office.brand'), url, error: explain(code, language), way });
}
