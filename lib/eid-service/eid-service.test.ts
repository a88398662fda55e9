// Every message of the eID interface: there and back, and what a strict reader refuses.
import { expect, test } from 'vitest';
import { parseXml } from '../../io/xml/index.ts';
import { hex, utf8 } from '../bytes/index.ts';
import { parseSoap, type XmlElement } from '../xml/index.ts';
import * as service from './index.ts';

const ok = { major: 'ok' } as const;
const travel = (document: string): XmlElement => parseSoap(parseXml(utf8(document))).body;

const useId: service.UseIdRequest = {
  operations: { givenNames: 'REQUIRED', taj: 'ALLOWED', restrictedId: 'REQUIRED', ageVerification: 'ALLOWED' },
  age: 18,
  place: '0276',
  transactionInfo: 'Minta Kórház & Rendelő',
  attestation: { format: service.attestationFormat, context: 'id-<1>' },
  levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
  eidTypes: { CardCertified: 'ALLOWED', HWKeyStore: 'DENIED' },
  psk: { id: 'x', key: '0' },
};

test('every message is the same after the journey', () => {
  expect(service.parseUseId(travel(service.encodeUseId(useId)))).toEqual(useId);
  const session: service.UseIdResponse = {
    result: ok,
    session: hex`0102`,
    eCardServerAddress: 'https://localhost:8086/',
    psk: { id: 'abc', key: hex`0304` },
  };
  expect(service.parseUseIdResponse(travel(service.encodeUseIdResponse(session)))).toEqual(session);
  const refusal = { result: service.refused('invalidPsk', 'too short') };
  expect(service.parseUseIdResponse(travel(service.encodeUseIdResponse(refusal)))).toEqual(refusal);
  const getResult = { session: hex`0102`, counter: 7 };
  expect(service.parseGetResult(travel(service.encodeGetResult(getResult)))).toEqual(getResult);
  const info: service.GetServerInfoResponse = {
    version: { text: 'eSzig', major: 2, minor: 4, bugfix: 0 },
    rights: { givenNames: 'ALLOWED', taj: 'ALLOWED' },
  };
  expect(service.parseGetServerInfoResponse(travel(service.encodeGetServerInfoResponse(info)))).toEqual(info);
  const failed = { ...info, result: service.refused('internalError') };
  expect(service.parseGetServerInfoResponse(travel(service.encodeGetServerInfoResponse(failed)))).toEqual(failed);
  for (const asked of [{}, { hungarian: true }] as const)
    expect(service.parseGetServerInfo(travel(service.encodeGetServerInfo(asked)))).toEqual(asked);
});

test('personal data of every kind are the same after the journey', () => {
  const response: service.GetResultResponse = {
    result: ok,
    personalData: {
      givenNames: 'Anna Mária',
      motherName: 'Tóth <Ilona>',
      taj: '123456788',
      dateOfBirth: { text: '1980    ' },
      dateOfExpiry: '2030-12-31',
      taxId: '8123456789',
      personalId: '19006150123',
      address: '7621 Pécs, Fő utca 1.',
      placeOfBirth: { kind: 'freetext', text: 'Győr' },
      placeOfResidence: { kind: 'structured', street: 'Fő utca 1.', city: 'Pécs', country: 'HUN', zipCode: '7621' },
      restrictedId: { id: hex`01`, id2: hex`02` },
    },
    fulfilsAge: true,
    fulfilsPlace: false,
    operationsAllowedByUser: { givenNames: 'ALLOWED', nationality: 'NOTONCHIP' },
    attestation: { format: service.attestationFormat, data: 'e30.e30.AA' },
    levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
    eidType: 'CardCertified',
  };
  expect(service.parseGetResultResponse(travel(service.encodeGetResultResponse(response)))).toEqual(response);
});

test('the Hungarian operations stand in a namespace of their own, and who does not speak of them never meets it', () => {
  const list = { givenNames: 'ALLOWED' } as const;
  const plain = [
    service.encodeGetServerInfo(),
    service.encodeGetServerInfoResponse({ version: { text: 'v', major: 2, minor: 4, bugfix: 0 }, rights: list }),
    service.encodeGetResultResponse({ result: ok, operationsAllowedByUser: list, personalData: { givenNames: 'A' } }),
  ];
  for (const document of plain) expect(document).not.toContain('urn:eszig');
  expect(service.encodeUseId(useId)).toContain('<hu:TAJ xmlns:hu="urn:eszig:eID:hu">ALLOWED</hu:TAJ>');
  expect(service.encodeUseId({ operations: { givenNames: 'ALLOWED' } })).not.toContain('hu');
  expect(() => service.parseUseId(travel(service.encodeUseId(useId).replace('urn:eszig:eID:hu', 'urn:other')))).toThrow('xml.unexpected');
});

/** The operations of TR-03130-1 3.3.6, in the order of its schema. */
const sequence =
  'DocumentType IssuingState DateOfExpiry GivenNames FamilyNames ArtisticName AcademicTitle DateOfBirth PlaceOfBirth Nationality BirthName PlaceOfResidence CommunityID ResidencePermitI RestrictedID AgeVerification PlaceVerification'.split(
    ' ',
  );

test('each list of operations names all of the standard in the order of the schema, those that are not permitted as PROHIBITED, and then ours', () => {
  const list = { taj: 'ALLOWED', givenNames: 'ALLOWED', artisticName: 'PROHIBITED', motherName: 'PROHIBITED' } as const;
  const listed = (document: string, name: string) => {
    const found = travel(document).children.find((child) => child.name === name);
    return found?.children.map((child) => `${child.name} ${child.text}`);
  };
  const words = (more: readonly string[]) => [
    ...sequence.map((name) => `${name} ${name === 'GivenNames' ? 'ALLOWED' : 'PROHIBITED'}`),
    ...more,
  ];
  const info = { version: { text: 'v', major: 2, minor: 4, bugfix: 0 }, rights: { givenNames: 'ALLOWED' } } as const;
  expect(listed(service.encodeGetServerInfoResponse(info), 'DocumentVerificationRights')).toEqual(words([]));
  expect(listed(service.encodeUseId({ operations: { givenNames: 'ALLOWED', taj: 'ALLOWED' } }), 'UseOperations')).toEqual(
    words(['TAJ ALLOWED']),
  );
  expect(listed(service.encodeGetResultResponse({ result: ok, operationsAllowedByUser: list }), 'OperationsAllowedByUser')).toEqual(
    words(['MotherName PROHIBITED', 'TAJ ALLOWED']),
  );
});

test('the children of every message stand in the order of the schema', () => {
  const names = (document: string) => travel(document).children.map(({ name }) => name);
  const psk = { id: 'abc', key: hex`0304` };
  expect(names(service.encodeUseIdResponse({ result: ok, session: hex`01`, eCardServerAddress: 'https://a/', psk }))).toEqual([
    'Session',
    'eCardServerAddress',
    'PSK',
    'Result',
  ]);
  const whole: service.GetResultResponse = {
    result: ok,
    personalData: { restrictedId: { id: hex`01` }, givenNames: 'A', taj: '123456788', documentType: 'ID' },
    fulfilsAge: true,
    fulfilsPlace: true,
    operationsAllowedByUser: {},
    attestation: { format: service.attestationFormat, data: 'x' },
    levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
    eidType: 'CardCertified',
  };
  const response = service.encodeGetResultResponse(whole);
  expect(names(response)).toEqual([
    'PersonalData',
    'FulfilsAgeVerification',
    'FulfilsPlaceVerification',
    'OperationsAllowedByUser',
    'TransactionAttestationResponse',
    'LevelOfAssuranceResult',
    'EIDTypeResponse',
    'Result',
  ]);
  const data = travel(response).children[0]?.children.map(({ name }) => name);
  expect(data).toEqual(['DocumentType', 'GivenNames', 'RestrictedID', 'TAJ']);
});

test('a request that breaks the schema is refused', () => {
  const broken = (edit: (text: string) => string) => () => service.parseUseId(travel(edit(service.encodeUseId(useId))));
  expect(broken((text) => text.replace(/<eid:UseOperations>.*<\/eid:UseOperations>/, ''))).toThrow('xml.missing');
  expect(broken((text) => text.replace('<eid:GivenNames>REQUIRED', '<eid:GivenNames>PERHAPS'))).toThrow('xml.value');
  expect(broken((text) => text.replace(/(<eid:GivenNames>.*<\/eid:GivenNames>)/, '$1$1'))).toThrow('xml.doubled');
  const [age, info] = [/<eid:AgeVerificationRequest>.*<\/eid:AgeVerificationRequest>/, '<eid:TransactionInfo>'];
  expect(broken((text) => text.replace(age, '').replace('</eid:useIDRequest>', `${age.exec(text)?.[0]}</eid:useIDRequest>`))).toThrow(
    'xml.unexpected',
  );
  expect(broken((text) => text.replace(info, `<eid:Weather/>${info}`))).toThrow('xml.unexpected');
  expect(broken((text) => text.replace(age, '<x:AgeVerificationRequest xmlns:x="urn:x"><Age>18</Age></x:AgeVerificationRequest>'))).toThrow(
    'xml.unexpected',
  );
  expect(
    broken((text) => text.replace(/(<eid:GivenNames>\w+<\/eid:GivenNames>)(<eid:FamilyNames>\w+<\/eid:FamilyNames>)/, '$2$1')),
  ).toThrow('xml.unexpected');
  const counter = (text: string) => () =>
    service.parseGetResult(
      travel(service.encodeGetResult({ session: hex`01`, counter: 1 }).replace(/<eid:RequestCounter>1<\/eid:RequestCounter>/, text)),
    );
  expect(counter('')).toThrow('xml.missing');
  expect(counter('<eid:RequestCounter>x</eid:RequestCounter>')).toThrow('xml.value');
  expect(counter('<eid:RequestCounter>0</eid:RequestCounter>')).toThrow('xml.value');
  expect(counter('<eid:RequestCounter>1</eid:RequestCounter><eid:RequestCounter>1</eid:RequestCounter>')).toThrow('xml.doubled');
  expect(counter('<eid:RequestCounter>1</eid:RequestCounter><eid:More/>')).toThrow('xml.unexpected');
});

test('a minor is told by its short name', () => {
  expect(service.minorOf(service.refused('noResultYet'))).toBe('noResultYet');
  expect(service.minorOf(ok)).toBeUndefined();
});

test('kinds of eID are known ones, each once, with a known word; of those used there is one', () => {
  const request = service.encodeUseId({ operations: {}, eidTypes: { CardCertified: 'DENIED' } });
  const kind = '<eid:CardCertified>DENIED</eid:CardCertified>';
  for (const [wrong, code] of [
    [kind + kind, 'xml.doubled'],
    [kind.replace('DENIED', 'REQUIRED'), 'xml.value'],
    [kind.replaceAll('CardCertified', 'Paper'), 'xml.unexpected'],
  ] as const) {
    expect(() => service.parseUseId(travel(request.replace(kind, wrong)))).toThrow(code);
  }
  const response = service.encodeGetResultResponse({ result: ok, eidType: 'CardCertified' });
  expect(() => service.parseGetResultResponse(travel(response.replace('USED', 'DENIED')))).toThrow('xml.value');
});

test('a useIDRequest as TR-03130-1 3.6.1 prints it is read: what is empty is prohibited, white space around a value is none of it', () => {
  const document = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eid="http://bsi.bund.de/eID/">
  <soapenv:Header />
  <soapenv:Body>
    <eid:useIDRequest>
      <eid:UseOperations>
        <eid:GivenNames>REQUIRED</eid:GivenNames>
        <eid:ArtisticName>ALLOWED</eid:ArtisticName>
        <eid:CommunityID />
        <eid:AgeVerification>REQUIRED</eid:AgeVerification>
      </eid:UseOperations>
      <eid:AgeVerificationRequest><eid:Age>18</eid:Age></eid:AgeVerificationRequest>
      <eid:TransactionAttestationRequest>
        <eid:TransactionAttestationFormat>
          http://bsi.bund.de/eID/ExampleAttestationFormat
        </eid:TransactionAttestationFormat>
        <eid:TransactionContext>id599456-df</eid:TransactionContext>
      </eid:TransactionAttestationRequest>
      <eid:LevelOfAssuranceRequest>
        http://bsi.bund.de/eID/LoA/hoch
      </eid:LevelOfAssuranceRequest>
      <eid:EIDTypeRequest>
        <eid:SECertified>ALLOWED</eid:SECertified>
      </eid:EIDTypeRequest>
    </eid:useIDRequest>
  </soapenv:Body>
</soapenv:Envelope>`;
  expect(service.parseUseId(travel(document))).toEqual({
    operations: { givenNames: 'REQUIRED', artisticName: 'ALLOWED', ageVerification: 'REQUIRED' },
    age: 18,
    attestation: { format: 'http://bsi.bund.de/eID/ExampleAttestationFormat', context: 'id599456-df' },
    levelOfAssurance: 'http://bsi.bund.de/eID/LoA/hoch',
    eidTypes: { SECertified: 'ALLOWED' },
  });
});

test('DateOfExpiry is a date, DateOfBirth its text and, when it is whole, a date too', () => {
  const document = service.encodeGetResultResponse({
    result: ok,
    personalData: { dateOfExpiry: '2030-12-31', dateOfBirth: { text: '19800102', value: '1980-01-02' } },
  });
  expect(document).toContain('<eid:DateOfExpiry>2030-12-31</eid:DateOfExpiry>');
  expect(document).toContain('<eid:DateString>19800102</eid:DateString><eid:DateValue>1980-01-02</eid:DateValue>');
  expect(() => service.parseGetResultResponse(travel(document.replace('2030-12-31', '20301231')))).toThrow('xml.value');
});

test('levels of two authorities are of the same height, and one is told in the words of the other', () => {
  const [bsi, eidas] = ['http://bsi.bund.de/eID/LoA/', 'http://eidas.europa.eu/LoA/'] as const;
  expect(service.reaches(`${eidas}substantial`, `${bsi}substantiell`)).toBe(true);
  expect(service.reaches(`${eidas}substantial`, `${bsi}hoch`)).toBe(false);
  expect(service.reaches(`${bsi}normal`, `${bsi}undefined`)).toBe(true);
  expect(service.reaches(`${bsi}undefined`, `${eidas}low`)).toBe(false);
  expect(service.inTheWordsOf(`${bsi}normal`, `${eidas}high`)).toBe(`${bsi}hoch`);
  expect(service.inTheWordsOf(`${eidas}low`, `${bsi}substantiell`)).toBe(`${eidas}substantial`);
  const unknown = service.encodeUseId({ operations: {}, levelOfAssurance: `${bsi}hoch` }).replace('/hoch', '/hooch');
  expect(() => service.parseUseId(travel(unknown))).toThrow('xml.value');
});
