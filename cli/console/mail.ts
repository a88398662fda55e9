// The post of the demonstration world, at /mail: every letter that an app sent, as its receiver would read it. Nothing leaves this computer.
import { Hono } from 'hono';
import { html } from 'hono/html';
import { chooseLanguage, type Html, page } from '../../io/http/index.ts';
import type { Attachment, Letter } from '../../io/mail/index.ts';
import { mailbox as en } from '../../lib/phrases/en/mailbox.ts';
import { mailbox as hu } from '../../lib/phrases/hu/mailbox.ts';
import { type Language, speaker } from '../../lib/phrases/index.ts';

/** The pages of the post, in a table of their own: the stories that send letters visit them. */
export const mailPages = [{ id: 'console.mail', path: '/mail', states: ['empty', 'received'] }] as const;

/** Routes of `/mail`; `letters` gives the newest first. A letter's address is its time, a file's its place in the letter. */
export function mailRoutes(letters: () => readonly Letter[]): Hono {
  const app = new Hono();
  app.get('/mail', (c) => c.html(mailPage(chooseLanguage(c), c.req.url, letters())));
  app.get('/mail/:letter/:file', (c) => {
    const letter = letters().at(-1 - Number(c.req.param('letter')));
    const file = letter?.attachments[Number(c.req.param('file'))];
    if (file === undefined) return c.notFound();
    return c.body(Uint8Array.from(file.content), 200, {
      'content-type': file.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  });
  return app;
}

function mailPage(language: Language, url: string, letters: readonly Letter[]): Html {
  const say = speaker(hu, en, language);
  const title = say('mailbox.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('mailbox.lead')}</p>
${letters.length === 0 ? html`<p class="ds-paragraph">${say('mailbox.none')}</p>` : ''}
${letters.map((letter, i) => drawn(letter, letters.length - 1 - i, language))}`;
  const state = letters.length === 0 ? 'empty' : 'received';
  return page({ page: 'console.mail', state, language, title, brand: say('mailbox.brand'), home: '/road', url, main });
}

function drawn({ to, from, subject, text, attachments, receivedAt }: Letter, number: number, language: Language): Html {
  const say = speaker(hu, en, language);
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Europe/Budapest' });
  const link = ({ name }: Attachment, i: number) => html`<li><a class="ds-link" href="/mail/${number}/${i}">${name}</a></li>`;
  return html`<article class="letter" data-to="${to.join(' ')}">
<h2 class="ds-heading" data-size="xs">${subject}</h2>
<p class="ds-paragraph">${say('mailbox.between', { from, to: to.join(', ') })} ${time.format(receivedAt)}</p>
<p class="ds-paragraph letter-text">${text}</p>
${attachments.length === 0 ? '' : html`<ul class="ds-list">${attachments.map(link)}</ul>`}
</article>`;
}
