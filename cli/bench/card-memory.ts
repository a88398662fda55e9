// A thousand cards served by one process, each powered and asked for a file: memory of that process.
import { fork } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeCard } from '../../apps/chip/card-store.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { frame } from '../../io/reader/vpcd.ts';
import { hex } from '../../lib/bytes/index.ts';
import { establishAuthorities } from '../../lib/chip/test-terminal.ts';
import { newCard } from '../../lib/chip/test-world.ts';
import { type BenchResult, round } from './bench.ts';
import { memoryOf, temporaryFolder } from './process.ts';

const cards = 1000;

export async function measure(): Promise<BenchResult> {
  using folder = temporaryFolder();
  const files = Array.from({ length: cards }, (_, i) => join(folder.path, `${i}.json`));
  const cryptography = createCryptography();
  const { root } = establishAuthorities(cryptography);
  for (const file of files) await writeCard(file, newCard(cryptography, root.certificate));

  let answered = 0;
  const sockets: Socket[] = [];
  const all = Promise.withResolvers<void>();
  const readers = createServer((socket) => {
    sockets.push(socket);
    socket.write(frame(Uint8Array.of(1)));
    socket.write(frame(hex`00B09C0000`));
    socket.once('data', () => ++answered === cards && all.resolve());
    socket.on('error', () => undefined);
  });
  const port = await new Promise<number>((resolve) => {
    readers.listen(0, '127.0.0.1', () => resolve((readers.address() as { port: number }).port));
  });
  const child = fork(new URL('card-server.ts', import.meta.url), [String(port), folder.path, String(cards)], { stdio: 'inherit' });
  child.once('exit', () => all.reject(new TypeError('the process of the cards ended')));
  try {
    await all.promise;
    await wait(2_000);
    return {
      megabytes: round(memoryOf(child.pid ?? 0) / 1e6),
      reference: 'proportional set size of the process that serves them, idle for two seconds',
      cards,
    };
  } finally {
    child.removeAllListeners('exit');
    child.kill();
    for (const socket of sockets) socket.destroy();
    readers.close();
  }
}
