// The cards of the world: personalised on first start, registered with the block service, and linked to the workers they belong to.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCard, writeCard } from '../../apps/chip/card-store.ts';
import { parseHolder } from '../../apps/chip/holder.ts';
import { readFaces } from '../../apps/chip/machine/face.ts';
import { personalise } from '../../apps/chip/personalise.ts';
import type { TableCard } from '../../apps/chip/table/index.ts';
import { type IssuedDocument, type Layout, registerDocuments, revoke } from '../../apps/pki/index.ts';
import { certificateOctets, readPublic, readSigner } from '../../io/keys/index.ts';
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import type { Cryptography } from '../../lib/crypto/index.ts';
import { identifierFor, parseSectorKey } from '../../lib/eac/ri/index.ts';
import type { Link } from '../../lib/entitlement/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { fullName } from '../../lib/person/index.ts';
import { parseX509 } from '../../lib/x509/index.ts';
import { keysOfCards } from '../card/issuers.ts';
import type { Plan } from './world.ts';

/** Where a person's card lies. */
export function cardFile({ cards }: Plan['folder'], person: string): string {
  return join(cards, `${person}.json`);
}

/** Makes the cards that are missing and enters them at the block service, the revoked ones on its list. */
export async function issueCards({ folder, people: { people }, clock }: Plan, pki: Layout, cryptography: Cryptography): Promise<void> {
  const missing = people.filter(({ id }) => !existsSync(cardFile(folder, id)));
  if (missing.length === 0) return;
  const authorities = {
    documentSigner: {
      certificate: parseX509(certificateOctets(await octets(pki.documentSigner.certificate))),
      signer: await readSigner(pki.documentSigner.key),
    },
    trustPoints: [await octets(pki.cvca.certificate)],
  };
  const knownKeys = await keysOfCards(folder.cards, cryptography);
  const issued: IssuedDocument[] = [];
  for (const person of missing) {
    const { card, register } = personalise(parseHolder(person), authorities, { cryptography, knownKeys });
    issued.push({ documentNumber: register.documentNumber, blockingKey: register.blockingKey.point });
    await writeCard(cardFile(folder, person.id), card);
  }
  await registerDocuments(folder.pki, issued);
  const revoked = missing.filter(({ document }) => document.state === 'revoked').map(({ document }) => document.number);
  if (revoked.length > 0) await revoke(folder.pki, revoked, { clock, cryptography });
}

/** The links that the office hands to the directory: each linked worker's pseudonym for the sector of the EESZT, as the card itself would say it. */
export async function worldLinks({ folder, people: { people } }: Plan, pki: Layout, cryptography: Cryptography): Promise<Link[]> {
  const { protocol, curve, point } = parseSectorKey(await octets(pki.sectors.pseudonym));
  const linked = people.filter(({ worker }) => worker?.linked === true);
  return Promise.all(
    linked.map(async ({ id }) => {
      const { identityKeys } = await readCard(cardFile(folder, id));
      const key = identityKeys.find(({ authorizedOnly }) => authorizedOnly);
      if (key === undefined) throw new EidError('card.none', { card: id });
      return { worker: id, pseudonym: toHex(identifierFor({ protocol, curve }, key.secret, point, cryptography)) };
    }),
  );
}

/** The cards of the world as they lie on the table, and behind them those that the office has issued since. */
export async function tableCards({ folder, people: { people } }: Plan): Promise<TableCard[]> {
  const issued = (await readFaces(folder.cards)).map(({ documentNumber, name, generation, expires, can }) => ({
    person: documentNumber.toLowerCase(),
    name,
    story: { hu: 'Az okmányiroda állította ki.', en: 'Issued by the card office.' },
    documentNumber,
    generation,
    expires,
    document: 'valid' as const,
    file: join(folder.cards, `${documentNumber}.json`),
    codes: { can },
  }));
  const ofTheWorld = people.map(({ id, names, story, document, card: { pinState: _, ...codes } }) => ({
    person: id,
    name: fullName(names),
    story,
    documentNumber: document.number,
    generation: document.generation,
    expires: document.expires,
    document: document.state,
    file: cardFile(folder, id),
    codes,
  }));
  return [...ofTheWorld, ...issued];
}

async function octets(file: string): Promise<Bytes> {
  const content = await readPublic(file);
  if (content === undefined) throw new EidError('keys.unreadable', { path: file });
  return content;
}
