// StartPAOS: the client reports at the eID server, and speaks with it until it has the last word. TR-03112-7 2.6, TR-03124-1 2.6.
import { randomUUID } from 'node:crypto';
import { recordHop } from '../../../io/road/index.ts';
import { parseXml } from '../../../io/xml/index.ts';
import { hex, utf8 } from '../../../lib/bytes/index.ts';
import {
  eacProtocols,
  encodeClientPaos,
  encodeDidAuthenticateEac1Response,
  encodeDidAuthenticateEac2Response,
  encodeInitializeFrameworkResponse,
  encodeStartPaos,
  encodeTransmitResponse,
  failed,
  ok,
  parseInitializeFramework,
  parsePaos,
  type ServerMessageName,
  serverMessageName,
} from '../../../lib/ecard/index.ts';
import type { Markup, XmlElement } from '../../../lib/xml/index.ts';
import { type ClientFailure, failureOf } from '../failure.ts';
import { version } from '../version.ts';
import { didAuthenticateEac1 } from './did-authenticate-eac1.ts';
import { didAuthenticateEac2, eacAdditionalInput } from './did-authenticate-eac2.ts';
import { type Outcome, startPaosResponse } from './start-paos-response.ts';
import type { Means, PaosConnection, SignInState, Visit } from './state.ts';
import { transmit } from './transmit.ts';

type Stage = SignInState['stage'];
type Step<S extends SignInState> = (state: S, body: XmlElement, means: Means, visit: Visit) => Promise<readonly [SignInState, Markup]>;

/** Which message may come when, and what answers it. Any other is a fault of the server. */
const road: { readonly [S in Stage]: { readonly [M in ServerMessageName]?: Step<Extract<SignInState, { stage: S }>> } } = {
  started: { 'initialize-framework': initializeFramework, 'did-authenticate-eac1': didAuthenticateEac1 },
  confirmed: { 'did-authenticate-eac2': didAuthenticateEac2 },
  challenged: { 'eac-additional-input': eacAdditionalInput },
  authenticated: { transmit },
  stopped: {},
};

/** The name of our answer to each message: the name of its hop. */
const hopOf: Readonly<Record<ServerMessageName, string>> = {
  'initialize-framework': 'initialize-framework',
  'did-authenticate-eac1': 'did-authenticate-eac1',
  'did-authenticate-eac2': 'did-authenticate-eac2',
  'eac-additional-input': 'did-authenticate-eac2',
  transmit: 'transmit',
  'start-paos-response': 'start-paos-response',
};

/** Speaks with the eID server to the end. Never throws for what happened on this side: the server is told, and has the last word. */
export async function startPaos(connection: PaosConnection, sessionIdentifier: string, means: Means, visit: Visit): Promise<Outcome> {
  const { record, trace, log } = means;
  const slotHandle = hex`00`;
  let state: SignInState = { stage: 'started' };
  let relatesTo: string | undefined;

  async function send(hop: string, body: Markup): Promise<XmlElement> {
    const document = encodeClientPaos({ messageId: `urn:uuid:${randomUUID()}`, ...(relatesTo !== undefined && { relatesTo }), body });
    trace('paos-request.xml', utf8(document));
    const answer = await recordHop(record, { hop, from: 'eid-client', to: 'eid-server', session: visit.mark }, () =>
      connection.exchange(document),
    );
    trace('paos-response.xml', answer);
    const envelope = parsePaos(parseXml(answer));
    relatesTo = envelope.messageId;
    return envelope.body;
  }

  let body = await send('start-paos', encodeStartPaos({ sessionIdentifier, slotHandle, userAgent: { name: 'eSzig Kliens', ...version } }));
  for (;;) {
    const name = serverMessageName(body);
    if (name === 'start-paos-response') {
      return startPaosResponse(body, state, means, visit);
    }
    const step: Step<SignInState> | undefined = name && (road[state.stage][name] as Step<SignInState> | undefined);
    if (name === undefined || step === undefined) return { kind: 'refused', redirect: 'serverError' };
    let answer: Markup;
    try {
      [state, answer] = await step(state, body, means, visit);
    } catch (thrown) {
      const failure = failureOf(thrown);
      log.warn('sign-in stopped', { code: failure.code, message: name }, thrown);
      state = { stage: 'stopped', failure };
      answer = refusal(name, failure);
    }
    body = await send(hopOf[name], answer);
  }
}

async function initializeFramework(state: { readonly stage: 'started' }, body: XmlElement): Promise<readonly [SignInState, Markup]> {
  parseInitializeFramework(body);
  return [state, encodeInitializeFrameworkResponse({ result: ok, version: { major: 1, minor: 1, subminor: 5 } })];
}

/** The answer that was due, saying only what went wrong. */
function refusal(name: Exclude<ServerMessageName, 'start-paos-response'>, failure: ClientFailure): Markup {
  const result = failed(failure.result);
  const [protocol] = eacProtocols;
  switch (name) {
    case 'initialize-framework':
      return encodeInitializeFrameworkResponse({ result, version: { major: 1, minor: 1, subminor: 5 } });
    case 'did-authenticate-eac1':
      return encodeDidAuthenticateEac1Response({ protocol, result });
    case 'transmit':
      return encodeTransmitResponse({ result, outputs: [] });
    default:
      return encodeDidAuthenticateEac2Response({ protocol, result });
  }
}
