// Is it the reader at all? Card, PIN, driver, client and network trouble is told apart before a courier is sent: from the client's diagnosis
// file, or from seven questions. Both are tables.
import { type CauseCode, type Diagnosis, resultOf, type Trouble } from '../diagnosis/index.ts';

/** Each question with its answers, in the order in which they are asked. */
export const questions = {
  /** What does eSzig Kliens say? */
  message: ['nothing', 'pin', 'card', 'no-reader', 'no-service', 'not-started'],
  /** Is something broken off, wet or bent? */
  damage: ['yes', 'no'],
  /** Does a light come on when the cable is put in? */
  light: ['yes', 'no', 'none'],
  /** Was another USB socket tried? */
  socket: ['yes', 'no'],
  /** Does the reader work at another computer? */
  computer: ['yes', 'no', 'untried'],
  /** Does another card work in this reader? */
  card: ['yes', 'no', 'untried'],
} as const;

export type Question = keyof typeof questions;

export const questionIds = Object.keys(questions) as readonly Question[];

/** What was answered; a question may stay open. */
export type Answers = { readonly [Id in Question]?: (typeof questions)[Id][number] | undefined };

export interface Outcome {
  /** Where the trouble lies; `unclear` when nobody can say from afar. */
  readonly trouble: Trouble | 'unclear' | 'none';
  /** Whether a courier may be ordered without the desk having looked into it. */
  readonly courier: boolean;
}

const elsewhere = (trouble: Outcome['trouble']) => ({ trouble, courier: false }) as const;
const broken = { trouble: 'reader', courier: true } as const;

export const outcomes = {
  'reader-damaged': broken,
  'reader-dead': broken,
  'reader-unseen': broken,
  'reader-reads-no-card': broken,
  'reader-unfit': elsewhere('reader'),
  socket: elsewhere('computer'),
  computer: elsewhere('computer'),
  card: elsewhere('card'),
  pin: elsewhere('pin'),
  driver: elsewhere('driver'),
  client: elsewhere('client'),
  network: elsewhere('network'),
  service: elsewhere('service'),
  'no-fault': elsewhere('none'),
  unclear: elsewhere('unclear'),
} as const satisfies Record<string, Outcome>;

export type OutcomeId = keyof typeof outcomes;

export const outcomeIds = Object.keys(outcomes) as readonly OutcomeId[];

/** From above: the first row whose answers were all given decides. */
const rules: readonly (readonly [when: Answers, then: OutcomeId])[] = [
  [{ damage: 'yes' }, 'reader-damaged'],
  [{ message: 'pin' }, 'pin'],
  [{ message: 'no-service' }, 'network'],
  [{ message: 'not-started' }, 'client'],
  [{ card: 'yes', message: 'card' }, 'card'],
  [{ light: 'no', socket: 'no' }, 'socket'],
  [{ light: 'no', computer: 'yes' }, 'socket'],
  [{ light: 'no', socket: 'yes' }, 'reader-dead'],
  [{ message: 'no-reader', computer: 'yes' }, 'driver'],
  [{ message: 'no-reader', socket: 'no' }, 'socket'],
  [{ message: 'no-reader', computer: 'no' }, 'reader-unseen'],
  [{ message: 'no-reader', computer: 'untried' }, 'driver'],
  [{ message: 'card', card: 'no', computer: 'yes' }, 'computer'],
  [{ message: 'card', card: 'no' }, 'reader-reads-no-card'],
  [{ message: 'card', card: 'untried' }, 'card'],
];

/** What answers come to; `unclear` when no row fits. */
export function outcomeOfAnswers(answers: Answers): OutcomeId {
  const fits = ([when]: (typeof rules)[number]) => questionIds.every((id) => when[id] === undefined || when[id] === answers[id]);
  return rules.find(fits)?.[1] ?? 'unclear';
}

const byTrouble: Readonly<Record<Trouble, OutcomeId>> = {
  client: 'client',
  driver: 'driver',
  reader: 'unclear',
  card: 'card',
  pin: 'pin',
  network: 'network',
  computer: 'computer',
  service: 'service',
};

/** Causes that say more than where they lie. */
const byCause: Partial<Record<CauseCode, OutcomeId>> = {
  'reader.no-driver': 'driver',
  'reader.remote-session': 'computer',
  'reader.extended-length': 'reader-unfit',
};

/**
 * What a diagnosis comes to. A reader that is not found while its driver runs may be broken or just not plugged in: the questions go on
 * (`unclear`). A card that cannot be read may be the reader's fault too, when a second card fails as well: again the questions.
 */
export function outcomeOfDiagnosis(diagnosis: Diagnosis): OutcomeId {
  const result = resultOf(diagnosis);
  if (result === 'ready') return 'no-fault';
  return byCause[result.code] ?? byTrouble[result.trouble];
}
