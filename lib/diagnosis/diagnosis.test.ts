// The file of a diagnosis: what is written is read again, nothing else is, and nothing in it is about a person.
import { describe, expect, test } from 'vitest';
import { isEidError } from '../error/index.ts';
import { errorCodes } from '../phrases/index.ts';
import { causeCodes, causes, type Diagnosis, encodeDiagnosis, longestDiagnosis, parseDiagnosis, readerModel, resultOf } from './index.ts';

const diagnosis: Diagnosis = {
  made: '2026-11-23T06:00:00Z',
  client: { version: '0.1.0', system: 'linux', port: 'ours', window: 'own' },
  findings: ['reader.untested', 'pin.suspended'],
  driver: 'running',
  reader: { model: 'ACS ACR1252', kind: 'pcsc', pinPad: false, known: false },
  readers: 1,
  card: { kind: 'eid', generation: '2021', pin: { state: 'suspended', triesLeft: 1 } },
  clockAhead: -2,
  services: [
    { name: 'sign-in', reach: 'reached' },
    { name: 'eid-server', reach: 'reached' },
  ],
  certificates: { trust: '2029-01-01' },
};
const text = encodeDiagnosis(diagnosis);
const changed = (change: (content: Record<string, unknown>) => object) => JSON.stringify(change(JSON.parse(text)));
const refusal = (given: string) => {
  try {
    return parseDiagnosis(given);
  } catch (thrown) {
    return isEidError(thrown) ? thrown.code : thrown;
  }
};

describe('the file', () => {
  test('what is written is read again', () => expect(parseDiagnosis(text)).toEqual(diagnosis));

  test.each([
    ['no JSON', 'reader.none', 'diagnosis.malformed'],
    ['another document', '{"format":"other","version":1}', 'diagnosis.malformed'],
    ['a member that is not known', changed((content) => ({ ...content, documentNumber: 'AB123456' })), 'diagnosis.malformed'],
    [
      'a cause that nobody knows',
      changed((content) => ({ ...content, findings: [{ code: 'K0505', trouble: 'pin', weight: 'stops' }] })),
      'diagnosis.malformed',
    ],
    [
      'a cause with the trouble of another',
      changed((content) => ({ ...content, findings: [{ code: 'pin.blocked', trouble: 'card', weight: 'stops' }] })),
      'diagnosis.malformed',
    ],
    [
      'a cause told twice',
      changed((content) => ({ ...content, findings: [...(content['findings'] as []), ...(content['findings'] as [])] })),
      'diagnosis.malformed',
    ],
    ['a file that is too long', `${text}${' '.repeat(longestDiagnosis)}`, 'diagnosis.malformed'],
    ['a version of the future', changed((content) => ({ ...content, version: 2 })), 'diagnosis.newer'],
  ])('%s is refused', (_, given, code) => expect(refusal(given)).toBe(code));

  test('what no file may hold is not written', () =>
    expect(() => encodeDiagnosis({ ...diagnosis, reader: { model: 'x'.repeat(200), kind: 'pcsc', pinPad: false, known: true } })).toThrow(
      'diagnosis.malformed',
    ));
});

describe('the causes', () => {
  test('there are at least twenty, and each is explained in both languages', () => {
    expect(causeCodes.length).toBeGreaterThanOrEqual(20);
    expect(causeCodes.filter((code) => !errorCodes.includes(code))).toEqual([]);
  });

  test('the result is the first that stops a sign-in; advice alone stops none', () => {
    expect(resultOf(diagnosis)).toEqual({ code: 'pin.suspended', trouble: 'pin' });
    expect(resultOf({ findings: causeCodes.filter((code) => causes[code].weight === 'advice') })).toBe('ready');
  });
});

test.each([
  ['REINER SCT cyberJack RFID standard (1234567890) 00 00', 'REINER SCT cyberJack RFID standard'],
  ['ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC] 00 01', 'ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC]'],
  ['KOBIL Systems IDToken 0000000012345678 00 00', 'KOBIL Systems IDToken'],
  ['eSzig virtual reader', 'eSzig virtual reader'],
  ['0123456789', '?'],
])('the reader %s is told as the model %s', (name, model) => expect(readerModel(name)).toBe(model));
