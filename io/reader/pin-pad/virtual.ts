// Our PIN-pad reader as one of the readers of this computer: cards come to it as to the virtual reader, codes are typed at its keys alone.
import { EidError } from '../../../lib/error/index.ts';
import type { PaceMaker } from '../pace.ts';
import type { Card, Reader, ReaderErrorCode, Readers } from '../reader.ts';
import { openVirtualReader } from '../virtual.ts';
import { controlCodes, createPinPadDevice } from './device.ts';
import { findPinPad } from './host.ts';
import type { Keypad } from './keypad.ts';

export interface VirtualPinPadOptions {
  readonly host: string;
  /** Where cards connect to; 0 takes a free one. */
  readonly port: number;
  /** How the reader makes PACE. */
  readonly pace: PaceMaker;
  readonly keypad: Keypad;
}

/** Opens the reader and listens for cards; the address in use is an error of the system (EADDRINUSE). */
export async function openVirtualPinPad({ host, port, pace, keypad }: VirtualPinPadOptions): Promise<Readers & { readonly port: number }> {
  const inner = await openVirtualReader({ host, port, pace, name: 'eSzig PIN-pad reader' });

  async function connect(reader: Reader): Promise<Card> {
    const card = await reader.connect();
    const { control, transmit } = createPinPadDevice(card.transmit, pace, keypad);
    const pad = await findPinPad(control, controlCodes.getFeatures);
    if (pad === undefined) throw new EidError<ReaderErrorCode>('reader.refused');
    return {
      atr: card.atr,
      removed: card.removed,
      transmit,
      establishPace: pad.pace(transmit),
      async [Symbol.asyncDispose]() {
        keypad.withdraw();
        await card[Symbol.asyncDispose]();
      },
    };
  }

  return {
    port: inner.port,
    list: () =>
      inner.list().map((reader) => ({
        name: reader.name,
        kind: reader.kind,
        pinPad: true,
        get presence() {
          return reader.presence;
        },
        connect: () => connect(reader),
      })),
    watch: inner.watch,
    [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
  };
}
