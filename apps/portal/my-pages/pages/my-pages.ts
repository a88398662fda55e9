// A person's own page: sign-ins with what was read each time, sessions that can be ended, language, notices.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { myPages as en } from '../../../../lib/phrases/en/my-pages.ts';
import { myPages as hu } from '../../../../lib/phrases/hu/my-pages.ts';
import { type Language, speaker } from '../../../../lib/phrases/index.ts';
import type { Account } from '../../account.ts';
import type { Notice } from '../../guide/notices.ts';
import { noticeBanner } from '../../guide/pages/notices.ts';
import { list, portalPage, sayIn, section, type View, writeTime } from '../../pages/frame.ts';
import type { OpenSession } from '../../session/own-sessions.ts';
import type { PastSignIn } from '../history.ts';

const sayMine = (language: Language) => speaker(hu, en, language);

export type Mine = {
  /** `undefined` while the identity provider cannot be asked. */
  readonly signIns: readonly PastSignIn[] | undefined;
  readonly sessions: readonly OpenSession[];
  readonly notices: readonly Notice[];
  /** A session was just ended. */
  readonly ended: boolean;
};

export function myPages(view: View & { readonly account: Account }, { signIns, sessions, notices, ended }: Mine): Html {
  const say = sayMine(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('mine.title')}</h1>
${ended ? html`<p class="ds-alert" data-color="success" role="status">${say('mine.ended')}</p>` : ''}
${noticeBanner(view.language, notices)}
${section(say('mine.sign-ins'), signIns === undefined ? html`<p class="ds-alert" data-color="warning">${say('mine.no-history')}</p>` : history(view.language, signIns))}
${section(say('mine.sessions'), openSessions(view.language, sessions))}
${section(
  say('mine.language'),
  html`<p class="ds-paragraph">${say('mine.language.text')}</p>
<p class="ds-paragraph"><a class="ds-link" href="/my-pages?lang=hu" lang="hu" hreflang="hu">Magyar</a> · <a class="ds-link" href="/my-pages?lang=en" lang="en" hreflang="en">English</a></p>`,
)}
${section(say('mine.notices'), html`<p class="ds-paragraph"><a class="ds-link" href="/notices">${say('mine.notices.all')}</a></p>`)}`;
  const state = signIns === undefined ? 'idp.down' : ended ? 'ended' : 'default';
  return portalPage(view, { id: 'portal.my-pages', state, title: say('mine.title'), main });
}

function history(language: Language, signIns: readonly PastSignIn[]): Html {
  const say = sayMine(language);
  const portal = sayIn(language);
  const role = ({ role, institution }: PastSignIn) =>
    role === undefined
      ? say('mine.as-myself')
      : [portal(`portal.role.${role}`), institution].filter((part) => part !== undefined).join(', ');
  const read = ({ read }: PastSignIn) =>
    read.length === 0 ? say('mine.read.nothing') : read.map((one) => say(`mine.read.${one}`)).join(', ');
  return html`<p class="ds-paragraph">${say('mine.sign-ins.text')}</p>
<ul class="choices">${signIns.map(
    (
      signIn,
    ) => html`<li class="ds-card"><p class="ds-paragraph"><strong>${writeTime(signIn.at, language)}</strong> – ${signIn.name[language]}</p>
<dl class="facts"><dt>${say('mine.place')}</dt><dd>${say(`mine.kind.${signIn.kind}`)}</dd>
<dt>${say('mine.role')}</dt><dd>${role(signIn)}</dd>
<dt>${say('mine.level')}</dt><dd>${signIn.acr.endsWith('/high') ? say('mine.level.high') : signIn.acr}</dd>
<dt>${say('mine.read')}</dt><dd>${read(signIn)}</dd></dl></li>`,
  )}</ul>`;
}

function openSessions(language: Language, sessions: readonly OpenSession[]): Html {
  const say = sayMine(language);
  const name = ({ device, openedAt, isThis }: OpenSession) =>
    [say(`mine.device.${device}`), writeTime(openedAt, language), ...(isThis ? [say('mine.this')] : [])].join(' – ');
  const others = sessions.filter(({ isThis }) => !isThis);
  if (others.length === 0) return html`${list(sessions.map(name))}<p class="ds-paragraph">${say('mine.sessions.only')}</p>`;
  return html`<ul class="choices">${sessions.map(
    (session) =>
      html`<li class="ds-card"><p class="ds-paragraph">${name(session)}</p>${
        session.isThis
          ? ''
          : html`<form method="post" action="/my-pages/sessions/${session.handle}/end"><button class="ds-button" data-variant="secondary" type="submit" aria-label="${`${say('mine.end')}: ${name(session)}`}">${say('mine.end')}</button></form>`
      }</li>`,
  )}</ul>
<form class="actions" method="post" action="/my-pages/sessions/end-others"><button class="ds-button" type="submit">${say('mine.end-others')}</button></form>`;
}
