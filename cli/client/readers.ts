// The readers of this computer for a command: found by PC/SC, chosen by name, and the card in one of them.
import { hostPace, openPcscReaders, type PcscService, type Readers } from '../../io/reader/index.ts';
import type { Cryptography } from '../../lib/crypto/index.ts';

/** Milliseconds that PC/SC has to name its readers and what lies in them. */
const settling = 800;

export interface FoundReaders extends AsyncDisposable {
  readonly readers: Readers;
  readonly service: PcscService;
}

/** Starts PC/SC and waits until its readers are known. */
export async function findReaders(cryptography: Cryptography): Promise<FoundReaders> {
  const readers = openPcscReaders({ pace: hostPace(cryptography) });
  const deadline = performance.now() + settling;
  while (performance.now() < deadline && ['starting', 'running'].includes(readers.service)) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (readers.list().some(({ presence }) => presence !== 'none')) break;
  }
  await readers.asked();
  return {
    readers,
    get service() {
      return readers.service;
    },
    [Symbol.asyncDispose]: () => readers[Symbol.asyncDispose](),
  };
}

/** Only the readers that may be used: one by name, or all. */
export function narrowed(readers: Readers, wanted: string | undefined): Readers {
  if (wanted === undefined) return readers;
  return { ...readers, list: () => readers.list().filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase())) };
}
