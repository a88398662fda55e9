// The demonstration world: reads its files, and refuses a world that does not hang together.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EidError } from '../lib/error/index.ts';
import { compareNames } from '../lib/person/index.ts';
import { CardReader, Institution, Person, RelyingParty } from './schema.ts';

export type { CardReader, Institution, Person, RelyingParty } from './schema.ts';

/** Everything that `eszig up` begins with. */
export type World = {
  readonly people: readonly Person[];
  readonly institutions: readonly Institution[];
  readonly relyingParties: readonly RelyingParty[];
  readonly readers: readonly CardReader[];
};

export type WorldErrorCode = 'world.unreadable' | 'world.invalid' | 'world.dangling';

/**
 * Reads `people/`, `institutions/`, `relying-parties/` and `readers.json` of a folder, by default the one that belongs to the project.
 * Throws `EidError<WorldErrorCode>` whose facts name the file and what is wrong with it.
 */
export function loadWorld(folder: string = import.meta.dirname): World {
  const people = [...read(join(folder, 'people'), Person, 'id')].sort((a, b) => compareNames(a.names, b.names));
  const institutions = read(join(folder, 'institutions'), Institution, 'id');
  const relyingParties = read(join(folder, 'relying-parties'), RelyingParty, 'id');
  const readers = readAll(join(folder, 'readers.json'), CardReader);
  checkReferences(people, institutions);
  checkReaders(readers, institutions);
  return { people, institutions, relyingParties, readers };
}

function read<T extends Record<K, string>, K extends keyof T>(folder: string, schema: z.ZodType<T>, key: K): readonly T[] {
  return filesIn(folder).map((name) => {
    const file = join(folder, name);
    const result = schema.safeParse(parseJson(file));
    if (!result.success) {
      const issue = result.error.issues[0];
      throw new EidError<WorldErrorCode>('world.invalid', { file, at: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
    }
    if (`${result.data[key]}.json` !== name)
      throw new EidError<WorldErrorCode>('world.invalid', { file, at: 'id', problem: 'is not the file name' });
    return result.data;
  });
}

/** A file that is a list. */
function readAll<T>(file: string, schema: z.ZodType<T>): readonly T[] {
  const result = z.array(schema).safeParse(parseJson(file));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new EidError<WorldErrorCode>('world.invalid', { file, at: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
}

/** Every reader stands at a workstation of its institution that has one. */
function checkReaders(readers: readonly CardReader[], institutions: readonly Institution[]): void {
  const places = new Set(
    institutions.flatMap(({ id, units }) =>
      units.flatMap(({ workstations }) => workstations.map((workstation) => `${id}/${workstation.id}/${workstation.reader}`)),
    ),
  );
  for (const { serial, institution, workstation, model } of readers) {
    if (institution === undefined || places.has(`${institution}/${workstation}/${model}`)) continue;
    throw new EidError<WorldErrorCode>('world.dangling', { reader: serial, institution });
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (cause) {
    throw new EidError<WorldErrorCode>('world.unreadable', { file: folder }, { cause });
  }
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new EidError<WorldErrorCode>('world.unreadable', { file }, { cause });
  }
}

/** Every role names a unit of its institution, and no number that must be unique belongs to two. */
function checkReferences(people: readonly Person[], institutions: readonly Institution[]): void {
  const units = new Set(institutions.flatMap((institution) => institution.units.map((unit) => `${institution.id}/${unit.id}`)));
  for (const person of people) {
    for (const role of person.worker?.roles ?? []) {
      const target = `${role.institution}/${role.unit}`;
      if (!units.has(target)) throw new EidError<WorldErrorCode>('world.dangling', { person: person.id, unit: target });
    }
  }
  const unique: readonly ((person: Person) => string | null | undefined)[] = [
    (person) => person.taj,
    (person) => person.taxId,
    (person) => person.personalId,
    (person) => person.document.number,
    (person) => person.worker?.registerNumber,
  ];
  for (const number of unique) {
    const seen = new Set<string>();
    for (const person of people) {
      const value = number(person);
      if (value == null) continue;
      if (seen.has(value))
        throw new EidError<WorldErrorCode>('world.invalid', { file: person.id, at: 'numbers', problem: 'belongs to two people' });
      seen.add(value);
    }
  }
}
