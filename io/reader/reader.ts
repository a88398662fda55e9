// What a card reader is to the rest of the system: it says what lies in it, and it lends the card to one user at a time.
import type { Transmit } from '../../lib/apdu/index.ts';
import type { Bytes } from '../../lib/bytes/index.ts';
import type { ResetOutcome } from '../../lib/eac/pin-management/index.ts';
import type { EstablishPace } from './pace.ts';

/** `card.none`: nothing lies in the reader; `card.in-use`: another program has it; `card.removed`: it went away while we had it;
 * `reader.timeout`: nothing was typed at the reader's keys in time; `reader.refused`: the reader reports a fault. */
export type ReaderErrorCode = 'card.none' | 'card.in-use' | 'card.removed' | 'reader.timeout' | 'reader.refused';

/** A way to a card: commands, and PACE with whatever password, made by the host or by a reader with a PIN pad. */
export interface CardChannel {
  /** Rejects with `card.removed` once the card or the reader is gone. */
  readonly transmit: Transmit;
  readonly establishPace: EstablishPace;
  /** Sets a PIN that the person types at the reader, twice. Only readers with a PIN pad have it, in a channel that PIN or PUK opened. */
  readonly setPinAtReader?: () => Promise<ResetOutcome>;
}

/** A card that is ours alone until disposed; then it is reset and has forgotten every channel. */
export interface Card extends CardChannel, AsyncDisposable {
  readonly atr: Bytes;
  /** Resolves when the card has left the reader. */
  readonly removed: Promise<void>;
}

export type ReaderKind = 'pcsc' | 'virtual';

/** What lies in a reader: nothing, a card, or one that another program holds. */
export type Presence = 'none' | 'present' | 'in-use';

export interface Reader {
  readonly name: string;
  readonly kind: ReaderKind;
  /** Whether codes are typed at the reader; the host is then never given one. */
  readonly pinPad: boolean;
  readonly presence: Presence;
  /** Takes the card. Throws `card.none`, `card.in-use` or `card.removed`. */
  connect(): Promise<Card>;
}

/** All readers of one kind, as they come and go. */
export interface Readers extends AsyncDisposable {
  list(): readonly Reader[];
  /** Calls back after every change of `list()` or of a presence in it, until disposed. */
  watch(changed: () => void): Disposable;
}

/** Several kinds of readers as one, in the order given. */
export function joinReaders(...kinds: readonly Readers[]): Readers {
  return {
    list: () => kinds.flatMap((kind) => kind.list()),
    watch(changed) {
      const watches = kinds.map((kind) => kind.watch(changed));
      return { [Symbol.dispose]: () => watches.forEach((watch) => void watch[Symbol.dispose]()) };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(kinds.map((kind) => kind[Symbol.asyncDispose]()));
    },
  };
}
