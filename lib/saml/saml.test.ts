// The messages by themselves: what a strict reader refuses, where answers may go, and what they say.
import { expect, test } from 'vitest';
import { addresses, answer, assertion, now, provider, reasonOf, request, response } from '../../io/saml/test-parties.ts';
import { parseXml } from '../../io/xml/index.ts';
import { hex, utf8 } from '../bytes/index.ts';
import { child, type Markup, textOf, type XmlElement } from '../xml/index.ts';
import * as saml from './index.ts';

const read = (text: string): XmlElement => parseXml(utf8(text));
const extensions = saml.encodeEidasExtensions(saml.encodeRequestedAttributes({ PersonIdentifier: true }), 'private');
const authnRequest = saml.encodeAuthnRequest(
  { ...request, consumerUrl: addresses.consumer, context: { comparison: 'minimum', classes: ['http://eidas.europa.eu/LoA/low'] } },
  extensions,
).markup;
const refusal = (from: string | RegExp, to: string) => {
  expect(authnRequest).toMatch(from);
  return reasonOf(() => saml.parseAuthnRequest(read(authnRequest.replace(from, to))));
};

test('B1_3_02 to B1_3_08: a request without what must be in it is refused', () => {
  expect(reasonOf(() => saml.parseAuthnRequest(read(authnRequest)))).toBe('taken');
  expect(refusal(' Version="2.0"', ' Version="1.1"')).toBe('saml.request version');
  expect(refusal(' Version="2.0"', '')).toBe('saml.request version');
  expect(refusal(/ ID="[^"]*"/, '')).toBe('xml.missing');
  expect(refusal(/ ID="[^"]*"/, ' ID="a b"')).toBe('xml.value');
  expect(refusal(/ IssueInstant="[^"]*"/, '')).toBe('xml.missing');
  expect(refusal(/ IssueInstant="[^"]*"/, ' IssueInstant="yesterday"')).toBe('xml.value');
  expect(refusal(/ Destination="[^"]*"/, '')).toBe('xml.missing');
  expect(refusal(/<saml2:Issuer.*<\/saml2:Issuer>/, '')).toBe('xml.missing');
  expect(refusal(/(<saml2:Issuer[^>]*>)[^<]*/, '$1')).toBe('saml.request issuer');
  expect(refusal(/<samlp:Extensions>.*<\/samlp:Extensions>/, '')).toBe('saml.request extensions');
  expect(refusal(/<samlp:Extensions>.*<\/samlp:Extensions>/, '<samlp:Extensions></samlp:Extensions>')).toBe('saml.request extensions');
  expect(refusal('>private<', '>secret<')).toBe('saml.request extensions');
  expect(refusal('Comparison="minimum"', 'Comparison="better"')).toBe('saml.request context');
  expect(refusal(' Version="2.0"', ' Version="2.0" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP"')).toBe(
    'saml.request binding',
  );
  expect(refusal(' Version="2.0"', ' Version="2.0" AssertionConsumerServiceIndex="0"')).toBe('saml.request consumer');
  expect(refusal('</saml2:Issuer>', '</saml2:Issuer><saml2:Subject xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"/>')).toBe(
    'saml.request subject',
  );
  expect(refusal(/samlp="[^"]*"/, 'samlp="urn:x"')).toBe('xml.unexpected');
});

test('a request counts at the address it was sent to, for a few minutes', () => {
  const at = (later: number, door: string = addresses.door) => reasonOf(() => saml.expectAddressed(request, door, now + later));
  expect([at(0), at(-50_000), at(350_000)]).toEqual(['taken', 'taken', 'taken']);
  expect([at(-70_000), at(370_000)]).toEqual(['saml.request time', 'saml.request time']);
  expect(at(0, 'https://other.example/')).toBe('saml.request destination');
});

test('E3: an answer goes to an address of the metadata, whatever the request says', () => {
  const chosen = (asked: Partial<saml.AuthnRequest>) => saml.consumerService(provider, { ...request, ...asked }).index;
  expect(chosen({})).toBe(0);
  expect(chosen({ protocolBinding: 'post' })).toBe(1);
  expect(chosen({ consumerIndex: 1 })).toBe(1);
  expect(chosen({ consumerUrl: `${addresses.consumer}/post` })).toBe(1);
  for (const foreign of [
    { consumerUrl: 'https://evil.example/' },
    { consumerUrl: `${addresses.consumer}/` },
    { consumerUrl: addresses.consumer.toUpperCase() },
    { consumerUrl: addresses.consumer, protocolBinding: 'post' },
    { consumerIndex: 2 },
  ] as const) {
    expect(reasonOf(() => chosen(foreign))).toBe('saml.request consumer');
  }
});

const extension = saml.encodeAuthnRequestExtension({
  operations: { givenNames: 'REQUIRED', ageVerification: 'REQUIRED', placeVerification: 'ALLOWED' },
  age: 18,
  place: '0276',
}).markup;
const asked = (from: string | RegExp, to: string) => {
  expect(extension).toMatch(from);
  return reasonOf(() => saml.parseAuthnRequestExtension(read(extension.replace(from, to))));
};

test('B1_6_02 to B1_6_08: a comparison without its value, or with one that is none, is refused', () => {
  expect(asked(/<saml2:AttributeValue xsi:type="eid:Age.*?<\/saml2:AttributeValue>/, '')).toBe('xml.missing');
  expect(asked(/<saml2:AttributeValue xsi:type="eid:Place.*?<\/saml2:AttributeValue>/, '')).toBe('xml.missing');
  expect(asked('<eid:Age>18</eid:Age>', '')).toBe('xml.missing');
  expect(asked('>18<', '>eighteen<')).toBe('xml.value');
  expect(asked('>18<', '>-1<')).toBe('xml.value');
  expect(asked('>0276<', '>Berlin<')).toBe('xml.value');
  expect(asked('<eid:CommunityID>0276</eid:CommunityID>', '')).toBe('xml.missing');
  expect(asked(/<saml2:Attribute .*<\/saml2:Attribute>/, '')).toBe('xml.missing');
  expect(asked('Version="2"', 'Version="3"')).toBe('xml.value');
  expect(asked('Name="GivenNames"', 'Name="AgeVerification"')).toBe('xml.missing');
  expect(asked('eid:RequiredAttribute="true"', 'eid:RequiredAttribute="perhaps"')).toBe('xml.value');
  expect(asked('<eid:RequestedAttributes>', '<eid:RequestedAttributes><saml2:Attribute Name="GivenNames"/>')).toBe('xml.doubled');
});

test('D1_1_4: an unknown attribute is an error by its name when it is required, and let go when it is not', () => {
  const refused = () => saml.parseAuthnRequestExtension(read(extension.replace('"GivenNames"', '"ShoeSize"')));
  expect(refused).toThrow(expect.objectContaining({ code: 'saml.attribute', facts: { name: 'ShoeSize' } }));
  const optional = read(
    extension.replace('Name="GivenNames" eid:RequiredAttribute="true"', 'Name="ShoeSize" eid:RequiredAttribute="false"'),
  );
  expect(saml.parseAuthnRequestExtension(optional).operations).toEqual({ ageVerification: 'REQUIRED', placeVerification: 'ALLOWED' });
  const list = saml.encodeRequestedAttributes({ CurrentGivenName: true, BirthName: false }).markup;
  const eidas = (from: string, to: string) => saml.parseRequestedAttributes(read(list.replace(from, to))).operations;
  expect(eidas('/BirthName"', '/ShoeSize"')).toEqual({ givenNames: 'REQUIRED' });
  expect(() => eidas('/CurrentGivenName"', '/ShoeSize"')).toThrow('saml.attribute');
  expect(() => eidas('/BirthName"', '/CurrentGivenName"')).toThrow('xml.doubled');
});

test('an attribute without a word about it is required, as the guideline has it, and DocumentValidity is never asked of the card', () => {
  const plain = read(extension.replaceAll(/ eid:RequiredAttribute="[a-z]+"/g, '').replace('"GivenNames"', '"DocumentValidity"'));
  expect(saml.parseAuthnRequestExtension(plain).operations).toEqual({ ageVerification: 'REQUIRED', placeVerification: 'REQUIRED' });
});

test('of several levels the lowest will do; one that nobody knows is an error of its own', () => {
  const prefix = 'http://eidas.europa.eu/LoA/';
  const level = (...words: string[]) => saml.requestedLevel({ comparison: 'minimum', classes: words.map((word) => prefix + word) });
  expect(level('high', 'substantial')).toBe(`${prefix}substantial`);
  expect(level('high', 'galactic')).toBe(`${prefix}high`);
  expect(() => level('galactic')).toThrow('saml.context');
});

const attributesIn = (list: readonly saml.SamlAttribute[]) =>
  saml.parseAttributes(child(read(saml.encodeAssertion(assertion, list).markup), 'AttributeStatement'));
const valuesOf = (list: readonly saml.SamlAttribute[]) =>
  Object.fromEntries(
    attributesIn(list).map(({ name, value }) => [name, value.children.length > 0 ? value.children.length : textOf(value)]),
  );

test('national: the validity always, what was permitted with a valid document, nothing of what was denied, and what the card lacks by a mark', () => {
  const list = attributesIn(saml.nationalAnswer(answer, { operations: {}, age: 18 }, 'valid', '2026-06-15', 'typed'));
  const types = Object.fromEntries(list.map(({ name, type }) => [name, type]));
  expect(types).toMatchObject({
    DocumentValidity: 'DocumentValidityResultType',
    DateOfBirth: 'GeneralDateType',
    DateOfExpiry: 'date',
    IssuingState: 'ICAOCountry',
    RestrictedID: 'RestrictedIDType',
    AgeVerification: 'AgeVerificationResultType',
    LevelOfAssurance: 'LevelOfAssuranceType',
    EIDType: 'EIDTypeResponseType',
    TransactionAttestation: 'TransactionAttestationResponseType',
    'urn:eszig:eID:hu:TAJ': 'string',
  });
  expect(types).not.toHaveProperty('BirthName');
  expect(list.filter(({ notOnChip }) => notOnChip).map(({ name }) => name)).toEqual(['AcademicTitle']);
  for (const status of ['revoked', 'expired', 'notAuthentic', 'failed'] as const) {
    const refused = attributesIn(saml.nationalAnswer(answer, { operations: {}, age: 18 }, status, '2026-06-15', 'typed'));
    expect(refused.map(({ name }) => name)).toEqual(['DocumentValidity']);
  }
});

test('plain values are text alone, for software that refuses types', () => {
  const list = saml.nationalAnswer(answer, { operations: {}, age: 18 }, 'valid', '2026-06-15', 'plain');
  expect(attributesIn(list).every(({ type, value }) => type === undefined && value.children.length === 0)).toBe(true);
  expect(valuesOf(list)).toMatchObject({
    DocumentValidity: 'valid',
    DateOfBirth: '1980-01-02',
    PlaceOfResidence: '7621 Pécs, Fő utca 1., HUN',
    RestrictedID: '0102030405',
    AgeVerification: 'true',
  });
});

test('eIDAS: the minimum set with an identifier for the receiving country, the address structured, and nothing that is not whole', () => {
  const countries = { own: 'HU', receiving: 'AT' };
  const prefix = 'http://eidas.europa.eu/attributes/naturalperson/';
  expect(valuesOf(saml.eidasAnswer(answer, countries, 'plain'))).toEqual({
    [`${prefix}PersonIdentifier`]: 'HU/AT/0102030405',
    [`${prefix}CurrentFamilyName`]: 'Őry "Füles" & Társa',
    [`${prefix}CurrentGivenName`]: 'Anna Mária',
    [`${prefix}DateOfBirth`]: '1980-01-02',
    [`${prefix}PlaceOfBirth`]: 'Győr',
    [`${prefix}CurrentAddress`]: '7621 Pécs, Fő utca 1., HUN',
    [`${prefix}Gender`]: 'Female',
  });
  const typed = attributesIn(saml.eidasAnswer(answer, countries, 'typed'));
  expect(typed.map(({ type }) => type)).toContain('CurrentFamilyNameType');
  const address = textOf(typed.find(({ name }) => name.endsWith('/CurrentAddress'))?.value as XmlElement);
  expect(Buffer.from(address, 'base64').toString()).toBe(
    '<eidas:Thoroughfare>Fő utca 1.</eidas:Thoroughfare><eidas:PostName>Pécs</eidas:PostName><eidas:AdminunitFirstline>HUN</eidas:AdminunitFirstline><eidas:PostCode>7621</eidas:PostCode>',
  );
  const partial = { ...answer, personalData: { dateOfBirth: { text: '1980    ' }, restrictedId: { id: hex`01` } } };
  expect(Object.keys(valuesOf(saml.eidasAnswer(partial, countries, 'plain')))).toEqual([`${prefix}PersonIdentifier`]);
});

test('every ending has its status, and a refused document is an answer about the document', () => {
  const status = (one: saml.SamlStatus) => saml.parseResponse(read(saml.encodeResponse({ ...response, status: one }).markup)).status;
  const cancelled = { major: 'error', message: 'user.cancelled' } as const;
  for (const one of [saml.success, saml.denied, saml.noContext, saml.noPassive, saml.attributeStatus('ShoeSize'), saml.failed(cancelled)]) {
    expect(status(one)).toEqual(one);
  }
  expect(saml.failed(cancelled)).toEqual({ code: 'Responder', reason: 'AuthnFailed', message: 'user.cancelled' });
  expect(saml.documentStatus(cancelled)).toBeUndefined();
  expect(saml.documentStatus({ major: 'ok' })).toBe('valid');
  expect(saml.documentStatus({ major: 'error', message: 'document.revoked' })).toBe('revoked');
  expect(saml.documentStatus({ major: 'error', message: 'document.expired' })).toBe('expired');
  expect(saml.documentStatus({ major: 'error', message: 'document.not-authentic' })).toBe('notAuthentic');
});

test('E11: an assertion is for one request, one service provider and one address, five minutes at most', () => {
  const told = saml.parseAssertion(read(saml.encodeAssertion(assertion, []).markup));
  expect(told).toMatchObject({ inResponseTo: request.id, audience: addresses.clinic, recipient: addresses.consumer });
  expect(told.notOnOrAfter - told.issueInstant).toBe(saml.assertionLifetime);
  expect(saml.assertionLifetime).toBeLessThanOrEqual(300_000);
});

test('E7: metadata without an end, past it, or without keys and addresses are none', () => {
  const text = (saml.encodeServiceProvider(provider, '_1') as Markup).markup;
  const taken = (from: string | RegExp, to: string, at = now) => {
    expect(text).toMatch(from);
    return reasonOf(() => saml.parseServiceProvider(read(text.replace(from, to)), at));
  };
  expect(reasonOf(() => saml.parseServiceProvider(read(text), now))).toBe('taken');
  expect(reasonOf(() => saml.parseServiceProvider(read(text), provider.validUntil))).toBe('saml.metadata expired');
  expect(taken(/ validUntil="[^"]*"/, '')).toBe('xml.missing');
  expect(taken('use="signing"', 'use="encryption"')).toBe('saml.metadata signing');
  expect(taken(/<md:AssertionConsumerService.*AssertionConsumerService>/, '')).toBe('saml.metadata consumers');
  expect(taken('index="1"', 'index="0"')).toBe('saml.metadata consumers');
  expect(taken(/protocolSupportEnumeration="[^"]*"/, 'protocolSupportEnumeration="urn:x"')).toBe('saml.metadata role');
  expect(taken(/X509Certificate>[^<]+/, 'X509Certificate>?')).toBe('saml.metadata certificate');
});
