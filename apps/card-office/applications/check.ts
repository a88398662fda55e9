// What is checked of an application: each answer by itself, and against the others. Numbers by their check digits: reference/domain.md 8.
import { type CardKind, cardKinds, expiryOf, hasChip, mayHave, type RegisteredHolder } from '../../../lib/card-lifecycle/index.ts';
import {
  type CalendarDate,
  contentOfPersonalIdentifier,
  dateOfBirthInTaxIdentifier,
  parseCalendarDate,
  parseMailAddress,
  parsePersonalIdentifier,
  parseTaj,
  parseTaxIdentifier,
} from '../../../lib/person/index.ts';

/** The answers of an application, as they were typed; a field that was not answered is missing or empty. */
export type Answers = Readonly<Partial<Record<Field, string>>>;

/** The steps of an application, one page each, and what each asks. */
export const steps = {
  person: ['family', 'given', 'title', 'birthName', 'motherName', 'dateOfBirth', 'placeOfBirth', 'sex'],
  numbers: ['personalId', 'taj', 'taxId'],
  address: ['street', 'city', 'postalCode', 'email'],
  card: ['kind', 'told'],
  functions: ['signature', 'fingerprints'],
  delivery: ['delivery'],
} as const;

export type Step = keyof typeof steps;
export type Field = (typeof steps)[Step][number];
export const stepNames = Object.keys(steps) as readonly Step[];

/** What can be wrong; each has its phrase. */
export type Fault =
  | 'missing'
  | 'name'
  | 'date'
  | 'date-to-come'
  | 'choose'
  | 'taj'
  | 'tax-id'
  | 'tax-id-birth'
  | 'personal-id'
  | 'personal-id-birth'
  | 'personal-id-sex'
  | 'postal-code'
  | 'email'
  | 'too-young'
  | 'told';

export type Faults = Partial<Record<Field, Fault>>;

const name = /^[\p{Script=Latin} .'’-]{1,120}$/u;
const place = /^[\p{Script=Latin}\d ./,'’()-]{1,120}$/u;

type Check = (value: string, answers: Answers, today: CalendarDate) => Fault | undefined;

const needed =
  (pattern: RegExp, fault: Fault = 'name'): Check =>
  (value) =>
    value === '' ? 'missing' : pattern.test(value) ? undefined : fault;
const optional =
  (check: Check): Check =>
  (value, answers, today) =>
    value === '' ? undefined : check(value, answers, today);
const oneOf =
  (...choices: readonly string[]): Check =>
  (value) =>
    choices.includes(value) ? undefined : 'choose';

const checks: Readonly<Record<Field, Check>> = {
  family: needed(name),
  given: needed(name),
  title: optional(needed(name)),
  birthName: needed(name),
  motherName: needed(name),
  dateOfBirth: (value, _, today) => {
    const date = parseCalendarDate(value);
    if (date === undefined) return value === '' ? 'missing' : 'date';
    return date > today ? 'date-to-come' : undefined;
  },
  placeOfBirth: needed(place),
  sex: oneOf('F', 'M'),
  personalId: (value, { dateOfBirth, sex }) => {
    const number = parsePersonalIdentifier(value);
    if (number === undefined) return value === '' ? 'missing' : 'personal-id';
    const content = contentOfPersonalIdentifier(number);
    if (content.dateOfBirth !== dateOfBirth) return 'personal-id-birth';
    return content.sex === sex ? undefined : 'personal-id-sex';
  },
  taj: (value) => (parseTaj(value) !== undefined ? undefined : value === '' ? 'missing' : 'taj'),
  taxId: optional((value, { dateOfBirth }) => {
    const number = parseTaxIdentifier(value);
    if (number === undefined) return 'tax-id';
    return dateOfBirthInTaxIdentifier(number) === dateOfBirth ? undefined : 'tax-id-birth';
  }),
  street: needed(place),
  city: needed(place),
  postalCode: needed(/^\d{4}$/, 'postal-code'),
  email: optional((value) => (parseMailAddress(value) === undefined ? 'email' : undefined)),
  kind: (value, { dateOfBirth }, today) => {
    if (!isKind(value)) return 'choose';
    const date = parseCalendarDate(dateOfBirth ?? '');
    return date !== undefined && mayHave(value, date, today) ? undefined : 'too-young';
  },
  told: (value, { kind = '' }) => (isKind(kind) && !hasChip(kind) && value !== 'yes' ? 'told' : undefined),
  signature: () => undefined,
  fingerprints: () => undefined,
  delivery: oneOf('window', 'post'),
};

/** What is wrong with the fields of a step; nothing is an empty record. */
export function faultsOf(step: Step, answers: Answers, today: CalendarDate): Faults {
  const wrong = steps[step].flatMap((field) => {
    const fault = checks[field](answers[field] ?? '', answers, today);
    return fault === undefined ? [] : [[field, fault] as const];
  });
  return Object.fromEntries(wrong);
}

/** The first step that is not in order; `undefined` when all are. */
export function firstOpenStep(answers: Answers, today: CalendarDate): Step | undefined {
  return stepNames.find((step) => Object.keys(faultsOf(step, answers, today)).length > 0);
}

/** The answers of a step as they are kept: trimmed, composed, numbers in their one spelling. */
export function tidied(step: Step, typed: Readonly<Record<string, unknown>>): Answers {
  const spelled: Partial<Record<Field, (text: string) => string | undefined>> = {
    taj: parseTaj,
    taxId: parseTaxIdentifier,
    personalId: parsePersonalIdentifier,
  };
  return Object.fromEntries(
    steps[step].map((field) => {
      const value = typed[field];
      const text = typeof value === 'string' ? value.normalize('NFC').trim().replace(/\s+/g, ' ').slice(0, 200) : '';
      return [field, spelled[field]?.(text) ?? text];
    }),
  );
}

/** What an application in order asks for: the person, and the card. */
export interface Wish {
  readonly holder: RegisteredHolder;
  readonly kind: CardKind;
  readonly signature: boolean;
}

/** The wish of answers that have no fault. */
export function wishOf(answers: Answers): Wish {
  const text = (field: Field) => answers[field] ?? '';
  const given = (field: Field) => (text(field) === '' ? undefined : text(field));
  const kind = text('kind') as CardKind;
  return {
    kind,
    signature: hasChip(kind) && text('signature') === 'yes',
    holder: {
      family: text('family'),
      given: text('given'),
      birthName: text('birthName'),
      motherName: text('motherName'),
      dateOfBirth: text('dateOfBirth') as CalendarDate,
      placeOfBirth: text('placeOfBirth'),
      sex: text('sex') as 'F' | 'M',
      nationality: 'HUN',
      street: text('street'),
      city: text('city'),
      postalCode: text('postalCode'),
      country: 'HUN',
      ...((title) => title && { title })(given('title')),
      ...((email) => email && { email })(given('email')),
      ...((taj) => taj && { taj })(parseTaj(text('taj'))),
      ...((taxId) => taxId && { taxId })(parseTaxIdentifier(text('taxId'))),
      ...((personalId) => personalId && { personalId })(parsePersonalIdentifier(text('personalId'))),
    },
  };
}

/** The last day of the card that is asked for, were it issued on this day; `undefined` when it has none. */
export function expiryWished({ kind = '', dateOfBirth = '' }: Answers, today: CalendarDate): CalendarDate | undefined {
  const date = parseCalendarDate(dateOfBirth);
  return isKind(kind) && date !== undefined ? expiryOf(kind, date, today) : undefined;
}

export function isKind(text: string): text is CardKind {
  return cardKinds.some((kind) => kind === text);
}
