// Who asks for what, and why: the page before the PIN. Everything on it that a server sent is text, never markup. TR-03124-1 3.10.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { clientTrust as en } from '../../../lib/phrases/en/client-trust.ts';
import { clientTrust as hu } from '../../../lib/phrases/hu/client-trust.ts';
import { speaker } from '../../../lib/phrases/index.ts';
import type { PermissionRequest } from '../holder.ts';
import type { ShownRight } from '../rights.ts';
import { cancelForm } from './cancel.ts';
import { clientPage, type Frame, sayIn } from './frame.ts';
import { ruleText } from './own-frame.ts';

export function permissionPage(request: PermissionRequest, version: number, frame: Frame): Html {
  const say = sayIn(frame.language);
  const compare = speaker(hu, en, frame.language);
  const { transaction, subject, issuer, purpose, validity, bornBy, place, required, optional } = request;
  const row = (name: string, value: string | Html) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const day = (date: string) =>
    new Intl.DateTimeFormat(frame.language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  const choice = (right: ShownRight) => html`<div class="ds-field right">
<input class="ds-input" type="checkbox" id="${right}" name="right" value="${right}" checked>
<label class="ds-label" for="${right}">${say(`right.${right}`)}</label>
</div>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${say('permission.title')}</h1>
<p class="ds-paragraph">${say('permission.lead')}</p>
<dl class="who">
${transaction === undefined ? '' : row(say('permission.transaction'), html`<strong class="given-text">${transaction}</strong>`)}
${row(say('permission.subject'), subject.name)}
${row(say('permission.address'), subject.url)}
${row(say('permission.issuer'), issuer.url === undefined ? issuer.name : `${issuer.name} (${issuer.url})`)}
${row(say('permission.purpose'), html`<span class="given-text">${purpose ?? say('permission.purpose-hidden')}</span>`)}
${row(say('permission.validity'), `${day(validity.from)} – ${day(validity.to)}`)}
${bornBy === undefined ? '' : row(compare('compare.age'), compare('compare.born-by', { day: day(bornBy) }))}
${place === undefined ? '' : row(compare('compare.place'), compare('compare.community', { place }))}
</dl>
<form method="post" action="/window/answer" class="stack">
<input type="hidden" name="form" value="${version}">
${
  required.length === 0
    ? ''
    : html`<h2 class="ds-heading" data-size="2xs">${say('permission.required')}</h2>
<ul class="ds-list">${required.map((right) => html`<li>${say(`right.${right}`)}</li>`)}</ul>`
}
${
  optional.length === 0
    ? ''
    : html`<fieldset class="ds-fieldset"><legend class="ds-label">${say('permission.optional')}</legend>
<p class="ds-paragraph">${say('permission.optional-hint')}</p>${optional.map(choice)}</fieldset>`
}
<button class="ds-button" type="submit" autofocus>${say('permission.allow')}</button>
</form>
${cancelForm(say)}
${ruleText(frame.language)}`;
  return clientPage({ id: 'eid-client.permission', title: say('permission.title'), main }, frame);
}
