// What one session costs the eID server's process, with TLS, HTTP and saving its state, against the cryptography that it cannot do without.
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '../../../io/store/index.ts';
import type { UseIdRequest } from '../../../lib/eid-service/index.ts';
import type { EidServerConfig } from '../config.ts';
import { relyingParty } from '../testing/caller.ts';
import { noon, personalise, writeFiles } from '../testing/world.ts';
import type { Answer, Question } from './server.ts';

export { reference as sessionReference } from './reference.ts';

const rounds = { warm: 128, measured: 192 } as const;

/** A patient's sign-in: name, TAJ, pseudonym. */
const request: UseIdRequest = {
  operations: { givenNames: 'REQUIRED', familyNames: 'REQUIRED', taj: 'REQUIRED', restrictedId: 'REQUIRED' },
};

/** Microseconds of processor time for one session, all nodes together, and of the reference. */
export interface SessionCost {
  readonly microseconds: number;
  readonly reference: number;
}

/**
 * One session from useID to getResult, each with a TLS connection of its own. The reference: signature, two key agreements and verification on
 * brainpoolP256r1 and one private operation of the server's RSA key, by node:crypto in the same process.
 */
export async function measureEacServer(): Promise<SessionCost> {
  using database = temporaryFolder();
  await using cluster = await startCluster(database.path);
  return await measureNodes(1, cluster.url);
}

/**
 * So many sessions by one node, and twice as many by two on one database, which take connections in turn: half of the sessions are opened and collected at one
 * node and read by the other. What a second node brings is told by the processor time that a session costs then.
 */
export async function measureEacScale(): Promise<{ readonly one: SessionCost; readonly two: SessionCost }> {
  using database = temporaryFolder();
  await using cluster = await startCluster(database.path);
  return { one: await measureNodes(1, cluster.url), two: await measureNodes(2, cluster.url) };
}

async function measureNodes(count: number, databaseUrl: string): Promise<SessionCost> {
  using files = await writeFiles(databaseUrl);
  await using stack = new AsyncDisposableStack();
  const nodes: Node[] = [];
  for (let i = 0; i < count; i++) nodes.push(stack.use(await startNode({ ...files.config, reloadEvery: 10_000 })));
  // Where a session is opened and collected, and where the card is read.
  const ways = nodes.map(({ servicePort }, i) =>
    stack.use(relyingParty({ servicePort, paosPort: (nodes[(i + 1) % count] as Node).paosPort }, files.clients.first)),
  );
  const cpu = async () => (await Promise.all(nodes.map((node) => node.ask('cpu')))).reduce((sum, one) => sum + one, 0);
  // Several cards: the signature of each is to be verified, that of their signer is remembered.
  const cards = Array.from({ length: 10 }, () => personalise());
  const session = async (round: number, together: () => Promise<void>) => {
    const way = ways[round % count] as (typeof ways)[number];
    const { party: answer } = await way.signIn(request, { card: cards[round % cards.length] as (typeof cards)[number] }, together);
    if (answer.personalData?.taj === undefined) throw new TypeError('nothing was read');
  };
  await inFlight(rounds.warm * count, 16 * count, session);
  const before = await cpu();
  await inFlight(rounds.measured * count, 16 * count, session);
  const microseconds = ((await cpu()) - before) / (rounds.measured * count);
  return { microseconds, reference: await (nodes[0] as Node).ask('reference') };
}

interface Node extends AsyncDisposable {
  readonly servicePort: number;
  readonly paosPort: number;
  /** Microseconds. */
  ask(what: 'cpu' | 'reference'): Promise<number>;
}

/** A server in a process of its own. */
async function startNode(config: EidServerConfig): Promise<Node> {
  const child = fork(new URL('server.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const put = asking(child);
  const server = await put({ ask: 'start', config, at: noon });
  if (!('paosPort' in server)) throw new TypeError('the server has no address');
  return {
    ...server,
    async ask(what) {
      const answer = await put({ ask: what });
      return 'microseconds' in answer ? answer.microseconds : 0;
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended;
    },
  };
}

function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'eszig-bench-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Runs so many sessions, `size` at a time and in step: their messages reach the server together, as from as many computers, and it does not wait for the
 * cards and clients of this one process.
 */
async function inFlight(
  count: number,
  size: number,
  session: (round: number, together: () => Promise<void>) => Promise<void>,
): Promise<void> {
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
