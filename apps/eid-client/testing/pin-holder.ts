// For tests: a person who answers by script when the codes of a card are looked after, and remembers what was asked.
import { utf8 } from '../../../lib/bytes/index.ts';
import { parseNewPin } from '../../../lib/eac/pin-management/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { type CodeName, parseCode } from '../code.ts';
import type { PinHolder } from '../pin/holder.ts';

export interface PinScript {
  readonly codes?: Partial<Record<CodeName, readonly string[]>>;
  readonly newPin?: string;
  readonly allowsUnknown?: boolean;
  /** Called at each question, to do things to the card. */
  readonly during?: (question: string) => void;
}

/** Stops when it has to wait for a card, and when it is asked for a code that it does not have. `asked`: each question with the tries that were told, `pin 3`. */
export function createPinHolder({
  codes = {},
  newPin,
  allowsUnknown = false,
  during,
}: PinScript): PinHolder & { readonly asked: string[] } {
  const cancellation = new AbortController();
  const asked: string[] = [];
  const given: Record<string, number> = {};
  const stop = (): never => {
    cancellation.abort(new EidError('user.cancelled'));
    throw cancellation.signal.reason;
  };
  return {
    asked,
    cancelled: cancellation.signal,
    async askCode({ code, triesLeft, atReader }) {
      asked.push(triesLeft === undefined ? code : `${code} ${triesLeft}`);
      during?.(code);
      if (atReader) return undefined;
      const nth = given[code] ?? 0;
      given[code] = nth + 1;
      const typed = codes[code]?.[nth];
      const parsed = typed === undefined ? 'length' : parseCode(code, utf8(typed));
      return typeof parsed === 'string' ? stop() : parsed;
    },
    async askNewPin({ atReader }) {
      asked.push('new PIN');
      during?.('new PIN');
      return atReader ? undefined : (parseNewPin(newPin ?? '') ?? stop());
    },
    async confirmUnknownCard() {
      asked.push('unknown card');
      if (!allowsUnknown) stop();
    },
    wait: () => cancellation.abort(new EidError('user.cancelled')),
    working: () => undefined,
  };
}
