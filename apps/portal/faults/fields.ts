// Fields of the fault forms: what may be typed, and which sentence says what is wrong.
import type { Clock } from '../../../lib/crypto/index.ts';
import {
  type Answers,
  isReportNumber,
  parcelItems,
  pickupWindows,
  type Question,
  questionIds,
  questions,
  symptoms,
} from '../../../lib/fault-report/index.ts';
import { parseMailAddress } from '../../../lib/person/index.ts';
import { choice, choices, day, type Field, parsed, text } from '../forms/index.ts';
import { parseSerial } from '../readers/index.ts';
import type { FaultsPhrase } from './pages/say.ts';

const wrong = <const Phrase extends FaultsPhrase>(phrase: Phrase) => ({ missing: phrase, wrong: phrase }) as const;

export const checkFields = {
  message: choice(questions.message, 'faults.check.missing'),
} as const;

/** The answers among what was typed or stands in an address; anything else is left out. */
export function answersIn(value: (question: Question) => string | undefined): Answers {
  const known = questionIds.flatMap((question) => {
    const answer = (questions[question] as readonly string[]).find((one) => one === value(question));
    return answer === undefined ? [] : [[question, answer] as const];
  });
  return Object.fromEntries(known);
}

const carried = text({ wrong: 'faults.problem.description', longest: 100 });

const dayField = day(wrong('faults.problem.pickup-day'));

/** `now`: a courier comes on days after today. */
export const reportFields = (clock: Clock) => ({
  institution: text({ ...wrong('faults.problem.institution'), pattern: /^\d{6}$/ }),
  serial: parsed(parseSerial, wrong('faults.problem.serial')) as Field<string, ReportProblem>,
  symptoms: choices(symptoms, 'faults.problem.symptoms'),
  description: text({ wrong: 'faults.problem.description', longest: 2000, lines: true }),
  reporter: text({ ...wrong('faults.problem.reporter'), longest: 100 }),
  phone: text({ ...wrong('faults.problem.phone'), longest: 30, pattern: /^\+?[\d /()-]{6,}$/ }),
  contact: contactField,
  'postal-code': text({ ...wrong('faults.problem.postal-code'), pattern: /^\d{4}$/ }),
  city: text({ ...wrong('faults.problem.city'), longest: 80 }),
  street: text({ ...wrong('faults.problem.street'), longest: 120 }),
  'pickup-day': ((typed) => {
    const read = dayField(typed);
    return 'problem' in read || courierComes(read.value, clock()) ? read : { problem: 'faults.problem.pickup-day' };
  }) satisfies typeof dayField,
  'pickup-window': choice(pickupWindows, 'faults.problem.pickup-window'),
  diagnosis: carried,
  ...(Object.fromEntries(questionIds.map((question) => [question, carried])) as Record<Question, typeof carried>),
});

/** A mail address, or nothing. */
const contactField = ([typed = '']: readonly string[]) => {
  const value = typed.trim();
  return value === '' || parseMailAddress(value) !== undefined ? { value } : ({ problem: 'faults.problem.contact' } as const);
};

export type ReportProblem =
  | `faults.problem.${'institution' | 'serial' | 'serial.open' | 'too-many' | 'symptoms' | 'description' | 'other' | 'reporter' | 'phone' | 'contact'}`
  | `faults.problem.${'postal-code' | 'city' | 'street' | 'pickup-day' | 'pickup-window'}`;

/** A working day from tomorrow and within thirty days, by the clock in Budapest. */
function courierComes(day: string, now: number): boolean {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Budapest' }).format(now);
  const ahead = (Date.parse(day) - Date.parse(today)) / 86_400_000;
  return ahead >= 1 && ahead <= 30 && ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
}

export const courierFields = {
  number: parsed(
    (typed) => (isReportNumber(typed.toUpperCase()) ? typed.toUpperCase() : undefined),
    wrong('faults.courier.problem.number'),
  ),
  serial: parsed(parseSerial, wrong('faults.courier.problem.serial')),
  items: choices(parcelItems, 'faults.courier.problem.items'),
  seal: text({ ...wrong('faults.courier.problem.seal'), pattern: /^[A-Za-z0-9-]{4,20}$/ }),
  giver: text({ ...wrong('faults.courier.problem.giver'), longest: 100 }),
  code: text({ ...wrong('faults.courier.problem.code'), pattern: /^\d{6}$/ }),
} as const;

export type CourierProblem = `faults.courier.problem.${'number' | 'serial' | 'items' | 'seal' | 'giver' | 'code'}`;

export const noteField = {
  needed: text({ missing: 'faults.act.note.missing', wrong: 'faults.act.note.long', longest: 2000, lines: true }),
  free: text({ wrong: 'faults.act.note.long', longest: 2000, lines: true }),
} as const;
