// Display and keys of our PIN-pad reader: what it asks for, what is pressed, and what becomes of it. It shows how many digits there are, never which.

export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | 'clear' | 'ok' | 'cancel';

/** What the display says. `short`: the code is not of the right length, and goes nowhere. */
export type Message = 'idle' | 'pin' | 'can' | 'puk' | 'new-pin' | 'repeat' | 'short';

export interface Question {
  readonly message: Exclude<Message, 'idle' | 'short'>;
  readonly least: number;
  readonly most: number;
}

export interface Keypad {
  readonly display: { readonly message: Message; readonly digits: number /** Grows with each change. */; readonly version: number };
  press(key: Key): void;
  /** The digits typed, once OK was pressed on a code of the right length. */
  ask(question: Question): Promise<string | 'cancelled' | 'timed-out'>;
  /** The computer has no more use for the answer. */
  withdraw(): void;
  /** Resolves when the version is no longer this one, or after the time. */
  changed(version: number, milliseconds: number): Promise<void>;
}

/** @param patience milliseconds that the reader waits for a whole code */
export function createKeypad(patience: number): Keypad {
  let display: Keypad['display'] = { message: 'idle', digits: 0, version: 1 };
  let typed = '';
  let question: Question | undefined;
  let finish: (answer: string) => void = () => undefined;
  let waiting = Promise.withResolvers<void>();

  function show(message: Message): void {
    display = { message, digits: typed.length, version: display.version + 1 };
    waiting.resolve();
    waiting = Promise.withResolvers<void>();
  }

  function end(answer: string): void {
    typed = '';
    question = undefined;
    show('idle');
    finish(answer);
  }

  return {
    get display() {
      return display;
    },
    press(key) {
      if (question === undefined) return;
      if (key === 'cancel') return end('cancelled');
      if (key === 'ok' && typed.length >= question.least) return end(typed);
      const tooShort = key === 'ok';
      if (key === 'clear') typed = typed.slice(0, -1);
      else if (tooShort) typed = '';
      else if (typed.length < question.most) typed += key;
      show(tooShort ? 'short' : question.message);
    },
    async ask(asked) {
      const { promise, resolve } = Promise.withResolvers<string>();
      finish('cancelled');
      [question, finish, typed] = [asked, resolve, ''];
      show(asked.message);
      const timer = setTimeout(() => end('timed-out'), patience);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        finish = () => undefined;
      }
    },
    withdraw() {
      if (question !== undefined) end('cancelled');
    },
    async changed(known, milliseconds) {
      if (known !== display.version) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      await Promise.race([waiting.promise, promise]);
      clearTimeout(timer);
    },
  };
}
