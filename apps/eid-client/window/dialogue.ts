// The window as the person's side of a sign-in: which page it shows now, and what a form's answer to it does. No HTTP in here.
import type { PacePassword } from '../../../lib/eac/pace/index.ts';
import { type CodeProblem, parseCode } from '../code.ts';
import type { ClientErrorCode } from '../failure.ts';
import type { CodeQuestion, Ending, Holder, PermissionRequest, Progress, Renewal, WaitCause } from '../holder.ts';
import type { ShownRight } from '../rights.ts';
import { type PinDialogue, type PinView, pinDialogue } from './pin-dialogue.ts';
import { createStage, type Stage } from './stage.ts';

/** What the window shows. `form` marks the one form that answers it: an older page's form does nothing. */
export type View =
  /** `codes`: work on the codes of the card, which is no step of a sign-in. */
  | { readonly page: 'progress'; readonly step: Progress | 'codes' }
  | { readonly page: 'waiting'; readonly cause: WaitCause }
  | { readonly page: 'card-renewal'; readonly renewal: Renewal }
  | { readonly page: 'permission'; readonly request: PermissionRequest }
  | { readonly page: 'pin'; readonly question: CodeQuestion; readonly problem?: CodeProblem }
  | { readonly page: 'can'; readonly question: CodeQuestion; readonly problem?: CodeProblem }
  | { readonly page: 'result'; readonly code: ClientErrorCode; readonly neededVersion?: string }
  | PinView
  | { readonly page: 'closed' };

export interface Dialogue extends Holder, Pick<Stage<View>, 'view' | 'version' | 'changed' | 'answer' | 'cancel' | 'leave'> {
  /** The same window, when the codes of the card are looked after in it. */
  readonly pin: PinDialogue;
}

/** A dialogue that has shown nothing yet. `opened` is called when there is something to show: the first question, or a failure. */
export function createDialogue(opened: () => void): Dialogue {
  let caring = false;
  const stage = createStage<View>({
    first: { page: 'progress', step: 'connecting' },
    between: () => ({ page: 'progress', step: caring ? 'codes' : 'card' }),
    stopped: () => ({ page: 'progress', step: caring ? 'codes' : 'finishing' }),
    opened,
    opens: ({ page }) => page !== 'progress' && page !== 'closed',
  });

  const pin = pinDialogue(stage, () => {
    caring = true;
  });

  function askCode(page: 'pin' | 'can', question: CodeQuestion): Promise<PacePassword | undefined> {
    if (question.atReader) {
      stage.show({ page, question });
      return Promise.resolve(undefined);
    }
    return stage.ask<PacePassword>({ page, question }, ({ code = nothing }, settle, again) => {
      const parsed = parseCode(page, code);
      if (typeof parsed === 'string') again({ page, question, problem: parsed });
      else settle(parsed);
    });
  }

  return {
    get view() {
      return stage.view;
    },
    get version() {
      return stage.version;
    },
    get cancelled() {
      return stage.cancelled;
    },
    pin,
    changed: stage.changed,
    answer: stage.answer,
    cancel: stage.cancel,
    leave: stage.leave,
    askPermission: (request) =>
      stage.ask<readonly ShownRight[]>({ page: 'permission', request }, ({ rights = [] }, settle) =>
        settle(request.optional.filter((right) => rights.includes(right))),
      ),
    confirmUnknownCard: () => pin.confirmUnknownCard(),
    askPin: (question) => askCode('pin', question),
    askCan: (question) => askCode('can', question),
    wait: (cause) => {
      if (stage.view.page !== 'waiting' || stage.view.cause !== cause) stage.show({ page: 'waiting', cause });
    },
    progress: (step) => {
      // Who was told that the card was brought up to date may read it to the end.
      if (stage.view.page === 'card-renewal' && step === 'server') return;
      if (stage.view.page !== 'progress' || stage.view.step !== step) stage.show({ page: 'progress', step });
    },
    renewing: (renewal) => stage.show({ page: 'card-renewal', renewal }),
    tell: (ending) => stage.show(lastView(ending), { silent: ending.kind === 'failed' && ending.inBrowser === true }),
  };
}

/** An entry that was left out. */
const nothing = new Uint8Array(0);

/** Only what went wrong on this side is explained here; of everything else the relying party's page tells. */
function lastView(ending: Ending): View {
  if (ending.kind !== 'failed' || ending.code === 'user.cancelled') return { page: 'closed' };
  const { code, neededVersion } = ending;
  return { page: 'result', code, ...(neededVersion !== undefined && { neededVersion }) };
}
