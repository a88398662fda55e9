// The world's cards as the office finds them when its register begins: issued before, with their public keys, and pseudonym keys that only the machine opens.
import { join } from 'node:path';
import { readCard } from '../../apps/chip/card-store.ts';
import { publicKeysOf } from '../../apps/chip/keys.ts';
import { createEscrow } from '../../apps/chip/machine/escrow.ts';
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import type { CardState, RegisteredCard } from '../../lib/card-lifecycle/index.ts';
import type { Cryptography } from '../../lib/crypto/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import type { Person } from '../../world/index.ts';
import { cardFile } from './cards.ts';
import { type Folder, writeJson } from './folder.ts';
import { type SecretFiles, secretText } from './secrets.ts';
import type { Plan } from './world.ts';

/** Where the office is told of cards that were issued before. */
export function issuedBeforeFile({ keys }: Folder): string {
  return join(keys, 'issued-before.json');
}

/** Writes it. */
export async function writeIssuedBefore(
  { folder, people: { people } }: Plan,
  secrets: SecretFiles,
  cryptography: Cryptography,
): Promise<void> {
  const escrow = createEscrow(await secretText(secrets['machine-key']));
  const cards = await Promise.all(
    people.map(async (person): Promise<RegisteredCard> => {
      const card = await readCard(cardFile(folder, person.id));
      const point = (authorizedOnly: boolean) => {
        const key = card.identityKeys.find((one) => one.authorizedOnly === authorizedOnly);
        return key === undefined ? undefined : { key, point: cryptography.curve(key.curve).keyPair(key.secret).point };
      };
      const [pseudonym, blocking] = [point(true), point(false)];
      return {
        ...registered(person),
        publicKeys: publicKeysOf(card, cryptography),
        ...(card.trustPoints[0] && { trusts: parseCertificate(card.trustPoints[0]).chr.text }),
        ...(blocking && { blockingKey: toHex(blocking.point) }),
        ...(pseudonym && { sealedPseudonymKey: escrow.seal(pseudonym.key.secret as Bytes, pseudonym.point) }),
      };
    }),
  );
  await writeJson(issuedBeforeFile(folder), cards);
}

const states: Readonly<Record<Person['document']['state'], CardState>> = { valid: 'in-use', expired: 'ended', revoked: 'missing' };

function registered(person: Person): Omit<RegisteredCard, 'publicKeys'> {
  const { names, birthName, motherName, dateOfBirth, placeOfBirth, sex, nationality, address, taj, taxId, personalId, mail } = person;
  const { number, generation, issued, expires, state } = person.document;
  return {
    holder: {
      ...names,
      birthName,
      motherName,
      dateOfBirth,
      placeOfBirth,
      sex,
      nationality,
      ...address,
      taj,
      taxId,
      personalId,
      ...(mail !== undefined && { email: mail }),
    },
    documentNumber: number,
    kind: 'permanent',
    generation,
    state: states[state],
    issued,
    expires,
    activated: 'pin' in person.card,
  };
}
