// Every message between client and eID server: there and back, and what a strict reader refuses.
import { expect, test } from 'vitest';
import { parseXml } from '../../io/xml/index.ts';
import { hex, utf8 } from '../bytes/index.ts';
import type { Markup, XmlElement } from '../xml/index.ts';
import * as ecard from './index.ts';

const protocol = ecard.eacProtocols[0];
const address = { slotHandle: hex`01 02`, didName: 'PIN', protocol };

/** Puts a body into an envelope, through text and back. */
function travel(body: Markup, edit: (document: string) => string = (document) => document): XmlElement {
  const document = ecard.encodeClientPaos({ messageId: 'urn:uuid:1', body });
  return ecard.parsePaos(parseXml(utf8(edit(document)))).body;
}

const eac1Input: ecard.Eac1Input = {
  ...address,
  certificates: [hex`7F21 01 00`, hex`7F21 01 01`],
  certificateDescription: hex`30 00`,
  requiredChat: hex`7F4C 00`,
  optionalChat: hex`7F4C 01 01`,
  auxiliaryData: hex`67 00`,
  transactionInfo: 'Kórház <"& bejelentkezés>',
  acceptedEidTypes: ['CardCertified', 'SECertified'],
};
const eac1Output: ecard.Eac1Output = {
  chat: hex`7F4C 01 00`,
  certificationAuthorityReferences: ['HUCVCAeID00002', 'HUCVCAeID00001'],
  efCardAccess: hex`31 00`,
  idPicc: hex`AA`,
  challenge: hex`01 02 03 04 05 06 07 08`,
};
const authenticated: ecard.Eac2Output = {
  kind: 'authenticated',
  efCardSecurity: hex`30 00`,
  authenticationToken: hex`0102`,
  nonce: hex`0304`,
};

test('every message is the same after the journey', () => {
  const startPaos: ecard.StartPaos = {
    sessionIdentifier: 'abc',
    slotHandle: hex`00`,
    userAgent: { name: 'eSzig Kliens', major: 1, minor: 2, subminor: 3 },
  };
  expect(ecard.parseStartPaos(travel(ecard.encodeStartPaos(startPaos)))).toEqual(startPaos);
  expect(() => ecard.parseInitializeFramework(travel(ecard.encodeInitializeFramework()))).not.toThrow();
  const initialized = { result: ecard.ok, version: { major: 1, minor: 1, subminor: 5 } };
  expect(ecard.parseInitializeFrameworkResponse(travel(ecard.encodeInitializeFrameworkResponse(initialized)))).toEqual(initialized);
  const spelt = { markup: ecard.encodeInitializeFrameworkResponse(initialized).markup.replaceAll('Subminor', 'SubMinor') };
  expect(ecard.parseInitializeFrameworkResponse(travel(spelt))).toEqual(initialized);
  expect(ecard.parseDidAuthenticateEac1(travel(ecard.encodeDidAuthenticateEac1(eac1Input)))).toEqual(eac1Input);
  const eac1Response = { protocol: ecard.eacProtocols[1], result: ecard.ok, output: eac1Output };
  expect(ecard.parseDidAuthenticateEac1Response(travel(ecard.encodeDidAuthenticateEac1Response(eac1Response)))).toEqual(eac1Response);
  const eac2Input: ecard.Eac2Input = { ...address, certificates: [], ephemeralPublicKey: hex`04 AA BB`, signature: hex`01` };
  expect(ecard.parseDidAuthenticateEac2(travel(ecard.encodeDidAuthenticateEac2(eac2Input)))).toEqual(eac2Input);
  for (const output of [authenticated, { kind: 'challenge', challenge: hex`01` }] as const) {
    const response = { protocol, result: ecard.ok, output };
    expect(ecard.parseDidAuthenticateEac2Response(travel(ecard.encodeDidAuthenticateEac2Response(response)))).toEqual(response);
  }
  const additional = { ...address, signature: hex`0102` };
  expect(ecard.parseEacAdditionalInput(travel(ecard.encodeEacAdditionalInput(additional)))).toEqual(additional);
  const transmit = {
    slotHandle: hex`00`,
    inputs: [
      { apdu: hex`00A4040C`, acceptable: [hex`9000`, hex`62`] },
      { apdu: hex`00`, acceptable: [] },
    ],
  };
  expect(ecard.parseTransmit(travel(ecard.encodeTransmit(transmit)))).toEqual(transmit);
  const transmitted = { result: ecard.failed('communicationError', 'gone'), outputs: [hex`9000`, hex`6A82`] };
  expect(ecard.parseTransmitResponse(travel(ecard.encodeTransmitResponse(transmitted)))).toEqual(transmitted);
  expect(ecard.parseStartPaosResponse(travel(ecard.encodeStartPaosResponse(ecard.ok)))).toEqual(ecard.ok);
});

test('an error response needs no data and is never mistaken for an answer', () => {
  const response = { protocol, result: ecard.failed('cancellationByUser') };
  expect(ecard.parseDidAuthenticateEac1Response(travel(ecard.encodeDidAuthenticateEac1Response(response)))).toEqual(response);
  expect(ecard.parseDidAuthenticateEac2Response(travel(ecard.encodeDidAuthenticateEac2Response(response)))).toEqual(response);
  const silent = { protocol, result: ecard.ok };
  expect(() => ecard.parseDidAuthenticateEac1Response(travel(ecard.encodeDidAuthenticateEac1Response(silent)))).toThrow('xml.missing');
});

test('an element that is missing or doubled is refused', () => {
  const response = ecard.encodeDidAuthenticateEac1Response({ protocol, result: ecard.ok, output: eac1Output });
  for (const name of ['IDPICC', 'Challenge', 'EFCardAccess']) {
    const element = new RegExp(`<${name}>[0-9a-f]*</${name}>`);
    const read = (edit: (found: string) => string) => () =>
      ecard.parseDidAuthenticateEac1Response(travel(response, (document) => document.replace(element, edit)));
    expect(read((found) => found)).not.toThrow();
    expect(read(() => '')).toThrow('xml.missing');
    expect(read((found) => found + found)).toThrow('xml.doubled');
    expect(read(() => `<${name}>0</${name}>`)).toThrow('xml.value');
    expect(read(() => `<${name}></${name}>`)).toThrow('xml.value');
  }
});

test('a message of another type, protocol or namespace is refused', () => {
  const eac2 = ecard.encodeDidAuthenticateEac2Response({ protocol, result: ecard.ok, output: authenticated });
  expect(() => ecard.parseDidAuthenticateEac1Response(travel(eac2))).toThrow('ecard.unexpected-message');
  expect(() => ecard.parseDidAuthenticateEac2Response(travel(eac2, (text) => text.replace(protocol, 'urn:oid:1.2.3')))).toThrow(
    'ecard.value',
  );
  expect(() => ecard.parseDidAuthenticateEac2Response(travel(eac2, (text) => text.replaceAll('urn:iso:std', 'urn:other')))).toThrow(
    'xml.unexpected',
  );
});

test('each body is told by its name, and others have none', () => {
  expect(ecard.serverMessageName(travel(ecard.encodeDidAuthenticateEac1(eac1Input)))).toBe('did-authenticate-eac1');
  expect(ecard.serverMessageName(travel(ecard.encodeStartPaosResponse(ecard.ok)))).toBe('start-paos-response');
  expect(ecard.serverMessageName(travel(ecard.encodeInitializeFramework()))).toBe('initialize-framework');
  expect(ecard.clientMessageName(travel(ecard.encodeTransmitResponse({ result: ecard.ok, outputs: [] })))).toBe('transmit');
  expect(ecard.clientMessageName(travel(ecard.encodeInitializeFramework()))).toBeUndefined();
});

test('status codes are written in lower case, and match exactly or by their first octet', () => {
  const inputs = [{ apdu: hex`00`, acceptable: [hex`6A82`] }];
  expect(ecard.encodeTransmit({ inputs }).markup).toContain('<AcceptableStatusCode>6a82</AcceptableStatusCode>');
  const command = { apdu: hex`00`, acceptable: [hex`9000`, hex`62`] };
  expect([0x9000, 0x6282, 0x9001, 0x6a82].map((status) => ecard.isAcceptable(command, status))).toEqual([true, true, false, false]);
  expect(ecard.isAcceptable({ apdu: hex`00`, acceptable: [] }, 0x6f00)).toBe(true);
});

test('the header carries the identifiers of both messages', () => {
  const document = ecard.encodeServerPaos({ messageId: 'urn:uuid:2', relatesTo: 'urn:uuid:1', body: ecard.encodeInitializeFramework() });
  expect(ecard.parsePaos(parseXml(utf8(document)))).toMatchObject({ messageId: 'urn:uuid:2', relatesTo: 'urn:uuid:1' });
  const newer = document.replaceAll('2005/03/addressing', '2005/08/addressing');
  expect(ecard.parsePaos(parseXml(utf8(newer)))).toMatchObject({ messageId: 'urn:uuid:2' });
});

test('a TC token is the same after the journey', () => {
  const token = {
    serverAddress: 'https://localhost:8086/',
    sessionIdentifier: 'id',
    refreshAddress: 'https://idp.localhost:8181/refresh?a=1&b=2',
    communicationErrorAddress: 'https://idp.localhost:8181/error',
    psk: hex`00112233445566778899AABBCCDDEEFF`,
  };
  const parsed = ecard.parseTcToken(parseXml(utf8(ecard.encodeTcToken(token))));
  if (!('refreshAddress' in parsed)) throw new Error('not the error form');
  expect(parsed).toMatchObject({ refreshAddress: token.refreshAddress, communicationErrorAddress: token.communicationErrorAddress });
  const { serverAddress, sessionIdentifier, psk } = token;
  expect(ecard.trustedChannel(parsed)).toEqual({ serverAddress, sessionIdentifier, psk });
  for (const [element, wrong] of [
    ['ServerAddress', { serverAddress: 'http://localhost/' }],
    ['ServerAddress', { serverAddress: '' }],
    ['SessionIdentifier', { sessionIdentifier: '' }],
    ['Binding', { binding: 'urn:other' }],
    ['PathSecurity-Protocol', { pathSecurityProtocol: 'urn:other' }],
    ['PSK', { psk: '0011223344556677889' }],
    ['PSK', { psk: '001122' }],
    ['PSK', { psk: 'zz112233445566778899AABBCCDDEEFF' }],
  ] as const) {
    expect(() => ecard.trustedChannel({ ...parsed, ...wrong }), element).toThrow(
      expect.objectContaining({ code: 'ecard.channel', facts: { element } }),
    );
  }
});

test('a token without a PSK is one of an attached eID server, whether it names RFC 4279 or no path security at all', () => {
  const token = { serverAddress: 'https://idp.example/paos', sessionIdentifier: 's', refreshAddress: 'https://idp.example/' };
  const document = ecard.encodeTcToken({ ...token, psk: new Uint8Array(32) });
  const parse = (change: RegExp) => ecard.parseTcToken(parseXml(utf8(document.replace(change, '')))) as ecard.TcToken;
  const attached = { serverAddress: token.serverAddress, sessionIdentifier: 's' };
  expect(ecard.attachedChannel(parse(/^$/))).toBeUndefined();
  for (const left of [
    /<PathSecurity.*<\/PathSecurity-Parameters>/,
    /<PSK>.*<\/PSK>/,
    /[0-9A-F]{64}/,
    /<PathSecurity-Parameters>.*<\/PathSecurity-Parameters>/,
  ])
    expect(ecard.attachedChannel(parse(left)), String(left)).toEqual(attached);
  for (const wrong of [
    { serverAddress: 'http://idp.example/' },
    { binding: 'urn:other' },
    { pathSecurityProtocol: 'urn:other' },
    { sessionIdentifier: '' },
  ])
    expect(() => ecard.attachedChannel({ ...parse(/<PSK>.*<\/PSK>/), ...wrong })).toThrow('ecard.channel');
});

test('the error form of a TC token is told from a token, and an unusable one is refused', () => {
  const communicationErrorAddress = 'http://service.example/error';
  expect(ecard.parseTcToken(parseXml(utf8(ecard.encodeTcTokenError({ communicationErrorAddress }))))).toEqual({
    communicationErrorAddress,
  });
  expect(() => ecard.parseTcToken(parseXml(utf8('<TCTokenType/>')))).toThrow('xml.missing');
  expect(() => ecard.parseTcToken(parseXml(utf8('<TCTokenType xmlns="urn:x"/>')))).toThrow('xml.unexpected');
});

test('three kinds of error keep their names at the browser, all others are told by who is at fault', () => {
  expect(ecard.redirectMinor(ecard.resultMinor.cancellationByUser, 'server')).toBe('cancellationByUser');
  expect(ecard.redirectMinor(ecard.resultMinor.trustedChannelEstablishmentFailed, 'client')).toBe('trustedChannelEstablishmentFailed');
  expect(ecard.redirectMinor(ecard.resultMinor.internalError, 'server')).toBe('serverError');
  expect(ecard.redirectMinor(undefined, 'client')).toBe('clientError');
});
