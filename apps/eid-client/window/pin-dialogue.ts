// The window as the person's side of looking after the codes of a card. No HTTP in here.
import { equal } from '../../../lib/bytes/index.ts';
import type { PacePassword } from '../../../lib/eac/pace/index.ts';
import { isSimplePin, type NewPin, parseNewPin } from '../../../lib/eac/pin-management/index.ts';
import { type CodeProblem, parseCode, trimmed } from '../code.ts';
import type { CardCheck } from '../pin/check.ts';
import type { PinHolder, PinQuestion } from '../pin/holder.ts';
import type { PinResult, PinTask } from '../pin/manage.ts';
import type { View } from './dialogue.ts';
import type { Stage } from './stage.ts';

/** What may be wrong with a new PIN: not six digits, not twice the same, or among the first that anybody would try. */
export type NewPinProblem = 'length' | 'different' | 'simple';

export type PinView =
  | { readonly page: 'card-home' }
  | { readonly page: 'which-code' }
  | { readonly page: 'card-code'; readonly question: PinQuestion; readonly problem?: CodeProblem }
  | { readonly page: 'new-pin'; readonly atReader: boolean; readonly problem?: NewPinProblem }
  | { readonly page: 'unknown-card' }
  | { readonly page: 'card-result'; readonly result: PinResult }
  | { readonly page: 'card-check'; readonly check: CardCheck };

/** What a person may want at the start: one of the tasks, to have the card looked at, or to be done. */
export type Wish = PinTask | 'check' | 'close';

export interface PinDialogue extends PinHolder {
  askWish(): Promise<Wish>;
  /** Shows how something ended; resolves when the person goes on to the start or is done. */
  showResult(result: PinResult): Promise<'home' | 'close'>;
  showCheck(check: CardCheck): Promise<'home' | 'close'>;
  /** What is shown when the state of the card becomes known. */
  updateResult(result: PinResult): void;
  close(): void;
  renew(): void;
}

const nothing = new Uint8Array(0);
const wishes: readonly Wish[] = ['activate', 'change', 'resume', 'unblock', 'check', 'close'];

/** `begun` is called when the person begins to look after the codes. */
export function pinDialogue(stage: Stage<View>, begun: () => void): PinDialogue {
  const goOn = (view: View) => stage.ask<'home' | 'close'>(view, ({ choice }, settle) => settle(choice === 'close' ? 'close' : 'home'));
  let answered: ((way: 'home' | 'close') => void) | undefined;

  return {
    get cancelled() {
      return stage.cancelled;
    },
    renew() {
      begun();
      stage.renew();
    },
    close: () => stage.show({ page: 'closed' }),
    askWish: () =>
      stage.ask<Wish>({ page: 'card-home' }, ({ choice }, settle, again) => {
        if (choice === 'first') return again({ page: 'which-code' });
        if (choice === 'home') return again({ page: 'card-home' });
        const wish = wishes.find((known) => known === choice);
        if (wish !== undefined) settle(wish);
      }),
    askCode(question): Promise<PacePassword | undefined> {
      if (question.atReader) {
        stage.show({ page: 'card-code', question });
        return Promise.resolve(undefined);
      }
      return stage.ask<PacePassword>({ page: 'card-code', question }, ({ code = nothing }, settle, again) => {
        const parsed = parseCode(question.code, code);
        if (typeof parsed === 'string') again({ page: 'card-code', question, problem: parsed });
        else settle(parsed);
      });
    },
    askNewPin({ atReader }): Promise<NewPin | undefined> {
      if (atReader) {
        stage.show({ page: 'new-pin', atReader });
        return Promise.resolve(undefined);
      }
      return stage.ask<NewPin>({ page: 'new-pin', atReader }, ({ code = nothing, repeat = nothing, choice }, settle, again) => {
        const pin = parseNewPin(trimmed(code));
        const problem =
          pin === undefined
            ? 'length'
            : !equal(trimmed(code), trimmed(repeat))
              ? 'different'
              : isSimplePin(pin) && choice !== 'simple'
                ? 'simple'
                : undefined;
        if (pin === undefined || problem !== undefined) again({ page: 'new-pin', atReader, problem: problem ?? 'length' });
        else settle(pin);
      });
    },
    confirmUnknownCard: () =>
      stage.ask<void>({ page: 'unknown-card' }, ({ choice }, settle) => {
        if (choice === 'allow') settle();
      }),
    wait: (cause) => {
      if (stage.view.page !== 'waiting' || stage.view.cause !== cause) stage.show({ page: 'waiting', cause });
    },
    working: () => stage.show({ page: 'progress', step: 'codes' }),
    showResult(result) {
      const { promise, resolve } = Promise.withResolvers<'home' | 'close'>();
      answered = resolve;
      void goOn({ page: 'card-result', result }).then(resolve, () => resolve('home'));
      return promise;
    },
    updateResult(result) {
      if (stage.view.page === 'card-result')
        stage.show({ page: 'card-result', result }, { answer: ({ choice }) => answered?.(choice === 'close' ? 'close' : 'home') });
    },
    showCheck: (check) => goOn({ page: 'card-check', check }),
  };
}
