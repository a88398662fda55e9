// What every page of the identity provider is made with.
import { html } from 'hono/html';
import { type Html, page } from '../../../io/http/index.ts';
import { idp as en } from '../../../lib/phrases/en/idp.ts';
import { idp as hu } from '../../../lib/phrases/hu/idp.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';
import type { PageId } from './index.ts';

/** For whom, and at which address. */
export interface Frame {
  readonly language: Language;
  readonly url: string;
}

export const say = (language: Language) => speaker(hu, en, language);

interface Content {
  readonly id: PageId;
  readonly state?: string;
  readonly title: string;
  readonly main: Html;
  readonly head?: Html;
  readonly scripts?: readonly string[];
}

/** A page with its heading. The head of the page leads nowhere else: a sign-in under way is not to be lost by a click. */
export function framed({ language, url }: Frame, { id, title, main, ...rest }: Content): Html {
  const heading = html`<h1 class="ds-heading" data-size="lg">${title}</h1>${main}`;
  return page({ page: id, language, url, title, brand: say(language)('idp.brand'), home: '#content', main: heading, ...rest });
}

/** A button that posts to one of our own addresses. */
export function postButton(action: string, label: string, variant: 'primary' | 'secondary' = 'primary'): Html {
  return html`<form method="post" action="${action}"><button class="ds-button" data-variant="${variant}" type="submit">${label}</button></form>`;
}
