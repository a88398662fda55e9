// Whether two spellings are one person: normalisation by its rules, and the verdict by its table.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identity } from '../../../lib/entitlement/index.ts';
import { judge, type Likeness } from './judge.ts';
import { identityMarks, likeness, marker } from './marks.ts';
import { fold, nameKey, nameKeys, placeKey } from './normalise.ts';

const mark = marker(Buffer.from('a key of the test'));
const nora: Identity = {
  name: 'Halász Nóra',
  birthName: 'Halász Nóra',
  motherName: 'Kővári Erzsébet',
  dateOfBirth: '1986-09-05',
  placeOfBirth: 'Budapest',
};
const verdict = (card: Partial<Identity>, register: Partial<Identity> = {}, alone = true) =>
  judge(likeness(mark, 'w', { ...nora, ...card }, identityMarks(mark, 'w', { ...nora, ...register }), alone));

describe('names', () => {
  test.each([
    ['dr. Szőke Gergő', 'Szöke Gergö'],
    ['Prof. Dr. SZABÓ Péter', 'szabó  péter'],
    ['ifj. Nagy Béla', 'Nagy Béla'],
    ['özv. Tóth Mihályné', 'Tóth Mihályné'],
    ['Őry-Kis Éva', 'Öry Kis Eva'],
    ['Kissné dr. Halász Nóra', 'dr. Kissné Halász Nóra'],
  ])('%s is %s', (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  test.each([
    ['Kissné Halász Nóra', 'Halász Nóra'],
    ['Kiss Jánosné Halász Nóra', 'Halász Nóra'],
    ['Kissné dr. Halász Nóra', 'Halász Nóra'],
    ['Kiss-Halász Nóra', 'Halász Nóra'],
    ['Halász-Kiss Nóra', 'Kiss Nóra'],
  ])('%s may stand as %s', (one, other) => expect(nameKeys(one)).toContain(nameKey(other)));

  test('a name that only ends like a married one is none', () => {
    expect(nameKeys('René Martin Pál')).toEqual(['rene martin pal']);
    expect(nameKeys('Kiss Jánosné')).toEqual(['kiss janosne']);
    expect(nameKeys('dr.')).toEqual([]);
  });
});

describe('places', () => {
  test.each([
    ['Budapest XIII. kerület', 'Budapest'],
    ['Budapest 13. ker.', 'Budapest'],
    ['BUDAPEST, VIII.', 'Budapest'],
    ['Újpest', 'Budapest XV.'],
    ['Sztálinváros', 'Dunaújváros'],
    ['Leninváros', 'Tiszaújváros'],
    ['Kolozsvár (Románia)', 'Kolozsvár, Románia'],
    ['Magyaróvár', 'Mosonmagyaróvár'],
  ])('%s is %s', (one, other) => expect(placeKey(one)).toBe(placeKey(other)));

  test('no other place becomes Budapest', () => {
    for (const place of ['Budakeszi', 'Budaörs', 'Szeged', 'Pestszentlászló']) expect(placeKey(place)).toBe(fold(place));
  });
});

describe('the verdict', () => {
  test('is yes for the same person, however spelled, also after a marriage', () => {
    expect(verdict({})).toEqual({ kind: 'yes' });
    expect(verdict({ name: 'Kissné dr. Halász Nóra' }, { name: 'dr. Halász Nóra', motherName: 'Kövári Erzsébet' })).toEqual({
      kind: 'yes',
    });
    expect(verdict({ placeOfBirth: 'Újpest' }, { placeOfBirth: 'Budapest IV. kerület' })).toEqual({ kind: 'yes' });
    expect(verdict({ name: 'Halász Nóra' }, { name: 'Kissné Halász Nóra' })).toEqual({ kind: 'yes' });
  });

  test('is no for another day of birth, another mother, or two things that differ', () => {
    for (const card of [
      { dateOfBirth: '1986-09-06' },
      { dateOfBirth: '1986' },
      { motherName: 'Kővári Edit' },
      { birthName: 'Halmos Nóra', name: 'Halmos Nóra' },
      { birthName: 'Halmos Nóra', placeOfBirth: 'Eger' },
    ])
      expect(verdict(card)).toEqual({ kind: 'no' });
  });

  test('is for people when one thing differs that a marriage does not explain, and when two have the same name and birthday', () => {
    expect(verdict({ name: 'Nagy Nóra' }, { name: 'Kissné Tóth Nóra' })).toEqual({ kind: 'human', reason: 'name' });
    expect(verdict({ placeOfBirth: 'Eger' })).toEqual({ kind: 'human', reason: 'place' });
    expect(verdict({ birthName: 'Halass Nóra' })).toEqual({ kind: 'human', reason: 'birth-name' });
    expect(verdict({}, {}, false)).toEqual({ kind: 'human', reason: 'namesake' });
  });

  test('is never yes unless day of birth, mother, name at birth and place are alike and nobody has the same name and birthday', () => {
    const alike = fc.record<Likeness>({
      dateOfBirth: fc.boolean(),
      motherName: fc.boolean(),
      birthName: fc.boolean(),
      placeOfBirth: fc.boolean(),
      name: fc.boolean(),
      alone: fc.boolean(),
    });
    fc.assert(
      fc.property(alike, (likely) => {
        expect(judge(likely).kind === 'yes').toBe(Object.values(likely).every(Boolean));
        if (!likely.dateOfBirth || !likely.motherName) expect(judge(likely).kind).toBe('no');
      }),
    );
  });
});

test('marks say nothing about a person: other worker, other key, other marks; only namesakes are found across workers', () => {
  const mine = identityMarks(mark, 'w', nora);
  const other = identityMarks(mark, 'v', nora);
  const elsewhere = identityMarks(marker(Buffer.from('another key')), 'w', nora);
  for (const field of ['birth_name', 'mother_name', 'date_of_birth', 'place_of_birth'] as const) {
    expect(mine[field]).not.toBe(other[field]);
    expect(mine[field]).not.toBe(elsewhere[field]);
    expect(mine[field]).toMatch(/^[\w-]{43}$/);
  }
  expect(mine.namesake).toBe(other.namesake);
  expect(mine.namesake).not.toBe(elsewhere.namesake);
});
