// Names of people: family name first, as on the card, in every language; sorted as a Hungarian reader expects.

/** The two parts of a name as the card keeps them. `title` is a doctor's, e.g. `dr.`, and is no part of the name on the chip. */
export type PersonName = { readonly family: string; readonly given: string; readonly title?: string };

/** The whole name, family name first: `dr. Szőke Gergő`. */
export function fullName(name: PersonName): string {
  return [name.title, name.family, name.given].filter((part) => part !== undefined && part !== '').join(' ');
}

const collator = new Intl.Collator('hu');

/** Order of two names in a Hungarian list, titles aside: ö with o, ő with ö, cs after c. */
export function compareNames(left: PersonName, right: PersonName): number {
  return collator.compare(left.family, right.family) || collator.compare(left.given, right.given);
}
