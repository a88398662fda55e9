// The person who looks after the codes of a card, as the tasks see them. A window and a command line are two makers of it.
import type { PacePassword } from '../../../lib/eac/pace/index.ts';
import type { NewPin } from '../../../lib/eac/pin-management/index.ts';
import type { CodeName } from '../code.ts';
import type { WaitCause } from '../holder.ts';

/** A question for one of the codes. */
export interface PinQuestion {
  readonly code: CodeName;
  /** Tries left of the PIN; absent for a code that is not counted, and where the card keeps it to itself. */
  readonly triesLeft?: number;
  readonly wrongBefore: boolean;
  /** Typed at the reader: the question then only says so, and its answer is nothing. */
  readonly atReader: boolean;
}

/** Every question rejects with `user.cancelled` when the person stops; `cancelled` is then aborted with the same reason. */
export interface PinHolder {
  readonly cancelled: AbortSignal;
  /** An entry of another length or with other characters is asked again here and never reaches the card. */
  askCode(question: PinQuestion): Promise<PacePassword | undefined>;
  /** Asked twice and alike; who chooses a simple one is warned. */
  askNewPin(question: { readonly atReader: boolean }): Promise<NewPin | undefined>;
  /** A card that nobody has tried: warns, and goes on only when the person wants to. */
  confirmUnknownCard(): Promise<void>;
  wait(cause: WaitCause): void;
  working(): void;
}
