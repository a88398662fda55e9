// The forms about roles, drawn.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { type MatrixErrorCode, professions } from '../../../../lib/entitlement/index.ts';
import { explain, type Language } from '../../../../lib/phrases/index.ts';
import { type FormState, formPen } from '../../forms/index.ts';
import type { InstitutionMatrix, MatrixEntry, MatrixWorker, PendingWish } from '../../matrix.ts';
import { facts, portalPage, sayIn, type View, writeTime } from '../../pages/frame.ts';
import type { Message } from '../fields.ts';
import { sayEntitlements, writeDays } from './words.ts';

const messageIn = (language: Language) => (message: Message) => {
  if (!message.startsWith('matrix.')) return sayEntitlements(language)(message as 'find.number.wrong');
  const { title, nextStep } = explain(message as MatrixErrorCode, language);
  return `${title}. ${nextStep}`;
};

const pen = (view: View, state: FormState<Message>) => formPen(view.language, state, messageIn(view.language));

type Drawn = {
  readonly id: string;
  readonly state: string;
  readonly title: string;
  readonly top: Html;
  readonly lead?: Html;
  readonly form: Html;
};

const formPage = (view: View, { id, state, title, top, lead, form }: Drawn) =>
  portalPage(view, { id, state, title, main: html`${top}<h1 class="ds-heading" data-size="lg">${title}</h1>${lead ?? ''}${form}` });

export function findPage(view: View, state: FormState<Message>): Html {
  const say = sayEntitlements(view.language);
  const draw = pen(view, state);
  const body = draw.input('number', { label: say('find.number'), hint: say('find.number.hint'), mode: 'numeric' });
  const form = draw.form({ action: '/people/new', submit: say('find.next'), body });
  return formPage(view, { id: 'portal.people-find', state: draw.state, title: say('find.title'), top: draw.top(), form });
}

export function grantPage(
  view: View,
  state: FormState<Message>,
  { matrix, person, own, action }: { matrix: InstitutionMatrix; person: { readonly name: string }; own: boolean; action: string },
): Html {
  const say = sayEntitlements(view.language);
  const portal = sayIn(view.language);
  const draw = pen(view, state);
  const title = say('grant.title');
  const body = html`${draw.radios('role', { label: say('grant.role'), choices: matrix.grantable.map((role) => [role, portal(`portal.role.${role}`)] as const) })}
${draw.select('unit', { label: say('grant.unit'), choices: matrix.units.map(({ id, name }) => [id, `${name} (${id})`] as const) })}
${draw.tick('substitute', { label: say('grant.substitute') })}
${draw.input('from', { label: say('grant.from'), hint: say('grant.from.hint'), type: 'date' })}
${draw.input('until', { label: say('grant.until'), hint: say('grant.until.hint'), type: 'date' })}
${draw.input('supervisor', { label: say('grant.supervisor'), hint: say('grant.supervisor.hint'), mode: 'numeric' })}
${draw.input('reason', { label: say('grant.reason'), hint: say('grant.reason.hint') })}`;
  const lead = html`<p class="ds-paragraph"><strong>${person.name}</strong></p>${own ? html`<p class="ds-alert" data-color="warning">${say('grant.self')}</p>` : ''}`;
  const form = draw.form({ action, submit: say('grant.submit'), body });
  return formPage(view, {
    id: 'portal.grant',
    state: draw.state === 'faulty' ? 'faulty' : own ? 'own' : 'default',
    title,
    top: draw.top(),
    lead,
    form,
  });
}

export function takeAwayPage(
  view: View,
  state: FormState<Message>,
  { matrix, person, entries, action }: { matrix: InstitutionMatrix; person: MatrixWorker; entries: readonly MatrixEntry[]; action: string },
): Html {
  const say = sayEntitlements(view.language);
  const draw = pen(view, state);
  const choices = entries.map((entry) => [`${entry.role}@${entry.unit}`, label(view, matrix, entry)] as const);
  const body = html`${draw.radios('entry', { label: say('take-away.entry'), choices })}
${draw.input('reason', { label: say('grant.reason'), hint: say('grant.reason.hint') })}`;
  const lead = html`<p class="ds-paragraph"><strong>${person.name}</strong></p><p class="ds-paragraph">${say('take-away.text')}</p>`;
  const form = draw.form({ action, submit: say('take-away.submit'), body });
  return formPage(view, { id: 'portal.take-away', state: draw.state, title: say('take-away.title'), top: draw.top(), lead, form });
}

const label = (view: View, { units }: InstitutionMatrix, { role, unit }: Pick<MatrixEntry, 'role' | 'unit'>) =>
  `${sayIn(view.language)(`portal.role.${role}`)}, ${units.find(({ id }) => id === unit)?.name ?? unit}`;

export function decidePage(
  view: View,
  state: FormState<Message>,
  { matrix, wish, action }: { matrix: InstitutionMatrix; wish: PendingWish; action: string },
): Html {
  const say = sayEntitlements(view.language);
  const draw = pen(view, state);
  const lead = facts([
    [say('people.name'), matrix.workers.find(({ id }) => id === wish.worker)?.name ?? wish.worker],
    [say('grant.role'), label(view, matrix, wish)],
    [say('standing.days'), writeDays(wish, view.language) ?? say('standing.unlimited')],
    [say('decide.asked-by'), wish.askedBy.name],
    [say('decide.asked-at'), writeTime(Date.parse(wish.askedAt), view.language)],
    [say('grant.reason'), wish.reason],
  ]);
  const choices = [['approve', say('decide.approve')] as const, ['refuse', say('decide.refuse')] as const];
  const body = html`${draw.radios('decision', { label: say('decide.choice'), choices })}${draw.input('reason', { label: say('grant.reason'), hint: say('grant.reason.hint') })}`;
  const form = draw.form({ action, submit: say('decide.submit'), body });
  return formPage(view, { id: 'portal.decide', state: draw.state, title: say('decide.title'), top: draw.top(), lead, form });
}

export function staffPage(view: View, state: FormState<Message>): Html {
  const say = sayEntitlements(view.language);
  const draw = pen(view, state);
  const choices = professions.map((profession) => [profession, say(`profession.${profession}`)] as const);
  const body = html`${draw.input('name', { label: say('staff.name'), hint: say('staff.name.hint') })}${draw.radios('profession', { label: say('staff.profession'), choices })}`;
  const lead = html`<p class="ds-paragraph">${say('staff.text')}</p>`;
  const form = draw.form({ action: '/people/staff', submit: say('staff.submit'), body });
  return formPage(view, { id: 'portal.staff-new', state: draw.state, title: say('staff.title'), top: draw.top(), lead, form });
}
