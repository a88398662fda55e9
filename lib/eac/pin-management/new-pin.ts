// A PIN that is to be set: what may be one, and what anybody would guess first. TR-03110-2 3.3.
import { type Bytes, latin1, unmoved } from '../../bytes/index.ts';

/** Six digits that are to become the PIN. Neither prints nor serialises them, and `using` wipes them. */
class Digits {
  readonly #digits: Bytes;

  constructor(digits: Bytes) {
    this.#digits = digits;
  }

  /** As the card wants them: ASCII. */
  reveal(): Bytes {
    return this.#digits;
  }

  [Symbol.dispose](): void {
    this.#digits.fill(0);
  }
}

export type NewPin = Digits;

/** The new PIN of an entry, a text or ASCII, which is copied; `undefined` when it is not six digits, which a card may never see. */
export function parseNewPin(entry: string | Uint8Array): NewPin | undefined {
  const ascii = typeof entry === 'string' ? latin1(entry) : entry;
  return ascii?.length === 6 && ascii.every((octet) => octet >= 0x30 && octet <= 0x39) ? new Digits(unmoved(ascii)) : undefined;
}

/** Whether a PIN is among the first that anybody would try: one digit, or a group of two or three, repeated; a run upwards or downwards. */
export function isSimplePin(pin: NewPin): boolean {
  const digits = [...pin.reveal()];
  const repeats = (size: number) => digits.every((digit, i) => digit === digits[i % size]);
  const runs = (step: number) => digits.every((digit, i) => i === 0 || digit === nextDigit(digits[i - 1] as number, step));
  return repeats(2) || repeats(3) || runs(1) || runs(-1);
}

/** In ASCII; 9 is followed by 0, as on a keypad. */
function nextDigit(digit: number, step: number): number {
  return 0x30 + ((digit - 0x30 + step + 10) % 10);
}
