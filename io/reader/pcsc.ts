// Readers of this computer by PC/SC, through pcsc-mini. Its library is loaded only here and only when asked for: it links libpcsclite.
import type { Card as PcscCard, Reader as PcscReader } from 'pcsc-mini';
import { encodeCommand, parseResponse } from '../../lib/apdu/index.ts';
import { bytes } from '../../lib/bytes/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { createListeners } from './listeners.ts';
import type { PaceMaker } from './pace.ts';
import { findPinPad, type PinPad } from './pin-pad/host.ts';
import type { Card, Presence, Reader, ReaderErrorCode, Readers } from './reader.ts';

type Pcsc = typeof import('pcsc-mini');

/** GET_FEATURE_REQUEST. @see PC/SC part 10 2.2 */
const getFeatures = 3400;

/** Whether the smart-card service of the computer answers: `starting`, `running`, `none` (not running) and `denied` (not for this user), both tried again, `no-library`. */
export type PcscService = 'starting' | 'running' | 'none' | 'denied' | 'no-library';

export interface PcscOptions {
  readonly pace: PaceMaker;
  /** Milliseconds until a service that does not answer is tried again with a fresh client. */
  readonly retryAfter?: number;
  readonly load?: () => Promise<Pcsc>;
}

/** How the library names a service that does not let this user in. */
const denials: ReadonlySet<unknown> = new Set(['SecurityViolation', 'NoAccess', 'AccessDenied', 'PermissionDenied']);

/** What the library's error codes mean to whoever wanted the card; anything else is a card that went away. */
const meanings: Readonly<Record<string, ReaderErrorCode>> = {
  SharingViolation: 'card.in-use',
  NoSmartCard: 'card.none',
  UnpoweredCard: 'card.none',
  UnresponsiveCard: 'card.none',
};

export interface PcscReaders extends Readers {
  readonly service: PcscService;
  /** Resolves when every reader that is known now was asked what it can do. */
  asked(): Promise<void>;
}

/** A reader, and what tells whoever holds its card that it is gone. */
interface Listed {
  readonly reader: Reader;
  readonly leave: () => void;
}

/** Starts watching the computer's readers. Never fails: without a service the list stays empty and `service` says why. */
export function openPcscReaders(options: PcscOptions): PcscReaders {
  const { pace, retryAfter = 2_000, load = () => import('pcsc-mini') } = options;
  const listeners = createListeners();
  const readers = new Map<string, Listed>();
  const asking = new Set<Promise<void>>();
  let service: PcscService = 'starting';
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let stop = (): void => undefined;

  function lost(thrown?: unknown): void {
    stop();
    service = denials.has((thrown as { readonly code?: unknown } | undefined)?.code) ? 'denied' : 'none';
    // Whoever holds a card has it no longer.
    for (const { leave } of readers.values()) leave();
    readers.clear();
    listeners.tell();
    if (!closed) timer = setTimeout(() => void start(), retryAfter).unref();
  }

  async function start(): Promise<void> {
    const pcsc = await load().catch(() => undefined);
    if (closed) return;
    if (pcsc === undefined) {
      service = 'no-library';
      listeners.tell();
      return;
    }
    try {
      const client = new pcsc.Client();
      stop = () => {
        stop = () => undefined;
        client.removeAllListeners();
        client.on('error', () => undefined);
        try {
          client.stop();
        } catch {
          // The service is gone already.
        }
      };
      client.on('error', lost);
      client.on('reader', (found) => add(pcsc, found));
      client.start();
      service = 'running';
      listeners.tell();
    } catch (thrown) {
      lost(thrown);
    }
  }

  function add(pcsc: Pcsc, found: PcscReader): void {
    const name = found.name();
    let presence: Presence = 'none';
    let left = Promise.withResolvers<void>();
    let pad: PinPad | undefined;
    // What a reader can do, it may say before any card lies in it.
    const asked = askReader(pcsc, found).then((learned) => {
      pad ??= learned;
      if (learned !== undefined) listeners.tell();
    });
    asking.add(asked);
    void asked.then(() => asking.delete(asked));
    const leave = () => {
      left.resolve();
      left = Promise.withResolvers<void>();
    };
    found.on('change', (status) => {
      const { PRESENT, EXCLUSIVE, MUTE } = pcsc.ReaderStatus;
      const before = presence;
      presence = !status.has(PRESENT) || status.has(MUTE) ? 'none' : status.has(EXCLUSIVE) ? 'in-use' : 'present';
      if (presence === 'none') leave();
      if (before !== presence) listeners.tell();
    });
    found.on('disconnect', () => {
      leave();
      // One that was plugged in again may bear its name already.
      if (readers.get(name) === listed) readers.delete(name);
      listeners.tell();
    });
    const reader: Reader = {
      name,
      kind: 'pcsc',
      get pinPad() {
        return pad !== undefined;
      },
      get presence() {
        return presence;
      },
      async connect() {
        await asked;
        const { card, control } = await connect(pcsc, found, left.promise, pace);
        // Asked again with a card in it: some drivers answer nothing without.
        pad = await findPinPad(control, pcsc.controlCode(getFeatures));
        return pad === undefined ? card : { ...card, establishPace: pad.pace(card.transmit) };
      },
    };
    const listed: Listed = { reader, leave };
    readers.set(name, listed);
    listeners.tell();
  }

  void start();
  return {
    get service() {
      return service;
    },
    asked: async () => void (await Promise.all(asking)),
    list: () => [...readers.values()].map(({ reader }) => reader),
    watch: listeners.watch,
    async [Symbol.asyncDispose]() {
      closed = true;
      clearTimeout(timer);
      stop();
      readers.clear();
    },
  };
}

/** The PIN pad of a reader, by a connection to the reader alone; `undefined` where it has none, or answers nothing without a card. */
async function askReader(pcsc: Pcsc, reader: PcscReader): Promise<PinPad | undefined> {
  try {
    const alone = await reader.connect(pcsc.CardMode.DIRECT);
    try {
      return await findPinPad(async (code, input) => bytes(await alone.control(code, input)), pcsc.controlCode(getFeatures));
    } finally {
      await alone.disconnect(pcsc.CardDisposition.LEAVE);
    }
  } catch {
    return undefined;
  }
}

async function connect(pcsc: Pcsc, reader: PcscReader, removed: Promise<void>, pace: PaceMaker) {
  const card = await reader.connect(pcsc.CardMode.EXCLUSIVE).catch((thrown: unknown) => {
    throw meaning(thrown);
  });
  // The ATR of the library's change event is not the card's; that of the card's own state is.
  const { atr } = await card.state().catch((thrown: unknown) => {
    throw meaning(thrown);
  });
  const transmit = transmitTo(card);
  const taken: Card = {
    atr: bytes(atr),
    transmit,
    removed,
    establishPace: pace(transmit),
    async [Symbol.asyncDispose]() {
      await card.disconnect(pcsc.CardDisposition.RESET).catch(() => undefined);
    },
  };
  return { card: taken, control: async (code: number, input: Uint8Array) => bytes(await card.control(code, input)) };
}

/** Octets of an answer of extended length and its status. Left to itself the library takes 264, and fails at a longer answer. */
const largestAnswer = 65_536 + 2;

function transmitTo(card: PcscCard): Card['transmit'] {
  return async (command) => {
    const answer = await card.transmit(encodeCommand(command), new ArrayBuffer(largestAnswer)).catch((thrown: unknown) => {
      throw new EidError<ReaderErrorCode>('card.removed', {}, { cause: thrown });
    });
    // Some drivers answer for a card that was pulled: with nothing at all.
    if (answer.length < 2) throw new EidError<ReaderErrorCode>('card.removed');
    return parseResponse(answer);
  };
}

function meaning(thrown: unknown): EidError<ReaderErrorCode> {
  const code = (thrown as { readonly code?: unknown }).code;
  return new EidError<ReaderErrorCode>((typeof code === 'string' ? meanings[code] : undefined) ?? 'card.removed', {}, { cause: thrown });
}
