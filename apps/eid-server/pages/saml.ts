// What a person meets whom a service provider sends by SAML: the page that leaves for the client, the one that leads back, and the one that says why not.
import { html } from 'hono/html';
import { activation, errorPage, type Html, page } from '../../../io/http/index.ts';
import { saml as en } from '../../../lib/phrases/en/saml.ts';
import { saml as hu } from '../../../lib/phrases/hu/saml.ts';
import { explain, type Language, speaker } from '../../../lib/phrases/index.ts';
import type { SamlRefusal } from '../saml/refusal.ts';

/** For whom, and at which address. */
export interface Frame {
  readonly language: Language;
  readonly url: string;
}

const say = (language: Language) => speaker(hu, en, language);

// The head of a page leads nowhere: what is under way is not to be lost by a click.
const frameOf = ({ language, url }: Frame) => ({ language, url, brand: say(language)('saml.brand'), home: '#content' });

/**
 * @param cancel our own address that leads back to the service provider
 * @param address of the client with the address of the TC token; without it the token has been fetched, and the page offers only the way back
 */
export function signInPage(frame: Frame, cancel: string, address?: string): Html {
  const text = say(frame.language);
  const back = html`<form method="post" action="${cancel}"><button class="ds-button" data-variant="secondary" type="submit">${text('saml.back')}</button></form>`;
  const ways = address === undefined ? back : html`<a class="ds-button" href="${address}">${text('saml.again')}</a>${back}`;
  const { main, title, ...rest } = activation(frame.language, ways, address);
  return page({ ...frameOf(frame), page: 'eid-server.saml-sign-in', title, main: headed(title, main), ...rest });
}

/** A form that the browser sends by itself, or the person by its button. */
export function leavingPage(frame: Frame, action: string, fields: Readonly<Record<string, string>>): Html {
  const text = say(frame.language);
  const title = text('saml.leaving.title');
  const hidden = Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  const main = html`<p class="ds-paragraph">${text('saml.leaving.text')}</p>
<form id="leaving" method="post" action="${action}">${hidden}<button class="ds-button" type="submit">${text('saml.leaving.button')}</button></form>`;
  return page({ ...frameOf(frame), page: 'eid-server.saml-leaving', title, main: headed(title, main), scripts: ['leaving.js'] });
}

/** Nothing was sent to anybody. */
export function refusedPage(frame: Frame, code: SamlRefusal): Html {
  return errorPage({ ...frameOf(frame), page: 'eid-server.saml-refused', error: explain(code, frame.language) });
}

function headed(title: string, main: Html): Html {
  return html`<h1 class="ds-heading" data-size="lg">${title}</h1>${main}`;
}
