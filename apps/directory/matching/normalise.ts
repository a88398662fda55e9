// One spelling for names and places, so that a register of paper days and a card of today can be compared. Pure.
import { oldPlaceNames } from './places.ts';

/** Lower case without accents, everything that is no letter or digit a blank: `Ő-rség` and `o rseg` are one. */
export function fold(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** What stands before a name or behind it and is no part of it: degrees, younger and elder, widow. */
const titles = new Set(
  ['dr', 'doktor', 'prof', 'professzor', 'phd', 'med', 'univ', 'ifj', 'ifjabb', 'id', 'idős', 'idősb', 'idősebb', 'özv', 'özvegy'].map(
    fold,
  ),
);

/** Given names that end as a married name does. */
const unmarried = new Set(['rené', 'andré', 'aimé', 'noné']);

/** The words of a name without titles, as they are spelled. */
function words(name: string): string[] {
  return name
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s.,]+/)
    .filter((word) => word !== '' && !titles.has(fold(word)));
}

/** A name as one text; `''` for one that is nothing but titles. */
export const nameKey = (name: string) => fold(words(name).join(' '));

/**
 * The names that a person of this name may stand under elsewhere: the name itself; behind `Kissné` or `Kiss Jánosné` the woman's own name; of a
 * double family name with either half. The first is the name itself.
 */
export function nameKeys(name: string): readonly string[] {
  const all = words(name);
  const keys = [fold(all.join(' '))];
  const husband = all.findIndex((word, at) => at < 2 && word.endsWith('né') && word.length > 3 && !unmarried.has(word));
  const own = husband < 0 ? [] : all.slice(husband + 1);
  if (own.length >= 2) keys.push(fold(own.join(' ')));
  const [family = '', ...given] = all;
  const halves = family.split(/[-–]/).filter((half) => half !== '');
  if (halves.length > 1 && given.length > 0) keys.push(...halves.map((half) => fold([half, ...given].join(' '))));
  return [...new Set(keys)].filter((key) => key !== '');
}

const districts = /^budapest( (\d{1,2}|[ivx]{1,5})( ker(ulet)?)?)?$/;

/** A place of birth by its name of today: no district of Budapest, no county, no country behind a comma or in brackets. */
export function placeKey(place: string): string {
  const key = fold(place.split(/[,(/]/)[0] ?? '');
  if (districts.test(key)) return 'budapest';
  return oldNames.get(key) ?? key;
}

const oldNames = new Map(Object.entries(oldPlaceNames).flatMap(([today, before]) => before.map((name) => [fold(name), fold(today)])));
