// The pages of an application: one thing per page, then the answers to check, then what happens next.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { type CardKind, cardKinds, expiryOf, hasChip, mayHave } from '../../../lib/card-lifecycle/index.ts';
import { ageOn, type CalendarDate, fullName, parseCalendarDate, writeDate } from '../../../lib/person/index.ts';
import { officeApplication as en } from '../../../lib/phrases/en/office-application.ts';
import { officeApplication as hu } from '../../../lib/phrases/hu/office-application.ts';
import { type Language, type Speaker, speaker } from '../../../lib/phrases/index.ts';
import type { View } from '../area.ts';
import { type Filled, formPen, type Pen } from '../pages/form.ts';
import { facts, officePage, section } from '../pages/frame.ts';
import type { Application } from './applications.ts';
import { type Answers, expiryWished, type Faults, type Field, isKind, type Step, stepNames, steps } from './check.ts';

type Say = Speaker<typeof hu>;
const sayIn = (language: Language): Say => speaker(hu, en, language);

const labels = {
  family: 'application.family',
  given: 'application.given',
  title: 'application.title-field',
  birthName: 'application.birthName',
  motherName: 'application.motherName',
  dateOfBirth: 'application.dateOfBirth',
  placeOfBirth: 'application.placeOfBirth',
  sex: 'application.sex',
  personalId: 'application.personalId',
  taj: 'application.taj',
  taxId: 'application.taxId',
  street: 'application.street',
  city: 'application.city',
  postalCode: 'application.postalCode',
  email: 'application.email',
  kind: 'application.kind',
  told: 'application.told',
  signature: 'application.signature',
  fingerprints: 'application.fingerprints',
  delivery: 'application.delivery',
} as const satisfies Readonly<Record<Field, keyof typeof hu>>;

export interface StepView {
  readonly application: Pick<Application, 'id' | 'version' | 'answers'>;
  readonly step: Step;
  /** What was typed last, where it was refused. */
  readonly typed?: Answers;
  readonly faults: Faults;
  readonly today: CalendarDate;
}

/** One step: its fields, with what is wrong with them. */
export function stepPage(view: View, { application, step, typed, faults, today }: StepView): Html {
  const say = sayIn(view.language);
  const answers = { ...application.answers, ...typed };
  const pen = formPen(view.language, { typed: answers as Filled['typed'], faults: told(say, faults) });
  const at = stepNames.indexOf(step);
  const before = stepNames[at - 1];
  const main = html`${pen.summary()}
<p class="ds-paragraph" data-size="sm">${say('application.step', { at: at + 1, of: stepNames.length })}</p>
<h1 class="ds-heading" data-size="lg">${say(`application.${step}.title`)}</h1>
<form class="stack" method="post" action="/applications/${application.id}/${step}">
<input type="hidden" name="version" value="${application.version}">
${drawn[step]({ say, pen, answers, today, language: view.language })}
<div class="actions"><button class="ds-button" type="submit">${say('application.next')}</button>
${before === undefined ? '' : html`<a class="ds-button" data-variant="tertiary" href="/applications/${application.id}/${before}">${say('application.back')}</a>`}</div>
</form>`;
  const state = Object.keys(faults).length > 0 ? 'refused' : step;
  return officePage(view, { id: 'office.application', state, title: say(`application.${step}.title`), main });
}

function told(say: Say, faults: Faults): Record<string, string> {
  const sentence = (field: Field) => {
    const fault = faults[field];
    if (fault === undefined) return '';
    return fault === 'told' ? say('application.fault.told') : say(`application.fault.${fault}`, { field: say(labels[field]) });
  };
  return Object.fromEntries((Object.keys(faults) as Field[]).map((field) => [field, sentence(field)]));
}

interface Drawing {
  readonly say: Say;
  readonly pen: Pen;
  readonly answers: Answers;
  readonly today: CalendarDate;
  readonly language: Language;
}

const drawn: Readonly<Record<Step, (drawing: Drawing) => Html>> = {
  person: ({ say, pen }) => html`<p class="ds-paragraph">${say('application.person.lead')}</p>
${pen.input('family', { label: say('application.family') })}
${pen.input('given', { label: say('application.given') })}
${pen.input('title', { label: say('application.title-field'), hint: say('application.optional') })}
${pen.input('birthName', { label: say('application.birthName') })}
${pen.input('motherName', { label: say('application.motherName') })}
${pen.input('dateOfBirth', { label: say('application.dateOfBirth'), hint: say('application.dateOfBirth.hint') })}
${pen.input('placeOfBirth', { label: say('application.placeOfBirth') })}
${pen.radios('sex', {
  label: say('application.sex'),
  choices: [
    ['F', say('application.sex.F')],
    ['M', say('application.sex.M')],
  ],
})}`,

  numbers: ({ say, pen }) => html`<p class="ds-paragraph">${say('application.numbers.lead')}</p>
${pen.input('personalId', { label: say('application.personalId'), hint: say('application.personalId.hint'), numeric: true })}
${pen.input('taj', { label: say('application.taj'), hint: say('application.taj.hint'), numeric: true })}
${pen.input('taxId', { label: say('application.taxId'), hint: say('application.taxId.hint'), numeric: true })}`,

  address: ({ say, pen }) => html`${pen.input('street', { label: say('application.street') })}
${pen.input('city', { label: say('application.city') })}
${pen.input('postalCode', { label: say('application.postalCode'), numeric: true })}
${pen.input('email', { label: say('application.email'), hint: say('application.optional'), type: 'email' })}`,

  card: ({ say, pen, answers, today, language }) => {
    const born = parseCalendarDate(answers.dateOfBirth ?? '');
    const choice = (kind: CardKind) => [kind, say(`application.kind.${kind}`), textOf(kind)] as const;
    const until = (kind: CardKind) => {
      const day = born && expiryOf(kind, born, today);
      return day === undefined ? '' : writeDate(day, language);
    };
    const textOf = (kind: CardKind) =>
      kind === 'without-expiry'
        ? say('application.kind.without-expiry.text')
        : say(`application.kind.${kind}.text`, { until: until(kind) });
    return html`${born === undefined ? '' : html`<p class="ds-paragraph">${say('application.card.age', { age: ageOn(born, today) })}</p>`}
${pen.radios('kind', {
  label: say('application.kind'),
  choices: cardKinds.filter((kind) => born !== undefined && mayHave(kind, born, today)).map(choice),
})}
${pen.tick('told', { label: say('application.told'), hint: say('application.told.hint') })}`;
  },

  functions: ({ say, pen, answers }) =>
    isKind(answers.kind ?? '') && !hasChip(answers.kind as CardKind)
      ? html`<p class="ds-paragraph">${say('application.functions.none')}</p>`
      : html`<p class="ds-paragraph">${say('application.functions.identification')}</p>
${pen.tick('signature', { label: say('application.signature'), hint: say('application.signature.hint') })}
${pen.tick('fingerprints', { label: say('application.fingerprints'), hint: say('application.fingerprints.hint') })}`,

  delivery: ({ say, pen }) =>
    pen.radios('delivery', {
      label: say('application.delivery'),
      choices: [
        ['window', say('application.delivery.window')],
        ['post', say('application.delivery.post')],
      ],
    }),
};

/** All answers, with a way back to each, and the submit. */
export function checkPage(view: View, { id, version, answers }: Application, today: CalendarDate): Html {
  const say = sayIn(view.language);
  const until = expiryWished(answers, today);
  const part = (step: Step) =>
    section(
      say(`application.${step}.title`),
      html`${facts(steps[step].filter((field) => field !== 'told').map((field) => [say(labels[field]), written(say, field, answers, view.language)]))}
<p><a class="ds-link" href="/applications/${id}/${step}" aria-label="${say('application.check.change')}: ${say(`application.${step}.title`)}">${say('application.check.change')}</a></p>`,
    );
  const main = html`<h1 class="ds-heading" data-size="lg">${say('application.check.title')}</h1>
<p class="ds-paragraph">${say('application.check.lead')}</p>
${stepNames.map(part)}
${facts([[say('application.check.expires'), until === undefined ? say('application.check.never') : writeDate(until, view.language)]])}
<div class="actions">${submit(`/applications/${id}/check`, version, say('application.check.submit'), 'primary')}${submit(`/applications/${id}/withdraw`, version, say('application.withdraw'), 'tertiary')}</div>`;
  return officePage(view, { id: 'office.application', state: 'check', title: say('application.check.title'), main });
}

function written(say: Say, field: Field, answers: Answers, language: Language): string {
  const value = answers[field] ?? '';
  if (field === 'signature' || field === 'fingerprints') return say(value === 'yes' ? 'application.check.yes' : 'application.check.no');
  if (value === '') return say('application.check.none');
  if (field === 'sex') return say(value === 'F' ? 'application.sex.F' : 'application.sex.M');
  if (field === 'delivery') return say(value === 'post' ? 'application.delivery.post' : 'application.delivery.window');
  if (field === 'kind') return isKind(value) ? say(`application.kind.${value}`) : value;
  const day = field === 'dateOfBirth' ? parseCalendarDate(value) : undefined;
  return day === undefined ? value : writeDate(day, language);
}

/** After the submit: what happens next, and the button that makes it happen. */
export function submittedPage(view: View, { id, version, answers }: Application): Html {
  const say = sayIn(view.language);
  const chip = isKind(answers.kind ?? '') && hasChip(answers.kind as CardKind);
  const points = chip
    ? [say('application.submitted.make'), say('application.submitted.codes'), say('application.submitted.hand')]
    : [say('application.submitted.paper'), say('application.kind.without-expiry.text')];
  const main = html`<h1 class="ds-heading" data-size="lg">${say('application.submitted.title')}</h1>
<p class="ds-paragraph">${nameIn(answers)}</p>
${section(say('application.submitted.next'), html`<ol class="ds-list">${points.map((point) => html`<li>${point}</li>`)}</ol>`)}
<div class="actions">${submit(`/applications/${id}/issue`, version, say('application.submitted.issue'), 'primary')}${submit(`/applications/${id}/withdraw`, version, say('application.withdraw'), 'tertiary')}</div>`;
  const state = chip ? 'submitted' : 'submitted-no-chip';
  return officePage(view, { id: 'office.application', state, title: say('application.submitted.title'), main });
}

/** Who an application is for, as far as that is known. */
export function nameIn({ title = '', family = '', given = '' }: Answers): string {
  return fullName({ family, given, ...(title !== '' && { title }) }).trim();
}

function submit(action: string, version: number, text: string, variant: 'primary' | 'tertiary'): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="version" value="${version}"><button class="ds-button" data-variant="${variant}" type="submit">${text}</button></form>`;
}
