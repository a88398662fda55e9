// For tests: a person who answers by script, and remembers what was asked and shown.
import { digitsPassword } from '../../../lib/eac/pace/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { CodeQuestion, Ending, Holder, PermissionRequest } from '../holder.ts';
import type { ShownRight } from '../rights.ts';

export interface Script {
  /** The optional rights permitted; all when absent. */
  readonly permit?: readonly ShownRight[] | 'cancel';
  readonly pins?: readonly string[];
  readonly cans?: readonly string[];
  /** Called at each step, to do things to the card or to stop. */
  readonly during?: (event: string, cancel: () => void) => void;
}

export interface TestHolder extends Holder {
  readonly events: string[];
  readonly asked: { permission?: PermissionRequest; pins: CodeQuestion[]; cans: CodeQuestion[] };
  ending: Ending | undefined;
}

export function createHolder({ permit, pins = ['123456'], cans = [], during }: Script = {}): TestHolder {
  const cancellation = new AbortController();
  const cancel = () => cancellation.abort(new EidError('user.cancelled'));
  const asked: TestHolder['asked'] = { pins: [], cans: [] };
  const events: string[] = [];
  const event = (name: string) => {
    events.push(name);
    during?.(name, cancel);
    cancellation.signal.throwIfAborted();
  };
  const code = async (type: 'pin' | 'can', codes: readonly string[], questions: CodeQuestion[], question: CodeQuestion) => {
    const next = codes[questions.length];
    questions.push(question);
    event(type);
    if (question.atReader) return undefined;
    if (next === undefined) {
      cancel();
      throw cancellation.signal.reason;
    }
    return digitsPassword(type, next);
  };
  const holder: TestHolder = {
    events,
    asked,
    ending: undefined,
    cancelled: cancellation.signal,
    async askPermission(request) {
      asked.permission = request;
      event('permission');
      if (permit === 'cancel') cancel();
      cancellation.signal.throwIfAborted();
      return permit === undefined || permit === 'cancel' ? request.optional : permit;
    },
    confirmUnknownCard: async () => event('unknown-card'),
    askPin: (question) => code('pin', pins, asked.pins, question),
    askCan: (question) => code('can', cans, asked.cans, question),
    wait: (cause) => {
      events.push(cause);
      queueMicrotask(() => during?.(cause, cancel));
    },
    progress: (step) => {
      events.push(step);
      during?.(step, cancel);
    },
    renewing: ({ done, of }) => {
      events.push(`renewing ${done}/${of}`);
      during?.(`renewing ${done}/${of}`, cancel);
    },
    tell(ending) {
      holder.ending = ending;
    },
  };
  return holder;
}
