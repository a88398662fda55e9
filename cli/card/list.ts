// `eszig card list`: whose cards the world has, in which state, and as what their holders can sign in.
import { fullName } from '../../lib/person/index.ts';
import { loadWorld, type Person } from '../../world/index.ts';
import { type Command, exit } from '../command.ts';
import { pinOf } from './world-card.ts';

export const command: Command = {
  options: { data: { value: 'DIR' } },
  async run(input, terminal) {
    const rows = await Promise.all(loadWorld().people.map((person) => describe(person, input.text('data'))));
    for (const { person, name, pin, document, roles } of rows) {
      const as = roles.map(({ role, institution, status }) => `${role}@${institution}${status === 'in-force' ? '' : ` (${status})`}`);
      terminal.say([person.padEnd(18), name.padEnd(28), pin.padEnd(14), document.padEnd(8), as.join(' ')].join(' ').trimEnd());
    }
    terminal.json(rows);
    return exit.done;
  },
};

async function describe(person: Person, data: string | undefined) {
  const { number, generation, state } = person.document;
  return {
    person: person.id,
    name: fullName(person.names),
    documentNumber: number,
    generation,
    pin: await pinOf(data, person),
    document: state,
    roles: person.worker?.roles ?? [],
  };
}
