// A person's identity as marks: keyed digests of normalised values. Two marks are compared; what they were made from is kept nowhere.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Identity } from '../../../lib/entitlement/index.ts';
import type { Likeness } from './judge.ts';
import { nameKey, nameKeys, placeKey } from './normalise.ts';

/** HMAC-SHA-256 with the directory's matching key over a use and its values, base64url. The key is no part of the database. */
export type Mark = (use: string, ...values: readonly string[]) => string;

export const marker =
  (key: Uint8Array): Mark =>
  (use, ...values) =>
    createHmac('sha256', key)
      .update(JSON.stringify([use, ...values]))
      .digest('base64url');

/** One person's identity for one worker: the worker's id is in each mark, so that marks of two workers say nothing about each other. */
export type IdentityMarks = {
  readonly birth_name: string;
  readonly mother_name: string;
  readonly date_of_birth: string;
  readonly place_of_birth: string;
  /** Every name that the person may stand under. */
  readonly names: readonly string[];
  /** The same for all who have this name at birth and this day of birth. */
  readonly namesake: string;
};

export function identityMarks(
  mark: Mark,
  worker: string,
  { name, birthName, motherName, dateOfBirth, placeOfBirth }: Identity,
): IdentityMarks {
  return {
    birth_name: mark('birth-name', worker, nameKey(birthName)),
    mother_name: mark('mother-name', worker, nameKey(motherName)),
    date_of_birth: mark('date-of-birth', worker, dateOfBirth),
    place_of_birth: mark('place-of-birth', worker, placeKey(placeOfBirth)),
    names: nameMarks(mark, worker, name),
    namesake: mark('namesake', nameKey(birthName), dateOfBirth),
  };
}

export const nameMarks = (mark: Mark, worker: string, name: string) => nameKeys(name).map((key) => mark('name', worker, key));

/** Compares a card with the register. `birthNameAsName` are the marks of the card's name at birth as a name. */
export function likeness(mark: Mark, worker: string, card: Identity, register: IdentityMarks, alone: boolean): Likeness {
  const shown = identityMarks(mark, worker, card);
  const maiden = nameMarks(mark, worker, card.birthName);
  return {
    dateOfBirth: same(shown.date_of_birth, register.date_of_birth),
    motherName: same(shown.mother_name, register.mother_name),
    birthName: same(shown.birth_name, register.birth_name),
    placeOfBirth: same(shown.place_of_birth, register.place_of_birth),
    name: some([...shown.names, ...maiden], register.names),
    alone,
  };
}

const same = (left: string, right: string) => left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** Looks at every pair, whatever it finds. */
function some(left: readonly string[], right: readonly string[]): boolean {
  let found = false;
  for (const one of left) for (const other of right) found = same(one, other) || found;
  return found;
}
