// The machine that personalises cards. A blank lives in its memory only, so that a cut of power voids it; what leaves the machine is a whole card.
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, parseHex, toHex } from '../../../lib/bytes/index.ts';
import { type CardGeneration, encodeSecurityInfos, profiles } from '../../../lib/card/index.ts';
import type { MachineAnswer, MachineMessage, MachineRequest } from '../../../lib/card-lifecycle/index.ts';
import { type Card, fullTries, fullUses } from '../../../lib/chip/index.ts';
import type { Cryptography } from '../../../lib/crypto/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { writeCard } from '../card-store.ts';
import { type ChipKeys, keptKeys, makeKeys, statementsOf } from '../keys.ts';
import { certifySignature, directoryOf } from '../personalise.ts';
import type { Escrow } from './escrow.ts';
import { printFace, removeFace } from './face.ts';

/** `machine.no-blank`: void, closed, or never opened · `machine.out-of-turn`: not written yet, without codes, or written already · `machine.no-such-generation`. */
export type MachineErrorCode = 'machine.no-blank' | 'machine.out-of-turn' | 'machine.no-such-generation';

export interface MachineParts {
  /** Where finished cards come out. */
  readonly cards: string;
  readonly escrow: Escrow;
  readonly cryptography: Cryptography;
}

export type Machine = { readonly [Name in MachineMessage]: (request: MachineRequest<Name>) => Promise<MachineAnswer<Name>> };

interface Blank {
  readonly generation: CardGeneration;
  readonly keys: ChipKeys;
  /** What is written; the codes come last. */
  readonly written?: Omit<Card, 'passwords'> & { readonly name: string; readonly expires: string };
  readonly passwords?: Card['passwords'];
}

/** A machine with no blank in it. Each message is carried out whole or not at all; errors: `MachineErrorCode`, `card.duplicate-key`, `machine.escrow-broken`. */
export function createMachine({ cards, escrow, cryptography }: MachineParts): Machine {
  const blanks = new Map<string, Blank>();
  const take = (id: string): Blank => {
    const blank = blanks.get(id);
    if (blank === undefined) throw new EidError<MachineErrorCode>('machine.no-blank');
    return blank;
  };
  return {
    async openBlank({ generation, sealedPseudonymKey }) {
      if (!isGeneration(generation)) throw new EidError<MachineErrorCode>('machine.no-such-generation');
      const carried = sealedPseudonymKey === undefined ? {} : { pseudonymKey: escrow.open(sealedPseudonymKey).secret };
      // Whether any card has one of these keys is the register's to know: it is asked before anything is signed.
      const keys = makeKeys(generation, { cryptography, knownKeys: new Set(), ...carried });
      const { chip, individual, pseudonym, blocking } = keys;
      const id = randomBytes(16).toString('hex');
      blanks.set(id, { generation, keys });
      const statements = statementsOf(generation, keys);
      return {
        blank: id,
        publicKeys: {
          chip: toHex(chip.point),
          ...(individual && { individual: toHex(individual.point) }),
          pseudonym: toHex(pseudonym.point),
          blocking: toHex(blocking.point),
        },
        statements: {
          card: toHex(encodeSecurityInfos(statements.card)),
          ...(statements.chip && { chip: toHex(encodeSecurityInfos(statements.chip)) }),
        },
        sealedPseudonymKey: escrow.seal(pseudonym.key.secret, pseudonym.point),
      };
    },

    async writeBlank({ blank: id, documentNumber, issued, expires, name, signed, trustPoints, dataGroups, signatureFunction }) {
      const blank = take(id);
      if (blank.written !== undefined) throw new EidError<MachineErrorCode>('machine.out-of-turn');
      const { generation, keys } = blank;
      const signature = signatureFunction && certifySignature(signatureFunction, signatureFunction, cryptography);
      blanks.set(id, {
        ...blank,
        written: {
          profile: 'hungarian',
          generation,
          documentNumber,
          atr: profiles.hungarian.generations[generation].atr,
          masterFile: {
            directory: directoryOf(signature),
            cardAccess: statementsOf(generation, keys).open,
            cardSecurity: octets(signed.card),
            ...(signed.chip !== undefined && { chipSecurity: octets(signed.chip) }),
          },
          dataGroups: new Map(Object.entries(dataGroups).map(([number, file]) => [Number(number), octets(file)])),
          ...(signature && { signatureCertificate: signature }),
          ...keptKeys(keys),
          trustPoints: trustPoints.map(octets),
          currentDate: issued,
          name,
          expires,
        },
      });
      return {};
    },

    async setCodes({ blank: id, activationPin, puk, can }) {
      const blank = take(id);
      if (blank.written === undefined) throw new EidError<MachineErrorCode>('machine.out-of-turn');
      const pin = { kind: 'activation', value: activationPin, triesLeft: fullTries, active: true } as const;
      blanks.set(id, { ...blank, passwords: { pin, can, puk: { value: puk, uses: fullUses } } });
      return {};
    },

    async closeBlank({ blank: id }) {
      const { written, passwords } = take(id);
      if (written === undefined || passwords === undefined) throw new EidError<MachineErrorCode>('machine.out-of-turn');
      const { name, expires, ...card } = written;
      const { documentNumber, generation, currentDate: issued } = card;
      await mkdir(cards, { recursive: true, mode: 0o700 });
      await writeCard(join(cards, `${documentNumber}.json`), { ...card, passwords });
      await printFace(cards, { documentNumber, name, generation, issued, expires, can: passwords.can });
      blanks.delete(id);
      return {};
    },

    async voidBlank({ blank: id }) {
      blanks.delete(id);
      return {};
    },

    async destroyCard({ documentNumber }) {
      await removeFace(cards, documentNumber);
      await rm(join(cards, `${documentNumber}.json`), { force: true });
      return {};
    },
  };
}

function isGeneration(text: string): text is CardGeneration {
  return Object.hasOwn(profiles.hungarian.generations, text);
}

function octets(text: string): Bytes {
  return parseHex(text) as Bytes;
}
