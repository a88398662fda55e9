// Which chip generations somebody has tried this program with: by their ATR. A card of any other is looked at, and no code goes to it unasked.
import { type Bytes, equal } from '../../lib/bytes/index.ts';
import { type CardGeneration, profiles } from '../../lib/card/index.ts';

/** The year of the generation; `undefined` for a card that nobody has tried. */
export function generationOf(atr: Bytes): CardGeneration | undefined {
  const known = Object.entries(profiles.hungarian.generations).find(([, generation]) => equal(generation.atr, atr));
  return known?.[0] as CardGeneration | undefined;
}
