// Asking for readers: the form, the answers to check, how the request stands, and the kind refusal with its way out.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import type { requests } from '../../../../lib/phrases/hu/requests.ts';
import { knownReaders } from '../../../../lib/readers/index.ts';
import { checkAnswers, type FormState, formPen } from '../../forms/index.ts';
import { facts, list, portalPage, section, type View, writeTime } from '../../pages/frame.ts';
import { type ReaderRequest, sayRequests } from '../letter.ts';

export type Message = keyof typeof requests;

export const requestPath = '/reader-request';

type Asked = {
  readonly readers: number;
  readonly why: string;
  readonly name: string;
  readonly phone: string;
  readonly mail: string;
  readonly identifier: string;
};

export function askPage(view: View, ground: 'round' | 'not-one', state: FormState<Message>): Html {
  const say = sayRequests(view.language);
  const pen = formPen(view.language, state, (message) => say(message as 'request.name.missing'));
  const title = say('request.title');
  const body = html`${pen.input('readers', { label: say('request.readers'), hint: say('request.readers.hint'), mode: 'numeric' })}
${pen.area('why', { label: say('request.why'), hint: say('request.why.hint') })}
${pen.input('name', { label: say('request.name'), autocomplete: 'name' })}
${pen.input('phone', { label: say('request.phone'), hint: say('request.phone.hint'), type: 'tel', autocomplete: 'tel' })}
${pen.input('mail', { label: say('request.mail'), hint: say('request.mail.hint'), type: 'email', autocomplete: 'email' })}
${pen.input('identifier', { label: say('request.identifier'), hint: say('request.identifier.hint'), mode: 'numeric' })}`;
  const main = html`${pen.top()}<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say(`request.ground.${ground}`)}</p>
${pen.form({ action: requestPath, submit: say('request.submit'), body })}`;
  return portalPage(view, { id: 'portal.reader-request', state: pen.state === 'faulty' ? 'faulty' : ground, title, main });
}

export function checkPage(view: View, asked: Asked, answers: Parameters<typeof checkAnswers>[1]): Html {
  const say = sayRequests(view.language);
  const title = say('request.check.title');
  const rows = [
    [say('request.readers'), String(asked.readers)],
    [say('request.why'), asked.why],
    [say('request.name'), asked.name],
    [say('request.phone'), asked.phone],
    [say('request.mail'), asked.mail],
    [say('request.identifier'), asked.identifier],
  ] as const;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>${checkAnswers(view.language, answers, { action: requestPath, rows, submit: say('request.check.submit') })}`;
  return portalPage(view, { id: 'portal.reader-request-check', title, main });
}

/** How a request stands. */
export function requestPage(view: View, request: ReaderRequest): Html {
  const say = sayRequests(view.language);
  const title = say(`request.status.${request.state}`);
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${requestFacts(view, request)}
${section(say('request.next'), html`<p class="ds-paragraph">${say(`request.next.${request.state}`)}</p>`)}
<div class="actions"><a class="ds-button" data-variant="secondary" href="${requestPath}/${request.id}/letter.pdf">${say('request.letter')}</a></div>
${request.state === 'refused' ? buying(view) : ''}`;
  return portalPage(view, { id: 'portal.reader-request-sent', state: request.state, title, main });
}

export function requestFacts(view: View, request: ReaderRequest): Html {
  const say = sayRequests(view.language);
  return facts([
    [say('request.institution'), `${request.institution_name} (${request.institution})`],
    [say('request.asked-at'), writeTime(request.asked_at, view.language)],
    [say('request.readers'), String(request.readers)],
    [say('request.why'), request.why],
    [say('request.name'), request.name],
    [say('request.phone'), request.phone],
    [say('request.mail'), request.mail],
    [say('request.identifier'), `${request.authority} ${request.identifier}`],
    [say('request.answer'), request.answer ?? undefined],
  ]);
}

/** No, why, and what one can do instead. */
export function noRequestPage(view: View, why: 'has-reader' | 'not-bound', count: number): Html {
  const say = sayRequests(view.language);
  const title = say(`request.${why}.title`);
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${why === 'has-reader' ? say('request.has-reader.text', { count }) : say('request.not-bound.text')}</p>
${why === 'has-reader' ? html`<p class="ds-paragraph">${say('request.has-reader.wrong')}</p>` : ''}
${buying(view)}
<p class="ds-paragraph">${say('request.broken')} <a class="ds-link" href="/faults">${say('request.broken.link')}</a></p>`;
  return portalPage(view, { id: 'portal.reader-request', state: why, title, main });
}

function buying(view: View): Html {
  const say = sayRequests(view.language);
  const models = knownReaders.filter(({ onSale }) => onSale).map(({ model, keys }) => (keys ? say('request.buy.keys', { model }) : model));
  return section(say('request.buy'), html`<p class="ds-paragraph">${say('request.buy.text')}</p>${list(models)}`);
}
