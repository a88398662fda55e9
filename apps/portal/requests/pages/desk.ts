// The service desk's two pages about reader requests: those that wait, and one to decide.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { type FormState, formPen } from '../../forms/index.ts';
import { facts, portalPage, type View, writeTime } from '../../pages/frame.ts';
import { type ReaderRequest, sayRequests } from '../letter.ts';
import { type Message, requestFacts } from './ask.ts';

export function requestsPage(view: View, waiting: readonly ReaderRequest[], decided: boolean): Html {
  const say = sayRequests(view.language);
  const title = say('requests.title');
  const items = waiting.map(
    (request) => html`<li class="ds-card"><p class="ds-paragraph"><strong>${request.institution_name} (${request.institution})</strong><br>
${writeTime(request.asked_at, view.language)} · ${say('request.readers')} ${request.readers}</p>
<a class="ds-button" data-variant="secondary" href="/desk/reader-requests/${request.id}">${say('requests.look')}</a></li>`,
  );
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${decided ? html`<p class="ds-alert" data-color="success" role="status">${say('requests.decided')}</p>` : ''}
${items.length === 0 ? html`<p class="ds-paragraph">${say('requests.none')}</p>` : html`<ul class="choices">${items}</ul>`}`;
  return portalPage(view, { id: 'portal.desk-requests', state: items.length === 0 ? 'empty' : 'default', title, main, wide: true });
}

export function decideRequestPage(view: View, request: ReaderRequest, inStock: number, state: FormState<Message>): Html {
  const say = sayRequests(view.language);
  const pen = formPen(view.language, state, (message) => say(message as 'requests.answer.missing'));
  const title = say('requests.decide.title');
  const choices = [['grant', say('requests.grant')] as const, ['refuse', say('requests.refuse')] as const];
  const body = html`${pen.radios('decision', { label: say('requests.decision'), choices })}${pen.area('answer', { label: say('requests.answer') })}`;
  const main = html`${pen.top()}<h1 class="ds-heading" data-size="lg">${title}</h1>${requestFacts(view, request)}
${facts([[say('requests.stock.now'), String(inStock)]])}
${pen.form({ action: `/desk/reader-requests/${request.id}`, submit: say('requests.submit'), body })}`;
  return portalPage(view, { id: 'portal.desk-request', state: pen.state, title, main });
}
