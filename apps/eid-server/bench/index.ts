// What one session costs the eID server's process, with TLS, HTTP and saving its state, against the cryptography that it cannot do without.
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '../../../io/store/index.ts';
import type { UseIdRequest } from '../../../lib/eid-service/index.ts';
import { relyingParty } from '../testing/caller.ts';
import { noon, personalise, writeFiles } from '../testing/world.ts';
import type { Answer, Question } from './server.ts';

const rounds = { warm: 128, measured: 192 } as const;

/** A patient's sign-in: name, TAJ, pseudonym. */
const request: UseIdRequest = {
  operations: { givenNames: 'REQUIRED', familyNames: 'REQUIRED', taj: 'REQUIRED', restrictedId: 'REQUIRED' },
};

/**
 * Microseconds of processor time for one session, from useID to getResult, each with a TLS connection of its own, and of the reference: signature, two key
 * agreements and verification on brainpoolP256r1 and one private operation of the server's RSA key, by node:crypto in the same process.
 */
export async function measureEacServer(): Promise<{ readonly microseconds: number; readonly reference: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'eszig-bench-'));
  const child = fork(new URL('server.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await using cluster = await startCluster(folder);
    using files = await writeFiles(cluster.url);
    const ask = asking(child);
    const server = await ask({ ask: 'start', config: { ...files.config, reloadEvery: 10_000 }, at: noon });
    if (!('paosPort' in server)) throw new TypeError('the server has no address');
    const cpu = async (question: 'cpu' | 'reference') => {
      const answer = await ask({ ask: question });
      return 'microseconds' in answer ? answer.microseconds : 0;
    };
    using party = relyingParty(server, files.clients.first);
    // Several cards: the signature of each is to be verified, that of their signer is remembered.
    const cards = Array.from({ length: 10 }, () => personalise());
    const session = async (round: number, together: () => Promise<void>) => {
      const { party: answer } = await party.signIn(request, { card: cards[round % cards.length] as (typeof cards)[number] }, together);
      if (answer.personalData?.taj === undefined) throw new TypeError('nothing was read');
    };
    await inFlight(rounds.warm, session);
    const before = await cpu('cpu');
    await inFlight(rounds.measured, session);
    const microseconds = ((await cpu('cpu')) - before) / rounds.measured;
    const reference = await cpu('reference');
    child.disconnect();
    await ended;
    return { microseconds, reference };
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs so many sessions, sixteen at a time and in step: their messages reach the server together, as from as many computers, and it does not wait for the
 * cards and clients of this one process.
 */
async function inFlight(count: number, session: (round: number, together: () => Promise<void>) => Promise<void>): Promise<void> {
  const size = 16;
  for (let first = 0; first < count; first += size) {
    let waiting: (() => void)[] = [];
    const together = () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length < size) return;
        for (const go of waiting) go();
        waiting = [];
      });
    await Promise.all(Array.from({ length: size }, (_, i) => session(first + i, together)));
  }
}

function asking(child: ChildProcess): (question: Question) => Promise<Answer> {
  return (question) =>
    new Promise((resolve, reject) => {
      const gone = () => reject(new TypeError('the server has ended'));
      child.once('exit', gone);
      child.once('message', (answer) => {
        child.off('exit', gone);
        resolve(answer as Answer);
      });
      child.send(question);
    });
}
