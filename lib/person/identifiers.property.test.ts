// Laws of the check digits: what they make is accepted, one changed digit is seen, arbitrary text never throws.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CalendarDate,
  contentOfPersonalIdentifier,
  dateOfBirthInTaxIdentifier,
  daysAfter,
  daysBetween,
  parseCalendarDate,
  parsePersonalIdentifier,
  parseTaj,
  parseTaxIdentifier,
  parseTaxNumber,
  personalIdentifierCheckDigit,
  tajCheckDigit,
  taxIdentifierCheckDigit,
  taxNumberCheckDigit,
} from './index.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const epoch = '1867-01-01' as CalendarDate;

/** Replaces one digit by another one. */
const change = (text: string, at: number, by: number) => {
  const position = at % text.length;
  return `${text.slice(0, position)}${(Number(text[position]) + 1 + (by % 9)) % 10}${text.slice(position + 1)}`;
};

test('a TAJ with its check digit is valid; with any other one digit it is not', () => {
  fc.assert(
    fc.property(digits(8), fc.nat(), fc.nat(), (eight, at, by) => {
      const taj = eight + tajCheckDigit(eight);
      expect(parseTaj(taj)).toBe(taj);
      expect(parseTaj(change(taj, at, by))).toBeUndefined();
    }),
  );
});

test('a tax identifier gives back its date of birth, and a changed digit is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20_000, max: 58_000 }), digits(3), fc.nat(), fc.nat(), (days, serial, at, by) => {
      const nine = `8${days}${serial}`;
      const check = taxIdentifierCheckDigit(nine);
      fc.pre(check !== undefined);
      const identifier = parseTaxIdentifier(`${nine}${check}`);
      expect(identifier).toBe(`${nine}${check}`);
      if (identifier !== undefined) expect(dateOfBirthInTaxIdentifier(identifier)).toBe(daysAfter(epoch, days));
      expect(parseTaxIdentifier(change(`${nine}${check}`, at, by))).toBeUndefined();
    }),
  );
});

test('a personal identifier gives back date of birth and sex under either rule', () => {
  fc.assert(
    fc.property(fc.integer({ min: 12_053, max: 60_000 }), digits(3), fc.boolean(), (days, serial, female) => {
      const born = daysAfter(epoch, days);
      const first = (born < '2000' ? 1 : 3) + (female ? 1 : 0);
      const ten = `${first}${born.slice(2).replaceAll('-', '')}${serial}`;
      const check = personalIdentifierCheckDigit(ten);
      fc.pre(check !== undefined);
      const identifier = parsePersonalIdentifier(`${ten}${check}`);
      expect(identifier).toBe(`${ten}${check}`);
      if (identifier !== undefined) expect(contentOfPersonalIdentifier(identifier)).toEqual({ dateOfBirth: born, sex: female ? 'F' : 'M' });
      expect(parsePersonalIdentifier(`${ten}${((check ?? 0) + 1) % 10}`)).toBeUndefined();
    }),
  );
});

test('a tax number is valid with its check digit alone', () => {
  fc.assert(
    fc.property(digits(7), fc.integer({ min: 1, max: 9 }), (seven, shift) => {
      const check = taxNumberCheckDigit(seven);
      expect(parseTaxNumber(`${seven}${check}-2-06`)).toBe(`${seven}${check}-2-06`);
      expect(parseTaxNumber(`${seven}${(check + shift) % 10}-2-06`)).toBeUndefined();
    }),
  );
});

test('days after a date are days between', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (days) => {
      expect(daysBetween(epoch, daysAfter(epoch, days))).toBe(days);
    }),
  );
});

test('no text makes a parser throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const parse of [parseTaj, parseTaxIdentifier, parsePersonalIdentifier, parseTaxNumber, parseCalendarDate]) parse(text);
    }),
  );
});
