// Cards that were issued before this register began are entered into it, once: the cards of the demonstration world.
import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { parseRegisteredCards, type RegisteredCard, type RegisteredHolder } from '../../../lib/card-lifecycle/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import type { HolderRow, Tables } from '../tables.ts';

/** An id that nobody guesses: 16 random octets, hexadecimal. */
export const newId = () => randomBytes(16).toString('hex');

/** Enters the cards whose document number the register does not know. Throws `ZodError` when the document is none of ours. */
export async function importCards(db: Kysely<Tables>, document: unknown, clock: Clock): Promise<number> {
  const known = new Set((await db.selectFrom('card').select('document_number').execute()).map(({ document_number }) => document_number));
  const missing = parseRegisteredCards(document).filter(({ documentNumber }) => !known.has(documentNumber));
  for (const card of missing) await db.transaction().execute((within) => enter(within, card, clock()));
  return missing.length;
}

async function enter(within: Transaction<Tables>, card: RegisteredCard, now: number): Promise<void> {
  const holderId = (await findHolder(within, card.holder)) ?? (await addHolder(within, card));
  const chip = card.generation !== undefined;
  const cardId = newId();
  await within
    .insertInto('card')
    .values({
      id: cardId,
      version: 1,
      holder_id: holderId,
      document_number: card.documentNumber,
      kind: card.kind,
      generation: card.generation ?? null,
      state: card.state,
      issued: card.issued,
      expires: card.expires ?? null,
      eid_active: chip ? true : null,
      activated: chip ? (card.activated ?? false) : null,
      blocking_key: card.blockingKey ?? null,
      replaces: null,
      changed_at: now,
    })
    .execute();
  const keys = card.publicKeys.map((point) => ({ point, card_id: cardId }));
  if (keys.length > 0) await within.insertInto('chip_key').values(keys).execute();
  if (card.trusts !== undefined) await within.insertInto('card_trust').values({ card_id: cardId, reference: card.trusts }).execute();
  const event = {
    at: now,
    kind: 'imported',
    card_id: cardId,
    holder_id: holderId,
    actor: 'office',
    clerk: null,
    clerk_sub: null,
    reason: null,
  } as const;
  await within.insertInto('event').values(event).execute();
}

async function findHolder(within: Transaction<Tables>, { taj }: RegisteredHolder): Promise<string | undefined> {
  if (taj === undefined) return undefined;
  return (await within.selectFrom('holder').select('id').where('taj', '=', taj).executeTakeFirst())?.id;
}

async function addHolder(within: Transaction<Tables>, { holder, sealedPseudonymKey }: RegisteredCard): Promise<string> {
  const id = newId();
  const row: HolderRow = { ...holderColumns(holder), id, version: 1, died_on: null, sealed_pseudonym_key: sealedPseudonymKey ?? null };
  await within.insertInto('holder').values(row).execute();
  return id;
}

/** A holder as the columns of the register. */
export function holderColumns(holder: RegisteredHolder): Omit<HolderRow, 'id' | 'version' | 'died_on' | 'sealed_pseudonym_key'> {
  return {
    title: holder.title ?? null,
    family: holder.family,
    given: holder.given,
    birth_name: holder.birthName ?? null,
    mother_name: holder.motherName ?? null,
    date_of_birth: holder.dateOfBirth,
    place_of_birth: holder.placeOfBirth ?? null,
    sex: holder.sex,
    nationality: holder.nationality,
    street: holder.street ?? null,
    city: holder.city ?? null,
    postal_code: holder.postalCode ?? null,
    country: holder.country,
    taj: holder.taj ?? null,
    tax_id: holder.taxId ?? null,
    personal_id: holder.personalId ?? null,
    email: holder.email ?? null,
  };
}
