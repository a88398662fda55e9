// The eID interface: SOAP over mutual TLS. Who calls is told by the key of the client certificate and by nothing else. TR-03130-1 3.2.
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type SigningKey, signSoap, verifySoap } from '../../io/ws-security/index.ts';
import { parseXml } from '../../io/xml/index.ts';
import { bytes } from '../../lib/bytes/index.ts';
import {
  encodeGetResultResponse,
  encodeGetServerInfoResponse,
  encodeUseIdResponse,
  isHungarian,
  parseGetServerInfo,
  refused,
} from '../../lib/eid-service/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { parseSoap, type Result, type XmlElement } from '../../lib/xml/index.ts';
import { type GetResultContext, getResult } from './login/get-result.ts';
import { type UseIdContext, useId } from './login/use-id.ts';
import { keyOf } from './material.ts';
import type { ClientCertificate, RelyingParty } from './relying-party.ts';
import { permittedOperations } from './rights.ts';

export interface ServiceContext extends UseIdContext, GetResultContext {
  readonly parties: readonly RelyingParty[];
  /** Signs answers to relying parties whose requests are signed. */
  readonly signingKey: SigningKey;
}

interface Operation {
  /** The SOAP document of the answer. */
  answer(message: XmlElement, party: RelyingParty, context: ServiceContext): Promise<string>;
  refuse(result: Result): string;
}

/** The edition of the interface, in the form that TR-03130-1 3.6.3 gives. */
const version = { text: 'Version 2.4.0 02.08.2021', major: 2, minor: 4, bugfix: 0 } as const;

/** Operations of the second namespace are named to those only who ask for them: for all others the answer is the standard's. */
function serverInfo(message: XmlElement, { terminal }: RelyingParty): string {
  const { hungarian } = parseGetServerInfo(message);
  const named = permittedOperations(terminal.certificate.chat).filter((name) => hungarian || !isHungarian(name));
  return encodeGetServerInfoResponse({ version, rights: Object.fromEntries(named.map((name) => [name, 'ALLOWED'])) });
}

/** By the local name of the body's element. */
const operations: Readonly<Record<string, Operation>> = {
  useIDRequest: {
    answer: async (message, party, context) => encodeUseIdResponse(await useId(message, party, context)),
    refuse: (result) => encodeUseIdResponse({ result }),
  },
  getResultRequest: {
    answer: async (message, party, context) => encodeGetResultResponse(await getResult(message, party, context)),
    refuse: (result) => encodeGetResultResponse({ result }),
  },
  getServerInfoRequest: {
    answer: async (message, party) => serverInfo(message, party),
    refuse: (result) => encodeGetServerInfoResponse({ result, version, rights: {} }),
  },
};

/** The web application of the interface: SOAP, and beside it the sessions whose cards have ended (`GET /ended`, JSON). A faulty request is answered with 200 and a Result, as the standard wants. */
export function createService(context: ServiceContext): Hono<{ Bindings: { incoming: IncomingMessage } }> {
  const app = new Hono<{ Bindings: { incoming: IncomingMessage } }>();
  app.post('/', bodyLimit({ maxSize: 64 * 1024 }), async (c) => {
    const caller = callerOf(c.env.incoming.socket as TLSSocket, context.parties);
    if (caller === undefined) return c.body(null, 403);
    const document = bytes(new Uint8Array(await c.req.arrayBuffer()));
    const answer = await respond(document, c.req.header('soapaction') ?? '', caller, context);
    if (answer === undefined) return c.body(null, 400);
    const written = !caller.party.signs ? answer : signSoap(answer, context.signingKey, context.clock());
    return c.body(written, 200, { 'content-type': 'text/xml;charset=UTF-8' });
  });
  app.get('/ended', async (c) => {
    const caller = callerOf(c.env.incoming.socket as TLSSocket, context.parties);
    if (caller === undefined) return c.body(null, 403);
    return c.json({ sessions: await context.store.ended(caller.party.name) });
  });
  return app;
}

async function respond(
  document: Uint8Array,
  action: string,
  { party, client }: Caller,
  context: ServiceContext,
): Promise<string | undefined> {
  let name = `${/([A-Za-z]+)"?$/.exec(action)?.[1] ?? ''}Request`;
  try {
    const { body: sent } = parseSoap(parseXml(document));
    name = sent.name;
    const body = party.signs ? verifySoap(document, client.pem, context.clock()) : sent;
    name = body.name;
    return await operationOf(name)?.answer(body, party, context);
  } catch (thrown) {
    const result = resultFor(thrown);
    context.log.warn('request-refused', { party: party.name, request: operationOf(name) === undefined ? 'unknown' : name }, thrown);
    return operationOf(name)?.refuse(result);
  }
}

function resultFor(thrown: unknown): Result {
  if (!isEidError(thrown)) return refused('internalError', 'internal');
  if (thrown.code.startsWith('xml.')) return refused('schemaViolation', thrown.code);
  return refused('internalError', thrown.code === 'database.unreachable' ? 'database.unreachable' : 'internal');
}

function operationOf(name: string): Operation | undefined {
  return Object.hasOwn(operations, name) ? operations[name] : undefined;
}

/** Who is at the other end, and which of its client certificates has the key that was shown. */
interface Caller {
  readonly party: RelyingParty;
  readonly client: ClientCertificate;
}

function callerOf(socket: TLSSocket, parties: readonly RelyingParty[]): Caller | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (!socket.authorized || certificate === undefined) return undefined;
  const key = keyOf(certificate);
  const callers = parties.flatMap((party) => party.clients.map((client) => ({ party, client })));
  return callers.find(({ client }) => client.key === key);
}
