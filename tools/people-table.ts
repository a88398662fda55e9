// The README's table of the demonstration world's people, made from the world's own data.
import { pathToFileURL } from 'node:url';
import { fullName } from '../lib/person/index.ts';
import { loadWorld, type Person, type World } from '../world/index.ts';

/** A Markdown table: who, their id for the command line, the codes of their card, its states, and their roles. */
export function peopleTable(world: World): string {
  const institutions = new Map(world.institutions.map(({ id, name }) => [id, name]));
  const rows = world.people.map((person) => [
    fullName(person.names),
    `\`${person.id}\``,
    person.story.en,
    'pin' in person.card ? `\`${person.card.pin}\`` : `activation PIN \`${person.card.activationPin}\``,
    `\`${person.card.can}\``,
    `\`${person.card.puk}\``,
    states(person),
    rolesOf(person),
  ]);
  const heads = ['Name', 'Id', 'Who', 'PIN', 'CAN', 'PUK', 'PIN state, document', 'Roles (`--as`)'];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const names = [...institutions].map(([id, name]) => `${id} ${name}`).join(' · ');
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line), '', `Institutions: ${names}.`].join('\n');
}

function states({ card, document }: Person): string {
  return `${card.pinState}, ${document.state}`;
}

function rolesOf({ worker }: Person): string {
  if (worker === undefined) return 'patient';
  const entries = worker.roles.map(
    ({ role, institution, status }) => `\`${role}@${institution}\`${status === 'in-force' ? '' : ` (${status})`}`,
  );
  return `${entries.join('<br>')}${worker.linked ? '' : ' (not linked)'}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) console.log(peopleTable(loadWorld()));
