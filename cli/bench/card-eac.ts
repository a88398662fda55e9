// A complete sign-in at the card: PACE, terminal and chip authentication, both identifiers, six data groups; processor time of the card alone.
import { createCryptography } from '../../io/crypto/index.ts';
import type { CommandApdu } from '../../lib/apdu/index.ts';
import type { Bytes } from '../../lib/bytes/index.ts';
import { applicationIdentifiers } from '../../lib/card/index.ts';
import { allRights, chainOf, establishAuthorities, one, type Slot, signIn } from '../../lib/chip/test-terminal.ts';
import { insertCard, newCard, protocols } from '../../lib/chip/test-world.ts';
import { identify } from '../../lib/eac/ri/index.ts';
import { type BenchResult, round } from './bench.ts';

const rounds = { warm: 20, measured: 60 } as const;

export async function measure(): Promise<BenchResult> {
  const cryptography = createCryptography();
  const authorities = establishAuthorities(cryptography);
  const chain = chainOf(authorities, cryptography);
  const card = newCard(cryptography, authorities.root.certificate);
  const groups = [...card.dataGroups.keys()];
  const run = () => {
    const { slot, spent } = watched(insertCard(card, cryptography));
    const { speak } = signIn(slot, { cryptography, authorities, chain, permitted: allRights });
    for (const { id } of card.identityKeys) {
      speak(identify({ protocol: protocols.restrictedIdentification, keyId: id }, [authorities.sectorKeys[0] as Bytes]));
    }
    speak(one({ ins: 0xa4, p1: 0x04, p2: 0x0c, data: applicationIdentifiers.eId }));
    for (const number of groups) {
      const { status } = speak(one({ ins: 0xb0, p1: 0x80 | number, p2: 0, expected: 256 }));
      if (status !== 0x9000) throw new TypeError(`data group ${number} was not read`);
    }
    return spent();
  };
  for (let i = 0; i < rounds.warm; i++) run();
  const times = Array.from({ length: rounds.measured }, run).sort((a, b) => a - b);
  return {
    milliseconds: round(times[times.length >> 1] as number),
    reference: 'median of processor time inside the card',
    dataGroups: groups.length,
    slowestOfTen: round(times[Math.floor(times.length * 0.9)] as number),
  };
}

/** A slot that adds up the processor time, in milliseconds, which its card takes for its answers. */
function watched(inner: Slot) {
  let microseconds = 0;
  const slot = Object.create(inner, {
    send: {
      value: (command: CommandApdu) => {
        const before = process.cpuUsage();
        const response = inner.send(command);
        const { user, system } = process.cpuUsage(before);
        microseconds += user + system;
        return response;
      },
    },
  }) as Slot;
  return { slot, spent: () => microseconds / 1000 };
}
