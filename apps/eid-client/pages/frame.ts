// What the pages of eSzig Kliens share: its name at the head, the language, and the label of the demonstration.
import { html } from 'hono/html';
import { type Html, page } from '../../../io/http/index.ts';
import { eidClient as en } from '../../../lib/phrases/en/eid-client.ts';
import { eidClient as hu } from '../../../lib/phrases/hu/eid-client.ts';
import { type Language, type Speaker, speaker } from '../../../lib/phrases/index.ts';
import type { PageId } from './index.ts';

export interface Frame {
  readonly language: Language;
  /** The address of the request. */
  readonly url: string;
  /** Shown in a tab of the browser: only the demonstration world does that, and says so. */
  readonly inTab: boolean;
}

export type Say = Speaker<typeof hu>;

export function sayIn(language: Language): Say {
  return speaker(hu, en, language);
}

interface Content {
  readonly id: PageId;
  readonly state?: string;
  readonly title: string;
  readonly main: Html;
  /** Whether the page changes by itself: by its script, or without scripts by being loaded again. */
  readonly live?: boolean;
}

/** A page of the client. `main` without its label. */
export function clientPage({ id, state = 'default', title, main, live = false }: Content, { language, url, inTab }: Frame): Html {
  const say = sayIn(language);
  const label = html`<p class="ds-alert demonstration" data-color="warning">${say('client.demonstration')}</p>`;
  return page({
    page: id,
    state,
    language,
    title,
    brand: say('client.name'),
    home: url,
    url,
    main: html`${inTab ? label : ''}${main}`,
    head: html`<link rel="stylesheet" href="/window/style.css">${live ? html`<noscript><meta http-equiv="refresh" content="1"></noscript>` : ''}`,
    scripts: live ? ['live.js'] : [],
  });
}
