// What is printed on a card that the machine made, as a file beside the card: anybody who holds the card can read it.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const face = z.strictObject({
  documentNumber: z.string(),
  name: z.string(),
  generation: z.string(),
  issued: z.iso.date(),
  expires: z.iso.date(),
  can: z.string().regex(/^\d{6}$/),
});
export type Face = z.output<typeof face>;

const folderOf = (cards: string) => join(cards, 'faces');

/** Prints a face. */
export async function printFace(cards: string, printed: Face): Promise<void> {
  await mkdir(folderOf(cards), { recursive: true, mode: 0o700 });
  await writeFile(join(folderOf(cards), `${printed.documentNumber}.json`), `${JSON.stringify(printed)}\n`, { mode: 0o600 });
}

/** A card that is destroyed has no face any more. */
export function removeFace(cards: string, documentNumber: string): Promise<void> {
  return rm(join(folderOf(cards), `${documentNumber}.json`), { force: true });
}

/** The faces of all cards that the machine made, by document number; a half-printed one is left out. */
export async function readFaces(cards: string): Promise<readonly Face[]> {
  const names = (await readdir(folderOf(cards)).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const read = async (name: string) => {
    try {
      return [face.parse(JSON.parse(await readFile(join(folderOf(cards), name), 'utf8')))];
    } catch {
      return [];
    }
  };
  return (await Promise.all(names.map(read))).flat();
}
