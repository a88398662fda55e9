// Which account is to be linked: by profession and register number, or by an institution's invitation code.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import type { MessageOf } from '../../forms/fields.ts';
import { type FormState, formPen } from '../../forms/index.ts';
import { portalPage, type View } from '../../pages/frame.ts';
import { type accountFields, type invitationFields, registered } from '../fields.ts';
import { sayLinking } from './words.ts';

export function linkingAccountPage(view: View, state: FormState<MessageOf<typeof accountFields>>): Html {
  const say = sayLinking(view.language);
  const pen = formPen(view.language, state, (message) => say(message));
  const choices = registered.map((profession) => [profession, say(`linking.profession.${profession}`)] as const);
  const body = html`${pen.radios('profession', { label: say('linking.account.profession'), choices })}
${pen.input('number', { label: say('linking.account.number'), hint: say('linking.account.number.hint'), mode: 'numeric' })}`;
  const main = html`${pen.top()}<h1 class="ds-heading" data-size="lg">${say('linking.account.title')}</h1>
<p class="ds-paragraph">${say('linking.account.text')}</p>
${pen.form({ action: '/linking/account', submit: say('linking.account.submit'), body })}
<p class="ds-paragraph"><a class="ds-link" href="/linking/invitation">${say('linking.account.none')}</a></p>`;
  return portalPage(view, { id: 'portal.linking-account', state: pen.state, title: say('linking.account.title'), main });
}

export function linkingInvitationPage(view: View, state: FormState<MessageOf<typeof invitationFields>>): Html {
  const say = sayLinking(view.language);
  const pen = formPen(view.language, state, (message) => say(message));
  const body = pen.input('code', { label: say('linking.invitation.code'), hint: say('linking.invitation.code.hint') });
  const main = html`${pen.top()}<h1 class="ds-heading" data-size="lg">${say('linking.invitation.title')}</h1>
<p class="ds-paragraph">${say('linking.invitation.text')}</p>
${pen.form({ action: '/linking/invitation', submit: say('linking.account.submit'), body })}
<p class="ds-paragraph"><a class="ds-link" href="/linking/account">${say('linking.invitation.number')}</a></p>`;
  return portalPage(view, { id: 'portal.linking-invitation', state: pen.state, title: say('linking.invitation.title'), main });
}
