// A relying party that calls an eID server, its calls as values.
import { createFetch } from '../../../io/http/index.ts';
import { parseXml } from '../../../io/xml/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import {
  encodeGetResult,
  encodeUseId,
  type GetResultResponse,
  parseGetResultResponse,
  parseUseIdResponse,
  type UseIdRequest,
  type UseIdResponse,
} from '../../../lib/eid-service/index.ts';
import { parseSoap, type XmlElement } from '../../../lib/xml/index.ts';
import type { EidServer } from '../main.ts';
import { connect, createClient, exchangeOver, type Holder, signIn } from './client.ts';

interface OpenedSession {
  readonly session: Bytes;
  readonly psk: { readonly id: string; readonly key: Bytes };
  readonly eCardServerAddress?: string;
}

/** A relying party at a server: its calls as values. */
export function relyingParty(
  server: Pick<EidServer, 'servicePort' | 'paosPort'>,
  client: { readonly cert: string; readonly key: string } | undefined,
) {
  const fetch = createFetch({ ...client, accept: () => true });
  const post = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`https://localhost:${server.servicePort}/`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/xml', ...headers },
    });
    return { status: answer.status, octets: new Uint8Array(await answer.arrayBuffer()) };
  };
  let last: XmlElement | undefined;
  const call = async (body: string) => {
    last = parseSoap(parseXml((await post(body)).octets)).body;
    return last;
  };
  const useId = async (request: UseIdRequest): Promise<UseIdResponse> => parseUseIdResponse(await call(encodeUseId(request)));
  const getResult = async (session: Bytes, counter = 1): Promise<GetResultResponse> =>
    parseGetResultResponse(await call(encodeGetResult({ session, counter })));
  const open = async (request: UseIdRequest): Promise<OpenedSession> => {
    const { session, psk, eCardServerAddress } = await useId(request);
    if (session === undefined || psk === undefined) throw new Error('no session');
    return { session, psk, ...(eCardServerAddress !== undefined && { eCardServerAddress }) };
  };
  return {
    post,
    call,
    useId,
    getResult,
    /** The last answer as it came. */
    received(): XmlElement {
      if (last === undefined) throw new Error('nothing was asked');
      return last;
    },
    open,
    /** One whole sign-in, as the holder lets it go: the client's end and the relying party's. `beforeEach` is waited for before each request. */
    async signIn(request: UseIdRequest, holder: Holder, beforeEach: () => Promise<void> = async () => undefined) {
      await beforeEach();
      const { session, psk } = await open(request);
      const client = createClient(psk.id, holder);
      await beforeEach();
      using connection = await connect(server.paosPort, psk);
      const exchange = exchangeOver(connection);
      const paced = async (document: string) => {
        await beforeEach();
        return exchange(document);
      };
      const { result, sent } = await signIn(paced, client);
      await beforeEach();
      return { client: result, party: await getResult(session), performed: client.slot.performed, sent };
    },
    [Symbol.dispose]: () => fetch[Symbol.dispose](),
  };
}
