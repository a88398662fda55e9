// The world as the office hands it to the directory: institutions, workers and the entitlement matrix, with what the registers
// know people by, and without any card or number of the ministry's.
import type { Identity, Registers } from '../lib/entitlement/index.ts';
import { fullName } from '../lib/person/index.ts';
import type { Person, World } from './index.ts';

/** The message `registers` as of a moment (milliseconds since 1970). */
export function registersOf(world: World, now: number): Registers {
  return {
    asOf: `${new Date(now).toISOString().slice(0, 19)}Z`,
    institutions: world.institutions.map(({ id, name, kind, mail = null, units }) => ({
      id,
      name,
      kind,
      mail,
      units: units.map((unit) => ({ id: unit.id, name: unit.name })),
    })),
    workers: world.people.flatMap(({ worker, ...person }) =>
      worker === undefined
        ? []
        : {
            id: person.id,
            name: worker.registeredAs?.name ?? fullName(person.names),
            mail: person.mail ?? null,
            identity: identityOf(person, worker.registeredAs),
            profession: worker.profession,
            registration: { number: worker.registerNumber, ...worker.register },
            roles: worker.roles,
          },
    ),
  };
}

/** A person as the register has them. */
function identityOf(person: Omit<Person, 'worker'>, registeredAs: NonNullable<Person['worker']>['registeredAs']): Identity {
  const { names, birthName, motherName, dateOfBirth, placeOfBirth } = person;
  return { name: fullName(names), birthName, motherName, dateOfBirth, placeOfBirth, ...registeredAs };
}
