// `eszig card show`: one card as any reader could come to know it — files, states, dates, trust points — and none of its secrets.
import { readCard } from '../../apps/chip/card-store.ts';
import { toHex } from '../../lib/bytes/index.ts';
import { profiles } from '../../lib/card/index.ts';
import { type Card, pinState } from '../../lib/chip/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import { fullName } from '../../lib/person/index.ts';
import { type Command, exit } from '../command.ts';
import { madeCard, personOf } from './world-card.ts';

export const command: Command = {
  operands: '<person>',
  options: { data: { value: 'DIR' } },
  async run(input, terminal) {
    const person = personOf(input.operands[0]);
    const shown = {
      person: person.id,
      name: fullName(person.names),
      document: person.document.state,
      ...describe(await readCard(madeCard(input.text('data'), person.id))),
    };
    terminal.say(lines(shown).join('\n'));
    terminal.json(shown);
    return exit.done;
  },
};

/** What may be said of a card: how long each file is, never what stands in a data group. */
function describe(card: Card) {
  const { pin, puk } = card.passwords;
  const groups = Object.entries(profiles[card.profile].dataGroups);
  return {
    documentNumber: card.documentNumber,
    profile: card.profile,
    generation: card.generation,
    atr: toHex(card.atr),
    pin: { state: pinState(pin), triesLeft: pin.triesLeft },
    puk: { usesLeft: puk.uses },
    currentDate: card.currentDate,
    trustPoints: card.trustPoints
      .map(parseCertificate)
      .map(({ chr, effective, expiration }) => ({ holder: chr.text, effective, expiration })),
    files: [
      ...Object.entries(card.masterFile).map(([name, content]) => ({ name, octets: content.length })),
      ...[...card.dataGroups].map(([number, content]) => ({
        name: `DG${number} ${groups.find(([, group]) => group.number === number)?.[0] ?? ''}`.trimEnd(),
        octets: content.length,
      })),
    ],
    keys: [
      ...card.chipKeys.map(({ id, curve }) => ({ id, use: 'chip authentication', curve })),
      ...card.identityKeys.map(({ id, curve, authorizedOnly }) => ({
        id,
        use: authorizedOnly ? 'pseudonym' : 'blocking identifier',
        curve,
      })),
    ],
  };
}

type Shown = ReturnType<typeof describe> & { readonly person: string; readonly name: string; readonly document: string };

function lines({ person, name, document, documentNumber, profile, generation, atr, ...card }: Shown): string[] {
  const row = (label: string, value: string | number) => `${label.padEnd(14)} ${value}`;
  return [
    row('person', `${person} (${name})`),
    row('document', `${documentNumber} ${document}`),
    row('card', `${profile} ${generation}`),
    row('ATR', atr),
    row('PIN', `${card.pin.state}, ${card.pin.triesLeft} tries left`),
    row('PUK', `${card.puk.usesLeft} uses left`),
    row('date', card.currentDate),
    ...card.trustPoints.map(({ holder, effective, expiration }) => row('trust point', `${holder} ${effective} to ${expiration}`)),
    ...card.keys.map(({ id, use, curve }) => row(`key ${id}`, `${use}, ${curve}`)),
    ...card.files.map(({ name: file, octets }) => row(file, `${octets} octets`)),
  ];
}
