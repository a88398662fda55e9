import { describe, expect, test } from 'vitest';
import { type GovernmentWindows, governmentWindows, isPostcode, localTime, nearest, type OpeningHours, openingAt } from './index.ts';

const office = { from: '08:00', to: '16:00' };
const hours: OpeningHours = {
  monday: { from: '07:00', to: '17:00' },
  tuesday: office,
  wednesday: office,
  thursday: office,
  friday: { from: '08:00', to: '12:00' },
  saturday: null,
  sunday: null,
};
const at = (date: string, time: string, closedDays: readonly string[] = []) => openingAt(hours, closedDays, { date, time });

describe('opening hours', () => {
  test('a window is open from the first minute to before the last', () => {
    // 2026-11-23 is a Monday.
    expect(at('2026-11-23', '06:59')).toEqual({ kind: 'closed', opens: { date: '2026-11-23', time: '07:00' } });
    expect(at('2026-11-23', '07:00')).toEqual({ kind: 'open', until: '17:00' });
    expect(at('2026-11-23', '16:59')).toEqual({ kind: 'open', until: '17:00' });
    expect(at('2026-11-23', '17:00')).toEqual({ kind: 'closed', opens: { date: '2026-11-24', time: '08:00' } });
  });

  test('after Friday comes Monday, and after a closed day the next one', () => {
    expect(at('2026-11-27', '12:30')).toEqual({ kind: 'closed', opens: { date: '2026-11-30', time: '07:00' } });
    expect(at('2026-11-27', '12:30', ['2026-11-30'])).toEqual({ kind: 'closed', opens: { date: '2026-12-01', time: '08:00' } });
    expect(at('2026-11-23', '09:00', ['2026-11-23'])).toEqual({ kind: 'closed', opens: { date: '2026-11-24', time: '08:00' } });
  });

  test('a window that opens on no day of the next four weeks says so', () => {
    const never = Object.fromEntries(Object.keys(hours).map((day) => [day, null])) as unknown as OpeningHours;
    expect(openingAt(never, [], { date: '2026-11-23', time: '09:00' })).toEqual({ kind: 'closed-for-long' });
  });

  test('the clock on the wall is Budapest’s, in summer and in winter', () => {
    expect(localTime(Date.parse('2026-07-01T06:30:00Z'))).toEqual({ date: '2026-07-01', time: '08:30' });
    expect(localTime(Date.parse('2026-12-31T23:30:00Z'))).toEqual({ date: '2027-01-01', time: '00:30' });
  });
});

describe('the nearest window', () => {
  const window = (id: string, postcode: string) => ({ id, name: id, postcode, town: id, address: 'x', hours });
  const published: GovernmentWindows = {
    source: { hu: 'x', en: 'x' },
    asOf: '2026-11-01',
    closedDays: [],
    windows: [
      window('szeged', '6720'),
      window('gyor', '9021'),
      window('szolnok', '5000'),
      window('tiszafoldvar', '5430'),
      window('pest', '1051'),
    ],
  };
  const ids = (postcode: string, limit = 3) => nearest(published, postcode, limit).map(({ window: { id } }) => id);

  test('is the one of the own postcode, then of the own region, then the nearer town', () => {
    expect(ids('5000')[0]).toBe('szolnok');
    expect(ids('5430')).toEqual(['tiszafoldvar', 'szolnok', 'szeged']);
    expect(ids('9400', 1)).toEqual(['gyor']);
    expect(ids('1234', 1)).toEqual(['pest']);
  });

  test('comes with the way there as the crow flies, near enough', () => {
    const [first] = nearest(published, '9400', 1);
    // Sopron to Győr.
    expect(first?.kilometres).toBeGreaterThan(70);
    expect(first?.kilometres).toBeLessThan(90);
  });

  test('is looked for from Hungarian postcodes only', () => {
    expect(['1011', '9999', '5000'].map(isPostcode)).toEqual([true, true, true]);
    expect(['0999', '500', '50000', '5o00', '', ' 5000'].map(isPostcode)).toEqual([false, false, false, false, false, false]);
  });

  test('what an operator publishes is refused when hours end before they begin or a postcode is none', () => {
    expect(governmentWindows.safeParse(published).success).toBe(true);
    const wrong = (change: object) => ({ ...published, windows: [{ ...published.windows[0], ...change }] });
    expect(governmentWindows.safeParse(wrong({ postcode: '0999' })).success).toBe(false);
    expect(governmentWindows.safeParse(wrong({ hours: { ...hours, monday: { from: '17:00', to: '07:00' } } })).success).toBe(false);
    expect(governmentWindows.safeParse(wrong({ surplus: 1 })).success).toBe(false);
  });
});
