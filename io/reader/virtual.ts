// The virtual reader: our own end of the vpcd protocol, without PC/SC. A card process connects to it, and that is a card lying in it.
import { encodeCommand, parseResponse } from '../../lib/apdu/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { createListeners } from './listeners.ts';
import type { PaceMaker } from './pace.ts';
import type { Card, Reader, ReaderErrorCode, Readers } from './reader.ts';
import { type CardInReader, openVpcdReader } from './vpcd.ts';

export interface VirtualReaderOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly pace: PaceMaker;
  readonly name?: string;
  /** Milliseconds a card has for one answer. */
  readonly answerWithin?: number;
}

/** Opens the reader and listens for cards; the address in use is an error of the system (EADDRINUSE). */
export async function openVirtualReader(options: VirtualReaderOptions): Promise<Readers & { readonly port: number }> {
  const { host, port, pace, name = 'eSzig virtual reader', answerWithin } = options;
  const listeners = createListeners();
  let lent = false;
  const vpcd = await openVpcdReader({
    host,
    port,
    changed: () => listeners.tell(),
    ...(answerWithin === undefined ? {} : { answerWithin }),
  });

  async function connect(): Promise<Card> {
    const inserted = vpcd.card;
    if (inserted === undefined) throw new EidError<ReaderErrorCode>('card.none');
    if (lent) throw new EidError<ReaderErrorCode>('card.in-use');
    lent = true;
    try {
      return await lend(inserted);
    } catch (thrown) {
      lent = false;
      throw thrown;
    }
  }

  async function lend(inserted: CardInReader): Promise<Card> {
    await inserted.power('on');
    const atr = await inserted.atr();
    const transmit: Card['transmit'] = async (command) => parseResponse(await inserted.transmit(encodeCommand(command)));
    return {
      atr,
      transmit,
      removed: inserted.removed,
      establishPace: pace(transmit),
      async [Symbol.asyncDispose]() {
        lent = false;
        await inserted.power('reset').catch(() => undefined);
        listeners.tell();
      },
    };
  }

  const reader: Reader = {
    name,
    kind: 'virtual',
    pinPad: false,
    get presence() {
      if (vpcd.card === undefined) return 'none';
      return lent ? 'in-use' : 'present';
    },
    connect,
  };
  return {
    port: vpcd.port,
    list: () => [reader],
    watch: listeners.watch,
    [Symbol.asyncDispose]: () => vpcd[Symbol.asyncDispose](),
  };
}
