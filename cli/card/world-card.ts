// The cards of the world from the command line: whose there are, and where each lies.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCard } from '../../apps/chip/card-store.ts';
import { firstState, parseHolder } from '../../apps/chip/holder.ts';
import { type PinState, pinState } from '../../lib/chip/index.ts';
import { loadWorld, type Person } from '../../world/index.ts';
import { MissingError, UsageError } from '../command.ts';

/** The person of this id; `UsageError` when the world has none such. */
export function personOf(id: string | undefined): Person {
  const { people } = loadWorld();
  const person = people.find((one) => one.id === id);
  if (person === undefined) {
    throw new UsageError(id === undefined ? 'whose card?' : `nobody is called '${id}'`, people.map((one) => one.id).join(', '));
  }
  return person;
}

/** Where a person's card lies, made or not. */
function cardFile(data: string | undefined, person: string): string {
  return join(resolve(data ?? 'data'), 'cards', `${person}.json`);
}

/** The file of a person's card; `MissingError` while it is not made. */
export function madeCard(data: string | undefined, id: string | undefined): string {
  const file = cardFile(data, personOf(id).id);
  if (!existsSync(file)) throw new MissingError(`no card has been made for '${id}'`, 'eszig up makes the cards of the world');
  return file;
}

/** The PIN's state: of the card where it is made, else the one that it will begin in. */
export async function pinOf(data: string | undefined, person: Person): Promise<PinState> {
  const file = cardFile(data, person.id);
  return existsSync(file) ? pinState((await readCard(file)).passwords.pin) : firstState(parseHolder(person));
}
