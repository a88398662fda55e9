// The ends: why it stopped and what to do, a window that has nothing more to say, and the answer to a request that leads nowhere.
import { html } from 'hono/html';
import { errorPage, errorText, type Html } from '../../../io/http/index.ts';
import { clientTrust as en } from '../../../lib/phrases/en/client-trust.ts';
import { clientTrust as hu } from '../../../lib/phrases/hu/client-trust.ts';
import { type ErrorCode, explain, speaker } from '../../../lib/phrases/index.ts';
import { status } from '../version.ts';
import { careIn } from './card-frame.ts';
import { clientPage, type Frame, sayIn } from './frame.ts';
import { ownIn } from './own-frame.ts';

/** `next` is where a tab goes on; a window of its own is closed instead. */
export function resultPage(
  { code, neededVersion }: { readonly code: ErrorCode; readonly neededVersion?: string },
  next: string | undefined,
  frame: Frame,
): Html {
  const say = sayIn(frame.language);
  const error = explain(code, frame.language);
  const way =
    next === undefined
      ? html`<form method="post" action="/window/close"><button class="ds-button" type="submit">${say('client.close')}</button></form>`
      : html`<a class="ds-button" href="${next}">${say('client.back')}</a>`;
  const versions = neededVersion === undefined ? '' : versionsText(neededVersion, frame);
  const main = html`${errorText(error, frame.language, html`${repair(code, frame)}${way}`)}${versions}<p class="ds-paragraph">${say('result.next')}</p>
<p class="ds-paragraph"><a class="ds-link" href="/window/diagnosis">${ownIn(frame.language)('own.diagnosis')}</a></p>`;
  return clientPage({ id: 'eid-client.result', state: code, title: error.title, main }, frame);
}

/** Which version this is, and which one would do. */
function versionsText(needed: string, { language }: Frame): Html {
  const say = speaker(hu, en, language);
  return html`<p class="ds-paragraph">${say('version.here', { version: status['Implementation-Version'] })}<br>${say('version.needed', { version: needed })}</p>`;
}

/** What the holder can mend here and now. */
const repairs = { 'pin.not-activated': 'activate', 'pin.blocked': 'unblock' } as const;

function repair(code: ErrorCode, { language }: Frame): Html | '' {
  if (code !== 'pin.not-activated' && code !== 'pin.blocked') return '';
  const task = repairs[code];
  return html`<form method="post" action="/window/codes"><input type="hidden" name="task" value="${task}"><button class="ds-button" type="submit">${careIn(language)(`client.${task}-now`)}</button></form>`;
}

export function closedPage(frame: Frame): Html {
  const say = sayIn(frame.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('closed.title')}</h1><p class="ds-paragraph">${say('closed.text')}</p>`;
  return clientPage({ id: 'eid-client.closed', title: say('closed.title'), main }, frame);
}

/** `opened`: the window in which the person goes on is a window of its own. */
export function homePage(frame: Frame, opened = false): Html {
  const say = sayIn(frame.language);
  const care = careIn(frame.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('home.title')}</h1>
<p class="ds-paragraph">${say('home.text')}</p>
${
  opened
    ? html`<p class="ds-alert" data-color="info">${care('client.manage-opened')}</p>`
    : html`<p class="actions"><a class="ds-button" href="/eID-Client?ShowUI=PINManagement">${care('client.manage')}</a></p>`
}
<p class="ds-paragraph">${say('home.version', { version: status['Implementation-Version'] })}</p>`;
  return clientPage({ id: 'eid-client.home', title: say('home.title'), main }, frame);
}

/** In the browser, instead of a redirect: the request led nowhere. */
export function failurePage(code: ErrorCode, frame: Frame): Html {
  const { language, url } = frame;
  return errorPage({
    page: 'eid-client.failure',
    language,
    url,
    brand: sayIn(language)('client.name'),
    home: url,
    error: explain(code, language),
  });
}
