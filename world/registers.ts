// The world as the office hands it to the directory: institutions, workers and the entitlement matrix, without any card or personal number.
import type { Registers } from '../lib/entitlement/index.ts';
import { fullName } from '../lib/person/index.ts';
import type { World } from './index.ts';

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
    workers: world.people.flatMap(({ id, names, mail = null, worker }) =>
      worker === undefined
        ? []
        : {
            id,
            name: fullName(names),
            mail,
            profession: worker.profession,
            registration: { number: worker.registerNumber, ...worker.register },
            roles: worker.roles,
          },
    ),
  };
}
