// Our PIN-pad reader of the demonstration: the reader itself, and the page on a port of its own on which it is drawn.
import { listen } from '../../../io/http/index.ts';
import { createKeypad, openVirtualPinPad, type PaceMaker, type Readers } from '../../../io/reader/index.ts';
import { pinPadRoutes } from './routes.ts';

export interface PinPadConfig {
  readonly port: number;
  readonly pagePort: number;
  /** Seconds. */
  readonly patience: number;
}

export interface OpenPinPad extends AsyncDisposable {
  readonly readers: Readers;
  readonly port: number;
  readonly pagePort: number;
}

/** Opens both. @param pace how the reader makes PACE */
export async function openPinPad({ port, pagePort, patience }: PinPadConfig, pace: PaceMaker): Promise<OpenPinPad> {
  await using opened = new AsyncDisposableStack();
  const keypad = createKeypad(patience * 1000);
  const readers = opened.use(await openVirtualPinPad({ host: '127.0.0.1', port, pace, keypad }));
  const hosts: string[] = [];
  const page = opened.use(await listen(pinPadRoutes(hosts, keypad), { port: pagePort }));
  hosts.push(...['reader.localhost', '127.0.0.1', 'localhost'].map((name) => `${name}:${page.port}`));
  const owned = opened.move();
  return { readers, port: readers.port, pagePort: page.port, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
