// The shape of every worker's landing page: a greeting, where one works now, what matters first, and whatever else the page adds.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { Worker } from '../account.ts';
import { list, portalPage, sayIn, section, type View, wayOn, workplace } from './frame.ts';

export type WorkerView = View & { readonly account: Worker };

export type WorkerHome = {
  readonly id: string;
  readonly state?: string;
  readonly title: string;
  readonly now: string;
  readonly first: string;
  readonly points: readonly string[];
  /** Between the workplace and the points. */
  readonly more?: Html;
};

export function workerHome(view: WorkerView, { id, state, title, now, first, points, more }: WorkerHome): Html {
  const say = sayIn(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${section(now, workplace(say, view.language, view.account))}
${more ?? ''}
${section(first, list(points))}
${wayOn(say, view.account)}`;
  return portalPage(view, { id, ...(state === undefined ? {} : { state }), title, main });
}
