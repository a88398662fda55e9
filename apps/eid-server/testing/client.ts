// A client of our own hand, message by message: PAOS on one side, a chip on the other, every step to be changed by a test.
import { connectPsk, type PskConnection } from '../../../io/tls-psk/index.ts';
import { parseXml } from '../../../io/xml/index.ts';
import { encodeResponse, type Protocol, runSync } from '../../../lib/apdu/index.ts';
import { type Bytes, hex } from '../../../lib/bytes/index.ts';
import { masterFiles } from '../../../lib/card/index.ts';
import type { Card } from '../../../lib/chip/index.ts';
import { insertCard } from '../../../lib/chip/test-world.ts';
import {
  buildChain,
  type Chat,
  type CvCertificate,
  encodeChat,
  parseCertificate,
  parseChat,
  terminalCertificate,
  union,
} from '../../../lib/cvc/index.ts';
import { authenticateChip } from '../../../lib/eac/ca/index.ts';
import { compress } from '../../../lib/eac/key-agreement/index.ts';
import { digitsPassword, establishPace } from '../../../lib/eac/pace/index.ts';
import { authenticateTerminal, getChallenge, verifyCertificates } from '../../../lib/eac/ta/index.ts';
import * as ecard from '../../../lib/ecard/index.ts';
import { type SecureChannel, secured } from '../../../lib/secure-messaging/index.ts';
import type { Markup, Result, XmlElement } from '../../../lib/xml/index.ts';
import { cryptography } from './world.ts';

const offer = { protocol: '0.4.0.127.0.7.2.2.4.2.2', parameterId: 13 };

type TerminalClaim = Parameters<typeof authenticateTerminal>[0];

/** The holder's part: a card in a slot, the PIN, and what they permit of what is asked. */
export interface Holder {
  readonly card: Card;
  readonly permit?: (asked: { readonly required: Chat; readonly optional: Chat }) => Chat;
}

/** Makes each message of a client from the server's last one. */
export function createClient(identity: string, { card, permit = ({ required, optional }) => union(required, optional) }: Holder) {
  const slot = insertCard(card, cryptography);
  let channel: SecureChannel | undefined;
  let eac1: ecard.Eac1Input | undefined;
  let cars: readonly string[] = [];
  let claimed: TerminalClaim | undefined;
  let ephemeral: Bytes | undefined;
  const speak = <T>(protocol: Protocol<T>): T => {
    if (channel === undefined) throw new Error('no channel');
    const [result, next] = runSync(secured(protocol, channel), slot.send);
    channel = next;
    return result;
  };
  const authenticated = (protocol: ecard.EacProtocol, signature: Bytes): Markup => {
    speak(authenticateTerminal(claimed as TerminalClaim, signature));
    const efCardSecurity = speak(readFile(masterFiles.cardSecurity.shortFileId));
    const chip = card.chipKeys[0] as Card['chipKeys'][0];
    const proof = speak(authenticateChip({ protocol: chip.protocol, keyId: chip.id }, ephemeral as Bytes));
    const output = { kind: 'authenticated', efCardSecurity, authenticationToken: proof.token, nonce: proof.nonce } as const;
    return ecard.encodeDidAuthenticateEac2Response({ protocol, result: ecard.ok, output });
  };
  return {
    slot,
    startPaos: (): Markup =>
      ecard.encodeStartPaos({
        sessionIdentifier: identity,
        slotHandle: hex`00`,
        userAgent: { name: 'Test', major: 1, minor: 0, subminor: 0 },
      }),

    didAuthenticateEac1(message: XmlElement): Markup {
      eac1 = ecard.parseDidAuthenticateEac1(message);
      const chat = permit({ required: parseChat(eac1.requiredChat as Bytes), optional: parseChat(eac1.optionalChat as Bytes) });
      const opened = runSync(establishPace({ offer, password: digitsPassword('pin', '123456'), chat }, cryptography), slot.send);
      if (opened.kind !== 'established') throw new Error(opened.kind);
      channel = opened.channel;
      cars = opened.cars;
      const output = {
        chat: encodeChat(chat),
        certificationAuthorityReferences: leadsOn(eac1.certificates.map(parseCertificate), cars) ? [] : cars,
        efCardAccess: card.masterFile.cardAccess,
        idPicc: opened.idPicc,
        challenge: speak(getChallenge()),
      };
      return ecard.encodeDidAuthenticateEac1Response({ protocol: eac1.protocol, result: ecard.ok, output });
    },

    initializeFramework(message: XmlElement): Markup {
      ecard.parseInitializeFramework(message);
      return ecard.encodeInitializeFrameworkResponse({ result: ecard.ok, version: { major: 1, minor: 1, subminor: 5 } });
    },

    didAuthenticateEac2(message: XmlElement): Markup {
      const { certificates: more, ephemeralPublicKey, signature, protocol } = ecard.parseDidAuthenticateEac2(message);
      const certificates = (eac1 as ecard.Eac1Input).certificates.map(parseCertificate);
      speak(verifyCertificates(buildChain([...certificates, ...more.map(parseCertificate)], cars)));
      const terminal = terminalCertificate(certificates);
      claimed = {
        protocol: terminal.publicKey.oid,
        chr: terminal.chr.text,
        compressedKey: compress(ephemeralPublicKey),
        auxiliaryData: (eac1 as ecard.Eac1Input).auxiliaryData as Bytes,
      };
      ephemeral = ephemeralPublicKey;
      if (signature !== undefined) return authenticated(protocol, signature);
      const output = { kind: 'challenge', challenge: speak(getChallenge()) } as const;
      return ecard.encodeDidAuthenticateEac2Response({ protocol, result: ecard.ok, output });
    },

    eacAdditionalInput(message: XmlElement): Markup {
      const { protocol, signature } = ecard.parseEacAdditionalInput(message);
      return authenticated(protocol, signature);
    },

    transmit(message: XmlElement): Markup {
      const outputs: Bytes[] = [];
      for (const input of ecard.parseTransmit(message).inputs) {
        const response = slot.sendOctets(input.apdu);
        outputs.push(encodeResponse(response));
        if (!ecard.isAcceptable(input, response.status))
          return ecard.encodeTransmitResponse({ result: ecard.failed('unknownError'), outputs });
      }
      return ecard.encodeTransmitResponse({ result: ecard.ok, outputs });
    },
  };
}

export type Client = ReturnType<typeof createClient>;

/** Whether a chain from one of these authorities can begin. */
function leadsOn(certificates: readonly CvCertificate[], authorities: readonly string[]): boolean {
  return certificates.some(({ car, chr }) => car.text !== chr.text && authorities.includes(car.text));
}

/** What the client sends in answer to each of the server's messages. */
export const replies = {
  'initialize-framework': 'initializeFramework',
  'did-authenticate-eac1': 'didAuthenticateEac1',
  'did-authenticate-eac2': 'didAuthenticateEac2',
  'eac-additional-input': 'eacAdditionalInput',
  transmit: 'transmit',
} as const satisfies Partial<Record<ecard.ServerMessageName, keyof Client>>;

/** Sends documents and reads what comes back. */
export type Exchange = (
  document: string,
) => Promise<{ readonly relatesTo?: string; readonly messageId?: string; readonly body: XmlElement }>;

export function exchangeOver(connection: Pick<PskConnection, 'post'>): Exchange {
  return async (document) => ecard.parsePaos(parseXml((await connection.post(document, ecard.paosHeaders)).body));
}

let count = 0;

export function documentOf(body: Markup, relatesTo?: string): string {
  return ecard.encodeClientPaos({ messageId: `urn:uuid:${++count}`, ...(relatesTo !== undefined && { relatesTo }), body });
}

/** A whole sign-in; `change` may replace the message before the one that answers `asked`. Returns the last Result and all documents sent. */
export async function signIn(
  exchange: Exchange,
  client: Client,
  change: (asked: ecard.ServerMessageName | 'none', body: Markup) => Markup = (_, body) => body,
): Promise<{ readonly result: Result; readonly sent: readonly string[] }> {
  const sent: string[] = [];
  const send = async (body: Markup, relatesTo?: string) => {
    const document = documentOf(body, relatesTo);
    sent.push(document);
    return exchange(document);
  };
  let answer = await send(change('none', client.startPaos()));
  for (;;) {
    const asked = ecard.serverMessageName(answer.body);
    if (asked === 'start-paos-response') return { result: ecard.parseStartPaosResponse(answer.body), sent };
    if (asked === undefined || !(asked in replies)) throw new Error(`unexpected ${asked}`);
    const reply = client[replies[asked as keyof typeof replies]](answer.body);
    answer = await send(change(asked, reply), answer.messageId);
  }
}

export function connect(port: number, psk: { readonly id: string; readonly key: Uint8Array }): Promise<PskConnection> {
  return connectPsk({ address: new URL(`https://localhost:${port}/paos`), identity: psk.id, key: psk.key });
}

function* readFile(shortFileId: number): Protocol<Bytes> {
  const { data } = yield { cla: 0, ins: 0xb0, p1: 0x80 + shortFileId, p2: 0, expected: 65536, extended: true };
  return data;
}
