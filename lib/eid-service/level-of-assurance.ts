// Levels of assurance, in the words of two authorities: what a relying party wants at least, and what it is told it got. TR-03130-1 3.3.12.
import { EidError } from '../error/index.ts';
import type { XmlErrorCode } from '../xml/index.ts';

/** By authority, from the lowest to the highest; the first word of the BSI is that nothing is known. */
const words = [
  ['http://bsi.bund.de/eID/LoA/undefined', undefined],
  ['http://bsi.bund.de/eID/LoA/normal', 'http://eidas.europa.eu/LoA/low'],
  ['http://bsi.bund.de/eID/LoA/substantiell', 'http://eidas.europa.eu/LoA/substantial'],
  ['http://bsi.bund.de/eID/LoA/hoch', 'http://eidas.europa.eu/LoA/high'],
] as const;

export type LevelOfAssurance = Exclude<(typeof words)[number][number], undefined>;

/** All levels, as the schema lists them. */
export const levelsOfAssurance = words.flat().filter((level) => level !== undefined);

/** The level of a text; `xml.value` for any other. */
export function parseLevel(text: string): LevelOfAssurance {
  const level = levelsOfAssurance.find((known) => known === text);
  if (level === undefined) throw new EidError<XmlErrorCode>('xml.value', { name: 'LevelOfAssuranceRequest' });
  return level;
}

/** Whether a level is as high as the one that is wanted at least. */
export function reaches(level: LevelOfAssurance, wanted: LevelOfAssurance): boolean {
  return rank(level) >= rank(wanted);
}

/** The same level in the words of the authority that another one is of. */
export function inTheWordsOf(asked: LevelOfAssurance, level: LevelOfAssurance): LevelOfAssurance {
  const authority = asked.startsWith('http://bsi.bund.de/') ? 0 : 1;
  return words[rank(level)]?.[authority] ?? level;
}

function rank(level: LevelOfAssurance): number {
  return words.findIndex((row) => (row as readonly (string | undefined)[]).includes(level));
}
