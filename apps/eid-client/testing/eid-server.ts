// For tests: a service with a TC token and an eID server, over real TLS and real TLS-PSK, whose every answer a test can change.
import { randomBytes } from 'node:crypto';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { servePsk } from '../../../io/tls-psk/index.ts';
import { parseXml } from '../../../io/xml/index.ts';
import { type CommandApdu, encodeCommand, parseCommand, parseResponse } from '../../../lib/apdu/index.ts';
import { type Bytes, bytes, hex } from '../../../lib/bytes/index.ts';
import { type AuthenticationRight, type CvCertificate, createChat, encodeChat } from '../../../lib/cvc/index.ts';
import { openChipChannel } from '../../../lib/eac/ca/index.ts';
import { compress } from '../../../lib/eac/key-agreement/index.ts';
import { terminalSignatureInput } from '../../../lib/eac/ta/index.ts';
import {
  type Eac1Output,
  eacProtocols,
  encodeDidAuthenticateEac1,
  encodeDidAuthenticateEac2,
  encodeEacAdditionalInput,
  encodeInitializeFramework,
  encodeServerPaos,
  encodeStartPaosResponse,
  encodeTcToken,
  encodeTransmit,
  failed,
  ok,
  paosContentType,
  parseDidAuthenticateEac1Response,
  parseDidAuthenticateEac2Response,
  parsePaos,
  parseTransmitResponse,
} from '../../../lib/ecard/index.ts';
import { protectAll, unprotectAll } from '../../../lib/secure-messaging/index.ts';
import type { Markup, Result, XmlElement } from '../../../lib/xml/index.ts';
import { type Authorities, createAuthorities, cryptography, describe, type TlsCertificate, tlsCertificate } from './authorities.ts';

const serviceTls = tlsCertificate('EC', 2, 'idp.localhost');
const paosTls = tlsCertificate('RSA', 2, 'localhost');

export const selectApplication = parseCommand(hex`00A4040C 09 E80704007F00070302`);
export const readDg4: CommandApdu = { cla: 0, ins: 0xb0, p1: 0x84, p2: 0, expected: 256 };
const fromHex = (digits: string): Bytes => bytes(Buffer.from(digits, 'hex'));

export interface Behaviour {
  /** Rights of the terminal certificate. */
  rights: readonly AuthenticationRight[];
  required: readonly AuthenticationRight[];
  optional: readonly AuthenticationRight[];
  transactionInfo: string | undefined;
  /** TLS hashes of the description. */
  listed: readonly Bytes[];
  /** The description sent; another than the certificate's when a test wants it so. */
  sentDescription: ((real: Bytes) => Bytes) | undefined;
  subjectUrl: string | undefined;
  certificates: ((terminal: Bytes, dv: Bytes) => readonly Bytes[]) | undefined;
  withSignature: boolean;
  initializeFramework: boolean;
  /** A message sent in place of EAC1. */
  instead: Markup | undefined;
  /** Each message of the server, as it leaves. */
  reword: ((message: string) => string) | undefined;
  terminalValidity: Pick<CvCertificate, 'effective' | 'expiration'> | undefined;
  /** The whole object 67. */
  auxiliaryData: Bytes | undefined;
  /** What is sent to the card in one batch: commands in clear, each with the status words (hexadecimal) that let the batch go on. */
  commands: readonly { readonly command: CommandApdu; readonly acceptable: readonly string[] }[];
  lastWord: Result | undefined;
  tokenChanges: Readonly<Record<string, string>>;
  /** The whole answer at the token's address; the usual one where it gives none. */
  token:
    | ((request: { readonly url: string }) => { status: number; headers?: Record<string, string>; body?: string | Buffer } | undefined)
    | undefined;
  refreshPath: string;
  /**
   * PAOS is spoken at the service itself, over the TLS session of the token: over its connection, over one that resumes the session (the service closes
   * each connection), or, wrongly, at a service that takes up no session.
   */
  attached: 'kept' | 'resumed' | 'forgotten' | undefined;
}

export interface TestService extends AsyncDisposable {
  readonly authorities: Authorities;
  readonly behaviour: Behaviour;
  readonly tokenUrl: string;
  readonly origin: string;
  /** What the client said, by message. */
  readonly heard: {
    results: Result[];
    eac1?: Eac1Output;
    outputs: number[];
    requests: string[];
    authenticated: boolean;
    messages: XmlElement[];
    /** Of the requests at the service: whether the TLS session was a resumed one. */
    resumed: boolean[];
  };
  /** Public key of the card for chip authentication. */
  chipKey: Bytes;
}

export async function startService(): Promise<TestService> {
  const authorities = createAuthorities();
  const heard: TestService['heard'] = { results: [], outputs: [], requests: [], authenticated: false, messages: [], resumed: [] };
  const psk = cryptography.random(32);
  const sessionIdentifier = 'session-1';

  const web = https.createServer({ cert: serviceTls.cert, key: serviceTls.key }, async (request, response) => {
    const url = request.url ?? '';
    heard.requests.push(url);
    heard.resumed.push((request.socket as TLSSocket).isSessionReused());
    if (behaviour.attached !== undefined && behaviour.attached !== 'kept') response.setHeader('connection', 'close');
    if (request.method === 'POST') {
      const { contentType, body } = answerPaos(await buffer(request));
      response.writeHead(200, { 'content-type': contentType });
      return void response.end(body);
    }
    // What the client was given before is worth nothing from now on.
    if (behaviour.attached === 'forgotten') response.once('finish', () => web.setTicketKeys(randomBytes(48)));
    const answer = url.startsWith('/token') ? (behaviour.token?.({ url }) ?? tokenAnswer()) : { status: 200, body: 'refresh' };
    response.writeHead(answer.status, { 'content-type': 'text/xml; charset=utf-8', ...answer.headers });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const origin = `https://idp.localhost:${(web.address() as AddressInfo).port}`;

  const behaviour: Behaviour = {
    rights: ['restrictedIdentification', 'readDg4', 'readDg5', 'writeDg17'],
    required: ['restrictedIdentification'],
    optional: ['readDg4', 'readDg5', 'writeDg17'],
    transactionInfo: 'EESZT Portál',
    listed: [serviceTls.hash, paosTls.hash],
    sentDescription: undefined,
    subjectUrl: origin,
    certificates: undefined,
    withSignature: true,
    initializeFramework: false,
    instead: undefined,
    reword: undefined,
    terminalValidity: undefined,
    auxiliaryData: undefined,
    commands: [
      { command: selectApplication, acceptable: ['9000'] },
      { command: readDg4, acceptable: ['9000'] },
    ],
    lastWord: undefined,
    tokenChanges: {},
    token: undefined,
    refreshPath: '/refresh?s=1',
    attached: undefined,
  };

  function tokenAnswer() {
    const document = encodeTcToken({
      serverAddress: behaviour.attached === undefined ? `https://localhost:${paos.port}/paos` : `${origin}/paos`,
      sessionIdentifier,
      refreshAddress: origin + behaviour.refreshPath,
      communicationErrorAddress: `${origin}/error`,
      psk,
    });
    const changed = Object.entries(behaviour.tokenChanges).reduce(
      (text, [name, value]) => text.replace(new RegExp(`<${name}>[^<]*</${name}>`), value),
      document,
    );
    return { status: 200, body: changed };
  }

  let conversation = converse();
  const paos = await servePsk({
    host: '127.0.0.1',
    port: 0,
    path: '/paos',
    certificate: paosTls.cert,
    privateKey: paosTls.key,
    key: (identity) => (identity === sessionIdentifier ? psk : undefined),
    largest: 1024 * 1024,
    connections: 10,
    silence: 60_000,
    answer: async (_, octets) => answerPaos(octets),
  });

  function answerPaos(octets: Uint8Array) {
    const { body, messageId } = parsePaos(parseXml(octets));
    heard.messages.push(body);
    if (body.name === 'StartPAOS') {
      conversation = converse();
      conversation.next(body);
    }
    const step = conversation.next(body);
    const answer = { markup: behaviour.reword?.(step.value.markup) ?? step.value.markup };
    const document = encodeServerPaos({ messageId: 'urn:uuid:0', ...(messageId && { relatesTo: messageId }), body: answer });
    return { status: 200, contentType: paosContentType, body: document };
  }

  /** The server's side of one sign-in, as far as a test needs it to be true. */
  function* converse(): Generator<Markup, Markup, XmlElement> {
    yield encodeStartPaosResponse(ok);
    if (behaviour.initializeFramework) yield encodeInitializeFramework();
    if (behaviour.instead !== undefined) yield behaviour.instead;
    const description = describe({ subjectUrl: behaviour.subjectUrl, commCertificates: behaviour.listed } as never);
    const { certificate, signer } = authorities.terminal(description, behaviour.rights, behaviour.terminalValidity);
    const [protocol] = eacProtocols;
    const address = { didName: 'PIN', protocol };
    const eac1 = parseDidAuthenticateEac1Response(
      yield encodeDidAuthenticateEac1({
        ...address,
        certificates: behaviour.certificates?.(certificate.raw, authorities.dv.raw) ?? [certificate.raw, authorities.dv.raw],
        certificateDescription: behaviour.sentDescription?.(description) ?? description,
        requiredChat: encodeChat(createChat(behaviour.required)),
        optionalChat: encodeChat(createChat(behaviour.optional)),
        ...(behaviour.auxiliaryData && { auxiliaryData: behaviour.auxiliaryData }),
        ...(behaviour.transactionInfo === undefined ? {} : { transactionInfo: behaviour.transactionInfo }),
      }),
    );
    heard.results.push(eac1.result);
    if (eac1.output === undefined) return encodeStartPaosResponse(failedLike(eac1.result));
    heard.eac1 = eac1.output;

    const on = cryptography.curve('brainpoolP256r1');
    const ephemeral = on.keyPair(on.randomScalar(cryptography.random));
    const { auxiliaryData } = behaviour;
    const claim = { compressedKey: compress(ephemeral.point), ...(auxiliaryData && { auxiliaryData }) };
    const sign = (challenge: Bytes) =>
      signer.sign('SHA-256', terminalSignatureInput({ idPicc: eac1.output?.idPicc as Bytes, challenge }, claim));
    const input = { ...address, certificates: [], ephemeralPublicKey: ephemeral.point };
    let eac2 = parseDidAuthenticateEac2Response(
      yield encodeDidAuthenticateEac2({ ...input, ...(behaviour.withSignature && { signature: sign(eac1.output.challenge) }) }),
    );
    if (eac2.output?.kind === 'challenge') {
      const signature = sign(eac2.output.challenge);
      eac2 = parseDidAuthenticateEac2Response(yield encodeEacAdditionalInput({ ...address, signature }));
    }
    heard.results.push(eac2.result);
    if (eac2.output?.kind !== 'authenticated') return encodeStartPaosResponse(failedLike(eac2.result));
    const { nonce, authenticationToken: token } = eac2.output;
    const parameters = { protocol: '0.4.0.127.0.7.2.2.3.2.2', curve: 'brainpoolP256r1', chipKey: service.chipKey, ephemeral } as const;
    const channel = openChipChannel(parameters, { nonce, token }, cryptography);
    heard.authenticated = true;

    const { commands } = behaviour;
    const inputs = protectAll(
      channel,
      commands.map(({ command }) => command),
    ).map((command, i) => ({ apdu: encodeCommand(command), acceptable: (commands[i]?.acceptable ?? []).map(fromHex) }));
    const transmitted = parseTransmitResponse(yield encodeTransmit({ inputs }));
    heard.results.push(transmitted.result);
    const [, answers] = unprotectAll(channel, transmitted.outputs.map(parseResponse));
    heard.outputs.push(...answers.map(({ status }) => status));
    return encodeStartPaosResponse(behaviour.lastWord ?? ok);
  }

  const service: TestService = {
    authorities,
    behaviour,
    origin,
    tokenUrl: `${origin}/token`,
    heard,
    chipKey: new Uint8Array(0),
    async [Symbol.asyncDispose]() {
      await paos[Symbol.asyncDispose]();
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
    },
  };
  return service;
}

export const tls: { readonly service: TlsCertificate; readonly paos: TlsCertificate } = { service: serviceTls, paos: paosTls };

function failedLike(result: Result): Result {
  return result.minor === undefined ? failed('internalError') : { major: 'error', minor: result.minor };
}
