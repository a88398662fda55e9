// The README's table of the people of the world: made from `world/`, compared with what the README says.
import { fullName } from '../lib/person/index.ts';
import type { World } from '../world/index.ts';

/** The table as Markdown: who they are, their card's id, codes and states, their roles. */
export function peopleTable({ people, institutions }: World): string {
  const institutionName = (id: string) => institutions.find((institution) => institution.id === id)?.name ?? id;
  const rows = people.map(({ id, names, story, card, document, worker }) => {
    const pin = card.pinState === 'not-activated' ? `activation PIN ${card.activationPin}` : card.pin;
    const roles = (worker?.roles ?? []).map(
      ({ role, institution, status }) =>
        `${role}@${institution} ${institutionName(institution)}${status === 'in-force' ? '' : ` (${status})`}`,
    );
    const state = [card.pinState, ...(document.state === 'valid' ? [] : [document.state])].join(', ');
    return [fullName(names), `\`${id}\``, story.en, pin, card.can, card.puk, state, roles.join('<br>') || '–'];
  });
  const head = ['Name', 'Card', 'Who', 'PIN', 'CAN', 'PUK', 'State', 'Roles (`--as`)'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
