// What is checked of an application: every number by its check digit and against the person, every kind of card against the age.
import { expect, test } from 'vitest';
import { type CalendarDate, parseCalendarDate, personalIdentifierCheckDigit } from '../../../lib/person/index.ts';
import { type Answers, expiryWished, faultsOf, firstOpenStep, tidied, wishOf } from './check.ts';

const today = parseCalendarDate('2026-11-23') as CalendarDate;
const person = (dateOfBirth: string, sex: 'F' | 'M' = 'M'): Answers => ({ dateOfBirth, sex });

const whole: Answers = {
  family: 'Minta',
  given: 'Mária',
  birthName: 'Példa Mária',
  motherName: 'Próba Ilona',
  dateOfBirth: '1990-06-15',
  placeOfBirth: 'Pécs',
  sex: 'F',
  personalId: '29006151000',
  taj: '900000100',
  taxId: '8450901006',
  street: 'Minta utca 1.',
  city: 'Pécs',
  postalCode: '7600',
  kind: 'permanent',
  delivery: 'window',
};

test('an application in order has no open step, and says what it asks for', () => {
  expect(firstOpenStep(whole, today)).toBeUndefined();
  expect(wishOf(whole)).toMatchObject({ kind: 'permanent', signature: false, holder: { taj: '900000100', nationality: 'HUN' } });
  expect(expiryWished(whole, today)).toBe('2032-06-15');
});

test.each([
  ['born under the first rule', '1985-03-15', '18503150000', undefined],
  ['born under the second rule', '2005-05-12', '30505120003', undefined],
  [
    'the second rule’s number with the first rule’s check digit',
    '2005-05-12',
    `3050512000${(Number(personalIdentifierCheckDigit('3050512000')) + 5) % 10}`,
    'personal-id',
  ],
  ['another birth date than the number says', '1985-03-16', '18503150000', 'personal-id-birth'],
  ['ten digits', '1985-03-15', '1850315000', 'personal-id'],
  ['nothing', '1985-03-15', '', 'missing'],
] as const)('personal identifier: %s', (_, dateOfBirth, personalId, fault) => {
  expect(faultsOf('numbers', { ...person(dateOfBirth), taj: '900000100', personalId }, today).personalId).toBe(fault);
});

test('a number of the other sex, a tax identifier of another birth date and a TAJ with a wrong check digit are each told', () => {
  const faults = faultsOf(
    'numbers',
    { ...person('1985-03-15', 'F'), personalId: '18503150000', taxId: '8365670003', taj: '111111111' },
    today,
  );
  expect(faults).toEqual({ personalId: 'personal-id-sex', taxId: 'tax-id-birth', taj: 'taj' });
});

test('numbers are taken in any spelling that people use, and kept in one', () => {
  expect(tidied('numbers', { taj: '900 000 100', personalId: '2-900615-1000', taxId: ' 8450901006 ' })).toEqual({
    taj: '900000100',
    personalId: '29006151000',
    taxId: '8450901006',
  });
});

test('names of any Hungarian letter are taken, digits and markup are not', () => {
  const fault = (family: string) => faultsOf('person', { ...whole, family }, today).family;
  expect([fault('Árvíztűrő-Ő. Tükörfúró'), fault('<b>'), fault('Kovács 2'), fault('')]).toEqual([undefined, 'name', 'name', 'missing']);
});

test('a day that is none or is still to come is no date of birth', () => {
  const fault = (dateOfBirth: string) => faultsOf('person', { ...whole, dateOfBirth }, today).dateOfBirth;
  expect([fault('1990-02-30'), fault('2026-11-24'), fault('2026-11-23'), fault('')]).toEqual([
    'date',
    'date-to-come',
    undefined,
    'missing',
  ]);
});

test('a card without expiry is for 65 and above, and only after the person was told that nobody signs in with it', () => {
  const faults = (dateOfBirth: string, told = '') => faultsOf('card', { ...person(dateOfBirth), kind: 'without-expiry', told }, today);
  expect(faults('1961-11-24', 'yes')).toEqual({ kind: 'too-young' });
  expect(faults('1961-11-23')).toEqual({ told: 'told' });
  expect(faults('1961-11-23', 'yes')).toEqual({});
  expect(expiryWished({ ...person('1961-11-23'), kind: 'without-expiry' }, today)).toBeUndefined();
});

test('a signature is never wished for on a card that has no chip', () => {
  expect(wishOf({ ...whole, kind: 'temporary', signature: 'yes' }).signature).toBe(false);
});
