import { describe, expect, test } from 'vitest';
import { causeCodes, causes, type Diagnosis } from '../diagnosis/index.ts';
import {
  type Actor,
  type Answers,
  events,
  faultStates,
  isReportNumber,
  makeReportNumber,
  move,
  movesOf,
  outcomeIds,
  outcomeOfAnswers,
  outcomeOfDiagnosis,
  outcomes,
  questionIds,
  questions,
} from './index.ts';

const actors: readonly Actor[] = ['reporter', 'confirmer', 'desk', 'courier'];

describe('moves', () => {
  test('an ordinary repair goes through the states in their order', () => {
    const road = [
      ['confirm', 'confirmer', 'submitted'],
      ['ask', 'desk', 'waiting-for-reporter'],
      ['answer', 'reporter', 'submitted'],
      ['order-courier', 'desk', 'courier-ordered'],
      ['hand-over', 'courier', 'collected'],
      ['receive', 'desk', 'received'],
      ['start-repair', 'desk', 'in-repair'],
      ['repair', 'desk', 'repaired'],
      ['send-back', 'desk', 'returned'],
      ['close', 'reporter', 'closed'],
      ['reopen', 'reporter', 'submitted'],
    ] as const;
    let state: (typeof faultStates)[number] = 'draft';
    for (const [event, actor, next] of road) {
      state = move(state, event, actor);
      expect(state).toBe(next);
    }
  });

  test('whatever the table does not name is refused, for everyone', () => {
    let allowed = 0;
    for (const state of faultStates) {
      for (const event of events) {
        for (const actor of actors) {
          const named = movesOf(state, actor).some((known) => known.event === event);
          if (named) allowed += 1;
          else expect(() => move(state, event, actor)).toThrow('fault.move-not-allowed');
        }
      }
    }
    expect(allowed).toBe(32);
  });

  test('only the courier takes a parcel, only the desk decides, and the courier does nothing else', () => {
    const does = (actor: Actor) => [...new Set(faultStates.flatMap((state) => movesOf(state, actor).map(({ event }) => event)))];
    expect(does('courier')).toEqual(['hand-over']);
    for (const event of ['repair', 'replace', 'reject', 'order-courier', 'receive'] as const)
      for (const actor of ['reporter', 'confirmer', 'courier'] as const) expect(does(actor)).not.toContain(event);
  });

  test('every state but the first can be reached, and from every state there is a way to the end', () => {
    const next = (state: (typeof faultStates)[number]) => actors.flatMap((actor) => movesOf(state, actor).map(({ to }) => to));
    const reach = (from: (typeof faultStates)[number], seen = new Set([from])): Set<string> => {
      for (const to of next(from)) if (!seen.has(to)) reach(to, seen.add(to));
      return seen;
    };
    expect([...reach('draft')].sort()).toEqual([...faultStates].sort());
    for (const state of faultStates) expect(reach(state)).toContain('closed');
  });
});

describe('triage', () => {
  const combinations = questionIds.reduce<Answers[]>(
    (all, id) => all.flatMap((answers) => [answers, ...questions[id].map((answer) => ({ ...answers, [id]: answer }))]),
    [{}],
  );

  test('every combination of answers comes to one outcome, and a courier is only ever sent for a reader', () => {
    const met = new Set(combinations.map(outcomeOfAnswers));
    for (const id of met) if (outcomes[id].courier) expect(outcomes[id].trouble).toBe('reader');
    for (const id of ['card', 'pin', 'driver', 'client', 'network', 'computer', 'socket', 'unclear'] as const) expect(met).toContain(id);
  });

  test('a PIN, a service that does not answer, and a client that does not start send no courier, whatever else is answered', () => {
    for (const answers of combinations) {
      if (answers.damage === 'yes') continue;
      if (['pin', 'no-service', 'not-started'].includes(answers.message ?? ''))
        expect(outcomes[outcomeOfAnswers(answers)].courier).toBe(false);
    }
  });

  test.each([
    [{ damage: 'yes', message: 'pin' }, 'reader-damaged'],
    [{ light: 'no', socket: 'yes', computer: 'no' }, 'reader-dead'],
    [{ light: 'no', socket: 'no' }, 'socket'],
    [{ light: 'yes', message: 'no-reader', socket: 'yes', computer: 'no' }, 'reader-unseen'],
    [{ light: 'yes', message: 'no-reader', socket: 'yes', computer: 'yes' }, 'driver'],
    [{ message: 'card', card: 'yes' }, 'card'],
    [{ message: 'card', card: 'no', computer: 'no' }, 'reader-reads-no-card'],
    [{}, 'unclear'],
  ] as const)('%j is %s', (answers, outcome) => expect(outcomeOfAnswers(answers)).toBe(outcome));

  test('no cause that a diagnosis finds sends a courier by itself, and each is told as what it is', () => {
    const of = (findings: Diagnosis['findings']) => outcomeOfDiagnosis({ findings } as Diagnosis);
    for (const code of causeCodes) {
      const outcome = of([code]);
      expect(outcomeIds).toContain(outcome);
      expect(outcomes[outcome].courier).toBe(false);
      if (causes[code].weight === 'advice') expect(outcome).toBe('no-fault');
    }
    expect([of([]), of(['pin.blocked']), of(['reader.none']), of(['reader.no-driver'])]).toEqual(['no-fault', 'pin', 'unclear', 'driver']);
  });
});

test('a number is made of random octets, without signs that are taken for others', () => {
  const number = makeReportNumber((size) => Uint8Array.from({ length: size }, (_, i) => i * 37));
  expect(number).toMatch(/^HB-\w{4}-\w{4}$/);
  expect(isReportNumber(number)).toBe(true);
  for (const text of ['HB-7K3M', 'HB-7K3I-9QXT', 'hb-7k3m-9qxt', '']) expect(isReportNumber(text)).toBe(false);
});
