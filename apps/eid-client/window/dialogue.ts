// The window as the person's side of a sign-in: which page it shows now, and what a form's answer to it does. No HTTP in here.
import type { PacePassword } from '../../../lib/eac/pace/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { type CodeProblem, parseCode } from '../code.ts';
import type { ClientErrorCode } from '../failure.ts';
import type { CodeQuestion, Ending, Holder, PermissionRequest, Progress, WaitCause } from '../holder.ts';
import type { ShownRight } from '../rights.ts';

/** What the window shows. `form` marks the one form that answers it: an older page's form does nothing. */
export type View =
  | { readonly page: 'progress'; readonly step: Progress }
  | { readonly page: 'waiting'; readonly cause: WaitCause }
  | { readonly page: 'permission'; readonly request: PermissionRequest }
  | { readonly page: 'pin'; readonly question: CodeQuestion; readonly problem?: CodeProblem }
  | { readonly page: 'can'; readonly question: CodeQuestion; readonly problem?: CodeProblem }
  | { readonly page: 'result'; readonly code: ClientErrorCode }
  | { readonly page: 'closed' };

export interface Dialogue extends Holder {
  readonly view: View;
  /** Grows with each view. */
  readonly version: number;
  /** Resolves when the version is no longer this one, or after the time. */
  changed(version: number, milliseconds: number): Promise<void>;
  /** A form's answer; `undefined` fields are absent. Ignored when it answers another version. */
  answer(version: number, fields: { readonly code?: string; readonly rights?: readonly string[] }): void;
  cancel(): void;
}

type Question = (fields: { readonly code?: string; readonly rights?: readonly string[] }) => void;

/** A dialogue that has shown nothing yet. `opened` is called when there is something to show: the first question, or a failure. */
export function createDialogue(opened: () => void): Dialogue {
  const cancellation = new AbortController();
  let view: View = { page: 'progress', step: 'connecting' };
  let version = 0;
  let question: Question | undefined;
  let waiting = Promise.withResolvers<void>();
  let shown = false;

  function show(next: View, ask?: Question, silent = false): void {
    view = next;
    question = ask;
    version++;
    waiting.resolve();
    waiting = Promise.withResolvers<void>();
    if (!shown && !silent && next.page !== 'progress' && next.page !== 'closed') {
      shown = true;
      opened();
    }
  }

  /** Shows a page and waits for its answer, or for the person to stop. */
  function ask<T>(next: View, read: (fields: Parameters<Question>[0], settle: (value: T) => void) => void): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (cancellation.signal.aborted) return Promise.reject(cancellation.signal.reason);
    cancellation.signal.addEventListener('abort', () => reject(cancellation.signal.reason), { once: true });
    const settle = (value: T) => {
      show({ page: 'progress', step: 'card' });
      resolve(value);
    };
    show(next, (fields) => read(fields, settle));
    return promise;
  }

  function askCode(page: 'pin' | 'can', asked: CodeQuestion): Promise<PacePassword | undefined> {
    if (asked.atReader) {
      show({ page, question: asked });
      return Promise.resolve(undefined);
    }
    return ask<PacePassword>({ page, question: asked }, ({ code = '' }, settle) => {
      const parsed = parseCode(page, code);
      if (typeof parsed !== 'string') return settle(parsed);
      show({ page, question: asked, problem: parsed }, question);
    });
  }

  return {
    get view() {
      return view;
    },
    get version() {
      return version;
    },
    cancelled: cancellation.signal,
    askPermission: (request) =>
      ask<readonly ShownRight[]>({ page: 'permission', request }, ({ rights = [] }, settle) =>
        settle(request.optional.filter((right) => rights.includes(right))),
      ),
    askPin: (asked) => askCode('pin', asked),
    askCan: (asked) => askCode('can', asked),
    wait: (cause) => {
      if (view.page !== 'waiting' || view.cause !== cause) show({ page: 'waiting', cause });
    },
    progress: (step) => {
      if (view.page !== 'progress' || view.step !== step) show({ page: 'progress', step });
    },
    tell: (ending) => show(lastView(ending), undefined, ending.kind === 'failed' && ending.inBrowser === true),
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
      show({ page: 'progress', step: 'finishing' });
    },
  };
}

/** Only what went wrong on this side is explained here; of everything else the relying party's page tells. */
function lastView(ending: Ending): View {
  return ending.kind === 'failed' && ending.code !== 'user.cancelled' ? { page: 'result', code: ending.code } : { page: 'closed' };
}
