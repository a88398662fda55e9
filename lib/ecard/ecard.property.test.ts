// Decoders of PAOS and of the eID interface throw nothing but EidError, whatever they are fed; texts survive whatever they hold.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseXml } from '../../io/xml/index.ts';
import { hex, utf8 } from '../bytes/index.ts';
import * as service from '../eid-service/index.ts';
import { EidError } from '../error/index.ts';
import { parseSoap, xml, xmlDocument } from '../xml/index.ts';
import * as ecard from './index.ts';

const address = { slotHandle: hex`00`, didName: 'PIN', protocol: ecard.eacProtocols[0] };
const output = { certificationAuthorityReferences: ['HUCVCAeID00001'], efCardAccess: hex`31`, idPicc: hex`01`, challenge: hex`02` };

/** Documents of every kind, to be damaged. */
const documents: readonly string[] = [
  ...[
    ecard.encodeStartPaos({ sessionIdentifier: 'a', slotHandle: hex`00`, userAgent: { name: 'n', major: 1, minor: 0, subminor: 0 } }),
    ecard.encodeInitializeFrameworkResponse({ result: ecard.ok, version: { major: 1, minor: 1, subminor: 5 } }),
    ecard.encodeDidAuthenticateEac1({ ...address, certificates: [hex`7F21`], certificateDescription: hex`30`, transactionInfo: 't' }),
    ecard.encodeDidAuthenticateEac1Response({ protocol: address.protocol, result: ecard.ok, output }),
    ecard.encodeDidAuthenticateEac2({ ...address, certificates: [], ephemeralPublicKey: hex`04`, signature: hex`05` }),
    ecard.encodeTransmit({ slotHandle: hex`00`, inputs: [{ apdu: hex`00`, acceptable: [hex`9000`] }] }),
    ecard.encodeTransmitResponse({ result: ecard.failed('internalError'), outputs: [hex`9000`] }),
  ].map((body) => ecard.encodeClientPaos({ messageId: 'urn:uuid:1', relatesTo: 'urn:uuid:0', body })),
  ecard.encodeTcToken({ serverAddress: 'https://a/', sessionIdentifier: 'b', refreshAddress: 'https://c/', psk: new Uint8Array(32) }),
  service.encodeUseId({ operations: { givenNames: 'REQUIRED', taj: 'ALLOWED' }, age: 18, psk: { id: 'a', key: '00' } }),
  service.encodeGetResult({ session: hex`01`, counter: 1 }),
  service.encodeGetResultResponse({
    result: { major: 'ok' },
    personalData: { givenNames: 'A', dateOfBirth: { text: '19800101' }, taj: '1' },
  }),
];

const decoders: readonly ((document: Uint8Array) => unknown)[] = [
  ecard.parseStartPaos,
  ecard.parseInitializeFramework,
  ecard.parseInitializeFrameworkResponse,
  ecard.parseDidAuthenticateEac1,
  ecard.parseDidAuthenticateEac1Response,
  ecard.parseDidAuthenticateEac2,
  ecard.parseDidAuthenticateEac2Response,
  ecard.parseEacAdditionalInput,
  ecard.parseTransmit,
  ecard.parseTransmitResponse,
  ecard.parseStartPaosResponse,
  ecard.serverMessageName,
  ecard.clientMessageName,
].map((decode) => (document: Uint8Array) => decode(ecard.parsePaos(parseXml(document)).body));

const serviceDecoders: readonly ((document: Uint8Array) => unknown)[] = [
  service.parseUseId,
  service.parseUseIdResponse,
  service.parseGetResult,
  service.parseGetResultResponse,
  service.parseGetServerInfo,
  service.parseGetServerInfoResponse,
].map((decode) => (document: Uint8Array) => decode(parseSoap(parseXml(document)).body));

const all = [...decoders, ...serviceDecoders, (document: Uint8Array) => ecard.parseTcToken(parseXml(document))];

function throwsOnlyItsOwn(document: Uint8Array): void {
  for (const decode of all) {
    try {
      decode(document);
    } catch (thrown) {
      if (!(thrown instanceof EidError)) throw thrown;
    }
  }
}

test('any octets', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), throwsOnlyItsOwn));
});

test('any damage to a real document', () => {
  const damage = fc.tuple(fc.constantFrom(...documents), fc.nat(), fc.nat({ max: 40 }), fc.string({ maxLength: 20, unit: 'grapheme' }));
  fc.assert(
    fc.property(damage, ([document, at, length, text]) => {
      const start = at % document.length;
      throwsOnlyItsOwn(utf8(document.slice(0, start) + text + document.slice(start + length)));
    }),
    { numRuns: 500 },
  );
});

test('any element moved, lost or doubled', () => {
  const surgery = fc.tuple(fc.constantFrom(...documents), fc.nat(), fc.constantFrom('lose', 'double'));
  fc.assert(
    fc.property(surgery, ([document, at, how]) => {
      const elements = [...document.matchAll(/<([\w:]+)[^<>]*>[^<]*<\/\1>/g)].map(([found]) => found);
      const chosen = elements[at % elements.length] as string;
      throwsOnlyItsOwn(utf8(document.replace(chosen, how === 'lose' ? '' : chosen + chosen)));
    }),
  );
});

test('a text is the same after the journey, or cannot be written at all', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      try {
        const document = xmlDocument(xml`<t a="${text.replace(/[\t\n]/g, ' ')}">${text}</t>`);
        const read = parseXml(utf8(document));
        expect(read.text).toBe(text);
        expect(read.attributes[0]?.value).toBe(text.replace(/[\t\n]/g, ' '));
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'xml.character' });
      }
    }),
  );
});
