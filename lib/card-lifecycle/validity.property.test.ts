// Laws of validity: reference/domain.md 1.2, for every birthday of a century, leap days included.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageOn, type CalendarDate, daysAfter, daysBetween, parseCalendarDate } from '../person/index.ts';
import { cardKinds, exchangeFrom, expiryOf, mayHave } from './index.ts';

const date = (text: string) => parseCalendarDate(text) as CalendarDate;
const born = fc.integer({ min: 0, max: 36_500 }).map((days) => daysAfter(date('1926-01-01'), days));
const leapBorn = fc.integer({ min: 0, max: 24 }).map((n) => date(`${1928 + 4 * n}-02-29`));
const issued = fc.integer({ min: 0, max: 3_650 }).map((days) => daysAfter(date('2026-01-01'), days));
const case_ = fc.tuple(fc.oneof(born, leapBorn), issued).filter(([birth, day]) => birth <= day);

test('a permanent card ends on a birthday of its holder, after the day of issue', () => {
  fc.assert(
    fc.property(case_, ([birth, day]) => {
      const expires = expiryOf('permanent', birth, day) as CalendarDate;
      expect(expires > day).toBe(true);
      expect(parseCalendarDate(expires)).toBe(expires);
      expect(ageOn(birth, expires)).toBe(ageOn(birth, daysAfter(expires, -1)) + 1);
    }),
  );
});

test('under 12 a card ends at the twelfth birthday at the latest; under 18 in the third year, else in the sixth', () => {
  fc.assert(
    fc.property(case_, ([birth, day]) => {
      const expires = expiryOf('permanent', birth, day) as CalendarDate;
      const [age, years] = [ageOn(birth, day), Number(expires.slice(0, 4)) - Number(day.slice(0, 4))];
      if (age < 12) expect([ageOn(birth, expires) <= 12, years <= 3]).toEqual([true, true]);
      else expect(years).toBe(age < 18 ? 3 : 6);
    }),
  );
});

test('who is born on 29 February has a card that ends on 28 February, but in leap years on the 29th', () => {
  fc.assert(
    fc.property(leapBorn, issued, (birth, day) => {
      fc.pre(birth <= day);
      const expires = expiryOf('permanent', birth, day) as CalendarDate;
      expect(expires.slice(5)).toBe(parseCalendarDate(`${expires.slice(0, 4)}-02-29`) === undefined ? '02-28' : '02-29');
    }),
  );
});

test('a card without expiry is for those of 65 and above, from the day of the birthday on', () => {
  fc.assert(
    fc.property(case_, ([birth, day]) => {
      expect(mayHave('without-expiry', birth, day)).toBe(ageOn(birth, day) >= 65);
    }),
  );
});

test('nobody has a card of any kind before they are born', () => {
  for (const kind of cardKinds) expect(mayHave(kind, date('2026-11-24'), date('2026-11-23'))).toBe(false);
});

test('an exchange begins 60 days before the end', () => {
  fc.assert(
    fc.property(issued, (day) => {
      expect(daysBetween(exchangeFrom(day), day)).toBe(60);
    }),
  );
});

describe('by the day', () => {
  const rows: [what: string, birth: string, day: string, expires: string | undefined][] = [
    ['a child of three', '2023-05-10', '2026-11-23', '2029-05-10'],
    ['a child of eleven: not past the twelfth birthday', '2015-03-02', '2026-11-23', '2027-03-02'],
    ['the day before the twelfth birthday', '2014-11-24', '2026-11-23', '2026-11-24'],
    ['on the twelfth birthday', '2014-11-23', '2026-11-23', '2029-11-23'],
    ['the day before the eighteenth birthday', '2008-11-24', '2026-11-23', '2029-11-24'],
    ['on the eighteenth birthday', '2008-11-23', '2026-11-23', '2032-11-23'],
    ['born on a leap day, the year has none', '2004-02-29', '2025-06-01', '2031-02-28'],
    ['born on a leap day, the year has one', '2004-02-29', '2026-06-01', '2032-02-29'],
    ['born on a leap day: eighteen on 28 February', '2008-02-29', '2026-02-28', '2032-02-29'],
    ['born on a leap day: not eighteen on 27 February', '2008-02-29', '2026-02-27', '2029-02-28'],
  ];
  test.each(rows)('%s', (_, birth, day, expires) => expect(expiryOf('permanent', date(birth), date(day))).toBe(expires));

  test('one without expiry has no last day, a temporary one has sixty', () => {
    expect(expiryOf('without-expiry', date('1960-01-01'), date('2026-11-23'))).toBeUndefined();
    expect(expiryOf('temporary', date('1990-01-01'), date('2026-11-23'))).toBe('2027-01-22');
  });
});
