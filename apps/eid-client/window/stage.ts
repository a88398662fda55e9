// What a window shows, one page at a time, and the one form that answers it. The sign-in and the care for the codes both play on it. No HTTP in here.
import { EidError } from '../../../lib/error/index.ts';
import type { ClientErrorCode } from '../failure.ts';

/** What a form can say. Fields that were not in it are absent. */
export interface Fields {
  /** Codes as they were typed, in ASCII: octets that whoever made them wipes when they were read. */
  readonly code?: Uint8Array;
  readonly repeat?: Uint8Array;
  readonly choice?: string;
  readonly rights?: readonly string[];
}

export interface Stage<View> {
  readonly view: View;
  /** Grows with each view. */
  readonly version: number;
  /** Aborted when the person stops, with `user.cancelled`. */
  readonly cancelled: AbortSignal;
  show(view: View, options?: { readonly answer?: (fields: Fields) => void; readonly silent?: boolean }): void;
  /** Shows a page until its form was answered: `read` settles the question, or shows the page again with what was wrong. */
  ask<T>(view: View, read: (fields: Fields, settle: (value: T) => void, again: (view: View) => void) => void): Promise<T>;
  /** Resolves when the version is no longer this one, or after the time. */
  changed(version: number, milliseconds: number): Promise<void>;
  /** A form's answer. Ignored when it answers another version. */
  answer(version: number, fields: Fields): void;
  cancel(): void;
  /** The window is gone: like `cancel`, and nothing can be asked in it again. */
  leave(): void;
  /** Begins anew after the person has stopped something: the next question can be asked again. */
  renew(): void;
}

/**
 * A stage that has shown nothing yet. `opened` is called when there is something to show for the first time; `between` is the page after an answer,
 * `stopped` the one after the person stopped.
 */
export function createStage<View>(options: {
  readonly first: View;
  readonly between: () => View;
  readonly stopped: () => View;
  readonly opened: () => void;
  /** Whether a view is worth a window. */
  readonly opens: (view: View) => boolean;
}): Stage<View> {
  let cancellation = new AbortController();
  let view = options.first;
  let version = 0;
  let question: ((fields: Fields) => void) | undefined;
  let waiting = Promise.withResolvers<void>();
  let shown = false;
  let left = false;

  const stage: Stage<View> = {
    get view() {
      return view;
    },
    get version() {
      return version;
    },
    get cancelled() {
      return cancellation.signal;
    },
    show(next, { answer, silent = false } = {}) {
      view = next;
      question = answer;
      version++;
      waiting.resolve();
      waiting = Promise.withResolvers<void>();
      if (!shown && !silent && options.opens(next)) {
        shown = true;
        options.opened();
      }
    },
    ask<T>(next: View, read: (fields: Fields, settle: (value: T) => void, again: (view: View) => void) => void): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const { signal } = cancellation;
      if (signal.aborted) return Promise.reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      const settle = (value: T) => {
        stage.show(options.between());
        resolve(value);
      };
      const answer = (fields: Fields) => read(fields, settle, (again) => stage.show(again, { answer }));
      stage.show(next, { answer });
      return promise;
    },
    async changed(known, milliseconds) {
      if (known !== version) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      await Promise.race([waiting.promise, promise]);
      clearTimeout(timer);
    },
    answer(known, fields) {
      if (known === version) question?.(fields);
    },
    cancel() {
      if (cancellation.signal.aborted) return;
      cancellation.abort(new EidError<ClientErrorCode>('user.cancelled'));
      stage.show(options.stopped());
    },
    leave() {
      left = true;
      stage.cancel();
    },
    renew() {
      if (!left && cancellation.signal.aborted) cancellation = new AbortController();
    },
  };
  return stage;
}
