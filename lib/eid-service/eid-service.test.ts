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
    result: ok,
    version: { text: 'eSzig', major: 2, minor: 4, bugfix: 0 },
    rights: { givenNames: 'ALLOWED', taj: 'ALLOWED' },
  };
  expect(service.parseGetServerInfoResponse(travel(service.encodeGetServerInfoResponse(info)))).toEqual(info);
  expect(() => service.parseGetServerInfo(travel(service.encodeGetServerInfo()))).not.toThrow();
});

test('personal data of every kind are the same after the journey', () => {
  const response: service.GetResultResponse = {
    result: ok,
    personalData: {
      givenNames: 'Anna Mária',
      motherName: 'Tóth <Ilona>',
      taj: '123456788',
      dateOfBirth: { text: '1980    ' },
      dateOfExpiry: { text: '20301231', value: '2030-12-31' },
      placeOfBirth: { kind: 'freetext', text: 'Győr' },
      placeOfResidence: { kind: 'structured', street: 'Fő utca 1.', city: 'Pécs', country: 'HUN', zipCode: '7621' },
      restrictedId: { id: hex`01`, id2: hex`02` },
    },
    fulfilsAge: true,
    fulfilsPlace: false,
    operationsAllowedByUser: { givenNames: 'ALLOWED', nationality: 'NOTONCHIP' },
    levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
    eidType: 'CardCertified',
  };
  expect(service.parseGetResultResponse(travel(service.encodeGetResultResponse(response)))).toEqual(response);
});

test('the Hungarian operations stand in a namespace of their own, and other requests do not mention it', () => {
  expect(service.encodeUseId(useId)).toContain('<hu:TAJ xmlns:hu="urn:eszig:eID:hu">ALLOWED</hu:TAJ>');
  expect(service.encodeUseId({ operations: { givenNames: 'ALLOWED' } })).not.toContain('hu');
  expect(() => service.parseUseId(travel(service.encodeUseId(useId).replace('urn:eszig:eID:hu', 'urn:other')))).toThrow('xml.unexpected');
});

test('a request that breaks the schema is refused', () => {
  const broken = (edit: (text: string) => string) => () => service.parseUseId(travel(edit(service.encodeUseId(useId))));
  expect(broken((text) => text.replace(/<eid:UseOperations>.*<\/eid:UseOperations>/, ''))).toThrow('xml.missing');
  expect(broken((text) => text.replace('<eid:GivenNames>REQUIRED', '<eid:GivenNames>PERHAPS'))).toThrow('xml.value');
  expect(broken((text) => text.replace(/(<eid:GivenNames>.*<\/eid:GivenNames>)/, '$1$1'))).toThrow('xml.doubled');
  const counter = (text: string) => () =>
    service.parseGetResult(
      travel(service.encodeGetResult({ session: hex`01`, counter: 1 }).replace(/<eid:RequestCounter>1<\/eid:RequestCounter>/, text)),
    );
  expect(counter('')).toThrow('xml.missing');
  expect(counter('<eid:RequestCounter>x</eid:RequestCounter>')).toThrow('xml.value');
  expect(counter('<eid:RequestCounter>0</eid:RequestCounter>')).toThrow('xml.value');
  expect(counter('<eid:RequestCounter>1</eid:RequestCounter><eid:RequestCounter>1</eid:RequestCounter>')).toThrow('xml.doubled');
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
