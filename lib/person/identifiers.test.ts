// Check digits against the numbers that domain sources give.
import { describe, expect, test } from 'vitest';
import {
  ageOn,
  birthdayIn,
  type CalendarDate,
  compareNames,
  contentOfPersonalIdentifier,
  dateOfBirthInTaxIdentifier,
  fullName,
  type PersonalIdentifier,
  parseCalendarDate,
  parseDocumentNumber,
  parsePersonalIdentifier,
  parseTaj,
  parseTaxIdentifier,
  parseTaxNumber,
  personalIdentifierCheckDigit,
  type Taj,
  type TaxIdentifier,
  writeDate,
  writeTaj,
} from './index.ts';

const date = (text: string) => parseCalendarDate(text) as CalendarDate;

describe('TAJ', () => {
  test('the published example is valid, in each way people write it', () => {
    for (const text of ['111111110', '111 111 110', '111-111-110']) expect(parseTaj(text)).toBe('111111110');
    expect(writeTaj('111111110' as Taj)).toBe('111 111 110');
  });
  test('a wrong check digit, a mixed separator and another length are refused', () => {
    for (const text of ['111111111', '111-111 110', '11111111', '1111111100', '']) expect(parseTaj(text)).toBeUndefined();
  });
});

describe('tax identifier', () => {
  test('born 1967-02-13: 36567 days, 8365670003', () => {
    expect(parseTaxIdentifier('8365670003')).toBe('8365670003');
    expect(dateOfBirthInTaxIdentifier('8365670003' as TaxIdentifier)).toBe('1967-02-13');
  });
  test('a wrong check digit or first digit is refused', () => {
    for (const text of ['8365670004', '7365670003', '836567000']) expect(parseTaxIdentifier(text)).toBeUndefined();
  });
});

describe('personal identifier', () => {
  test('born up to 1996-12-31: weights rise', () => expect(personalIdentifierCheckDigit('1850315000')).toBe(0));
  test('born after 1996-12-31: weights fall', () => expect(personalIdentifierCheckDigit('3050512000')).toBe(3));
  test('the last day of the old rule and the first of the new differ in rule', () => {
    expect(personalIdentifierCheckDigit('1961231012')).toBe((1 + 18 + 18 + 4 + 10 + 18 + 7 + 0 + 9 + 20) % 11);
    expect(personalIdentifierCheckDigit('1970101012')).toBe((10 + 81 + 56 + 0 + 6 + 0 + 4 + 0 + 2 + 2) % 11);
  });
  test('it says date of birth and sex', () => {
    expect(parsePersonalIdentifier('1-850315-0000')).toBe('18503150000');
    expect(contentOfPersonalIdentifier('30505120003' as PersonalIdentifier)).toEqual({ dateOfBirth: '2005-05-12', sex: 'M' });
  });
  test('October is a month; a date that does not exist, an unknown first digit and the other rule are refused', () => {
    const october = `1851015000${personalIdentifierCheckDigit('1851015000')}`;
    expect(parsePersonalIdentifier(october)).toBe(october);
    for (const text of ['18502300000', '58503150000', '30505120008', '18503150001']) expect(parsePersonalIdentifier(text)).toBeUndefined();
  });
});

describe('other numbers', () => {
  test('the tax number of an institution fills its weighted sum to a multiple of ten', () => {
    expect(parseTaxNumber('10773381-2-44')).toBe('10773381-2-44');
    for (const text of ['10773382-2-44', '10773381-6-44', '10773381-2-50', '10773381244']) expect(parseTaxNumber(text)).toBeUndefined();
  });
  test('a document number is six digits and two letters', () => {
    expect(parseDocumentNumber('123456 ae')).toBe('123456AE');
    expect(parseDocumentNumber('AU123456')).toBeUndefined();
  });
});

describe('dates and names', () => {
  test('a day that does not exist is not a date', () => {
    expect(parseCalendarDate('2024-02-29')).toBe('2024-02-29');
    for (const text of ['2023-02-29', '2024-13-01', '2024-1-1', '1799-12-31', '2024-02-30'])
      expect(parseCalendarDate(text)).toBeUndefined();
  });
  test('one comes of age on the birthday; 29 February becomes the 28th in a common year', () => {
    expect(ageOn(date('2008-11-23'), date('2026-11-22'))).toBe(17);
    expect(ageOn(date('2008-11-23'), date('2026-11-23'))).toBe(18);
    expect(birthdayIn(date('2008-02-29'), 2026)).toBe('2026-02-28');
  });
  test('dates are written as the language writes them', () => {
    expect(writeDate(date('1985-03-15'), 'hu')).toBe('1985. március 15.');
    expect(writeDate(date('1985-03-15'), 'en')).toBe('15 March 1985');
  });
  test('a name stands family first and sorts by Hungarian rules', () => {
    expect(fullName({ title: 'dr.', family: 'Szőke', given: 'Gergő' })).toBe('dr. Szőke Gergő');
    const sorted = ['Zala', 'Őrsi', 'Cukor', 'Csák', 'Orbán'].sort((a, b) =>
      compareNames({ family: a, given: '' }, { family: b, given: '' }),
    );
    expect(sorted).toEqual(['Cukor', 'Csák', 'Orbán', 'Őrsi', 'Zala']);
  });
});
