// An eID server that runs on a PostgreSQL of its own, and relying parties that call it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createFetch } from '../../io/http/index.ts';
import { createLogger } from '../../io/log/index.ts';
import { startCluster } from '../../io/store/index.ts';
import { parseXml } from '../../io/xml/index.ts';
import type { Bytes } from '../../lib/bytes/index.ts';
import {
  encodeGetResult,
  encodeUseId,
  type GetResultResponse,
  parseGetResultResponse,
  parseUseIdResponse,
  type UseIdRequest,
  type UseIdResponse,
} from '../../lib/eid-service/index.ts';
import { parseSoap } from '../../lib/xml/index.ts';
import type { EidServerConfig } from './config.ts';
import { start } from './main.ts';
import { connect, createClient, exchangeOver, type Holder, signIn } from './test-client.ts';
import { noon, writeFiles } from './test-world.ts';

/** A request for whatever the card holds. */
export const everything: UseIdRequest = {
  operations: {
    givenNames: 'REQUIRED',
    familyNames: 'REQUIRED',
    taj: 'REQUIRED',
    motherName: 'ALLOWED',
    dateOfBirth: 'ALLOWED',
    placeOfResidence: 'ALLOWED',
    nationality: 'ALLOWED',
    restrictedId: 'REQUIRED',
    ageVerification: 'ALLOWED',
    placeVerification: 'ALLOWED',
  },
  age: 18,
  place: '1941',
  transactionInfo: 'Minta Kórház',
};

export interface OpenedSession {
  readonly session: Bytes;
  readonly psk: { readonly id: string; readonly key: Bytes };
}

/** A cluster and its files; `start` runs a server on them, of which there may be several. */
export async function establish(extra: Partial<EidServerConfig> = {}) {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'eszig-eid-server-pg-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = stack.use(await startCluster(folder));
  const files = stack.use(await writeFiles(cluster.url, extra));
  const lines: string[] = [];
  const log = createLogger('eid-server', 'debug', { write: (line: string) => lines.push(line) });
  const time = { now: noon };
  const database = new pg.Pool({ connectionString: cluster.url, max: 1 });
  stack.defer(() => database.end());
  const owned = stack.move();
  return {
    files,
    /** Everything that was logged. */
    lines,
    time,
    database,
    start: (change: Partial<EidServerConfig> = {}) => start({ ...files.config, ...change }, { log, clock: () => time.now }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export type World = Awaited<ReturnType<typeof establish>>;
export type Server = Awaited<ReturnType<World['start']>>;

/** A relying party at a server: its calls as values. */
export function relyingParty(server: Server, client: { readonly cert: string; readonly key: string } | undefined) {
  const fetch = createFetch({ ...client, accept: () => true });
  const post = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`https://localhost:${server.servicePort}/`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/xml', ...headers },
    });
    return { status: answer.status, octets: new Uint8Array(await answer.arrayBuffer()) };
  };
  const call = async (body: string) => parseSoap(parseXml((await post(body)).octets)).body;
  const useId = async (request: UseIdRequest): Promise<UseIdResponse> => parseUseIdResponse(await call(encodeUseId(request)));
  const getResult = async (session: Bytes, counter = 1): Promise<GetResultResponse> =>
    parseGetResultResponse(await call(encodeGetResult({ session, counter })));
  const open = async (request: UseIdRequest): Promise<OpenedSession> => {
    const { session, psk } = await useId(request);
    if (session === undefined || psk === undefined) throw new Error('no session');
    return { session, psk };
  };
  return {
    post,
    call,
    useId,
    getResult,
    open,
    /** One whole sign-in, as the holder lets it go: the client's end and the relying party's. */
    async signIn(request: UseIdRequest, holder: Holder) {
      const { session, psk } = await open(request);
      const client = createClient(psk.id, holder);
      using connection = await connect(server.paosPort, psk);
      const { result, sent } = await signIn(exchangeOver(connection), client);
      return { client: result, party: await getResult(session), performed: client.slot.performed, sent };
    },
    [Symbol.dispose]: () => fetch[Symbol.dispose](),
  };
}
