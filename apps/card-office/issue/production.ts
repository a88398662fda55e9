// How a card is made: keys in the chip, uniqueness checked, signed by the document signer, written, codes on paper, closed. Whatever is cut off on the way
// ends as a void blank.
import type { Kysely } from 'kysely';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { toHex } from '../../../lib/bytes/index.ts';
import { encodePersonData, profiles } from '../../../lib/card/index.ts';
import { type CardKind, expiryOf, hasChip, mayHave } from '../../../lib/card-lifecycle/index.ts';
import type { Random } from '../../../lib/crypto/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { type CalendarDate, type DocumentNumber, daysAfter, fullName } from '../../../lib/person/index.ts';
import type { Language } from '../../../lib/phrases/index.ts';
import { dayOfOffice } from '../day.ts';
import { keepRegistrationCode } from '../endings/registration-code.ts';
import type { Means } from '../means.ts';
import { newId } from '../register/import.ts';
import type { By } from '../register/register.ts';
import type { CardRow, HolderRow, Tables } from '../tables.ts';
import { noteTrust, referenceOf } from '../trust/trust.ts';
import { printCodeCard } from './code-card.ts';
import { drawn, newCodes } from './codes.ts';
import type { Machine } from './machine.ts';

/**
 * `card.duplicate-key`: a key of the new chip is another card's · `production.void`: the blank is void · `production.code-card-missing`: nothing is finished before
 * its codes stand on paper · `production.kind-not-allowed`: not at this age.
 */
export type ProductionErrorCode = 'card.duplicate-key' | 'production.void' | 'production.code-card-missing' | 'production.kind-not-allowed';

export interface Order {
  readonly holderId: string;
  readonly kind: CardKind;
  /** The card that this one is to take the place of. */
  readonly replaces?: string;
  /** Whether the holder wants the signature function too. */
  readonly signature?: boolean;
}

export interface Production {
  /** Takes a blank and makes it the holder's card, but for its codes. A card without a chip is printed and ready. */
  begin(order: Order, by: By): Promise<CardRow>;
  /** New codes for the card, and the code card as a PDF; the codes of a print before are void. */
  printCodes(cardId: string, by: By, language: Language): Promise<Bytes>;
  /** Closes the card: it comes out of the machine, ready for its holder. */
  finish(cardId: string, by: By): Promise<CardRow>;
  /** Destroys the blank. */
  giveUp(cardId: string, by: By): Promise<void>;
  /** After a start: whatever was in the machine when the power went is void. Gives how many blanks that were. */
  recover(): Promise<number>;
}

type ProductionMeans = Pick<Means, 'db' | 'register' | 'authorities' | 'clock'> & { readonly machine: Machine; readonly random: Random };

const generation = '2024';
/** Days that a signature certificate lives, two years: reference/domain.md 1.2. */
const signatureDays = 730;

export function openProduction(means: ProductionMeans): Production {
  const { db, register, authorities, clock, machine, random } = means;

  /** What is void is destroyed, blocked and written down; each part may be done already. */
  const destroy = async (card: CardRow, by: By) => {
    const made = await db.selectFrom('production').selectAll().where('card_id', '=', card.id).executeTakeFirst();
    if (made !== undefined) await machine('voidBlank', { blank: made.blank });
    await machine('destroyCard', { documentNumber: card.document_number });
    if (card.blocking_key !== null) {
      await authorities('block', { documentNumbers: [card.document_number] }).catch((thrown) => {
        if (!isEidError(thrown, 'pki.unknown-document')) throw thrown;
      });
    }
    await db.transaction().execute(async (within) => {
      await within.deleteFrom('production').where('card_id', '=', card.id).execute();
      await register.happenIn(within, card.id, { event: 'production-failed', by });
    });
  };

  /** Does a step; a blank that the machine does not have is void. */
  const withBlank = async <T>(cardId: string, step: (card: CardRow, made: { blank: string; prints: number }) => Promise<T>): Promise<T> => {
    const card = await register.card(cardId);
    const made = await db.selectFrom('production').selectAll().where('card_id', '=', cardId).executeTakeFirst();
    if (card.state !== 'in-production' || made === undefined) throw new EidError<ProductionErrorCode>('production.void');
    try {
      return await step(card, made);
    } catch (thrown) {
      if (!isEidError(thrown, 'machine.no-blank')) throw thrown;
      await destroy(card, { actor: 'office' });
      throw new EidError<ProductionErrorCode>('production.void', {}, { cause: thrown });
    }
  };

  const makeChip = async (card: CardRow, holder: HolderRow, signature: boolean) => {
    const sealed = profiles.hungarian.pseudonymSurvives ? holder.sealed_pseudonym_key : null;
    const { blank, publicKeys, statements, sealedPseudonymKey } = await machine('openBlank', {
      generation,
      ...(sealed !== null && { sealedPseudonymKey: sealed }),
    });
    await db.transaction().execute(async (within) => {
      await within.insertInto('production').values({ card_id: card.id, blank, prints: 0 }).execute();
      const carried = sealed !== null && (await isOfHolder(within, publicKeys.pseudonym, holder.id));
      const fresh = Object.values(publicKeys).filter((point) => !(carried && point === publicKeys.pseudonym));
      await enterKeys(within, card.id, fresh);
      await within.updateTable('card').set({ blocking_key: publicKeys.blocking }).where('id', '=', card.id).execute();
      await within.updateTable('holder').set({ sealed_pseudonym_key: sealedPseudonymKey }).where('id', '=', holder.id).execute();
    });
    const sign = async (securityInfos: string) => (await authorities('signatures', { securityInfos })).signed;
    const signed = { card: await sign(statements.card), ...(statements.chip !== undefined && { chip: await sign(statements.chip) }) };
    const documentNumber = card.document_number;
    await authorities('documents', { documents: [{ documentNumber, blockingKey: publicKeys.blocking }] });
    const { trustPoints } = await authorities('trustPoints', {});
    await noteTrust(db, card.id, referenceOf(trustPoints[0] ?? ''), clock);
    await machine('writeBlank', {
      blank,
      documentNumber,
      issued: card.issued,
      expires: card.expires as string,
      name: nameOf(holder),
      signed,
      trustPoints,
      dataGroups: filesOf(holder, card),
      ...(signature && { signatureFunction: { family: holder.family, given: holder.given, ...signatureLife(card) } }),
    });
  };

  return {
    async begin({ holderId, kind, replaces, signature = false }, by) {
      const holder = await register.holder(holderId);
      const issued = dayOfOffice(clock());
      const dateOfBirth = holder.date_of_birth as CalendarDate;
      if (!mayHave(kind, dateOfBirth, issued)) throw new EidError<ProductionErrorCode>('production.kind-not-allowed', { kind });
      const card = await insertCard(
        means,
        { holderId, kind, replaces: replaces ?? null, issued, expires: expiryOf(kind, dateOfBirth, issued) },
        by,
      );
      if (!hasChip(kind)) return register.happen(card.id, { event: 'produced', by: { actor: 'office' } });
      try {
        await makeChip(card, holder, signature);
      } catch (thrown) {
        await destroy(await register.card(card.id), { actor: 'office' });
        throw thrown;
      }
      return register.card(card.id);
    },

    printCodes: (cardId, by, language) =>
      withBlank(cardId, async (card, { blank }) => {
        const codes = newCodes(random);
        const { activationPin, puk, can } = codes;
        await machine('setCodes', { blank, activationPin, puk, can });
        const paper = await printCodeCard(codes, { card, holder: await register.holder(card.holder_id), language });
        await db.transaction().execute(async (within) => {
          await keepRegistrationCode(within, cardId, codes.registrationCode);
          await within
            .updateTable('production')
            .set((row) => ({ prints: row('prints', '+', 1) }))
            .where('card_id', '=', cardId)
            .execute();
          await register.happenIn(within, cardId, { event: 'code-card-printed', by });
        });
        return paper;
      }),

    finish: (cardId) =>
      withBlank(cardId, async (_, { blank, prints }) => {
        if (prints === 0) throw new EidError<ProductionErrorCode>('production.code-card-missing');
        await machine('closeBlank', { blank });
        return db.transaction().execute(async (within) => {
          await within.deleteFrom('production').where('card_id', '=', cardId).execute();
          return register.happenIn(within, cardId, { event: 'produced', by: { actor: 'office' } });
        });
      }),

    giveUp: async (cardId, by) => destroy(await register.card(cardId), by),

    async recover() {
      const open = await db.selectFrom('card').selectAll().where('state', '=', 'in-production').execute();
      for (const card of open) await destroy(card, { actor: 'office' });
      return open.length;
    },
  };
}

interface NewCard {
  readonly holderId: string;
  readonly kind: CardKind;
  readonly replaces: string | null;
  readonly issued: CalendarDate;
  readonly expires: CalendarDate | undefined;
}

/** Enters a card under a document number that nobody has. */
async function insertCard({ db, clock, random }: ProductionMeans, wanted: NewCard, by: By): Promise<CardRow> {
  const { holderId, kind, replaces, issued, expires } = wanted;
  const chip = hasChip(kind);
  for (;;) {
    const card: CardRow = {
      id: newId(),
      version: 1,
      holder_id: holderId,
      document_number: newDocumentNumber(kind, random),
      kind,
      generation: chip ? generation : null,
      state: 'in-production',
      issued,
      expires: expires ?? null,
      eid_active: chip ? true : null,
      activated: chip ? false : null,
      blocking_key: null,
      replaces,
      changed_at: clock(),
    };
    const entered = await db.transaction().execute(async (within) => {
      const { numInsertedOrUpdatedRows = 0n } = await within
        .insertInto('card')
        .values(card)
        .onConflict((conflict) => conflict.column('document_number').doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 0n) return false;
      await within
        .insertInto('event')
        .values({
          at: clock(),
          kind: 'production-begun',
          card_id: card.id,
          holder_id: holderId,
          actor: by.actor,
          clerk: by.clerk?.name ?? null,
          clerk_sub: by.clerk?.sub ?? null,
          reason: by.reason ?? null,
        })
        .execute();
      return true;
    });
    if (entered) return card;
  }
}

/** Six digits and two letters; temporary cards have a pair of their own. reference/domain.md 8. */
function newDocumentNumber(kind: CardKind, random: Random): DocumentNumber {
  const letters = kind === 'temporary' ? 'AT' : `C${drawn('ABCDEFGHIJKLMNOPRSTUVXYZ', 1, random)}`;
  return `${drawn('0123456789', 6, random)}${letters}` as DocumentNumber;
}

async function isOfHolder(within: Kysely<Tables>, point: string, holderId: string): Promise<boolean> {
  const known = await within
    .selectFrom('chip_key')
    .innerJoin('card', 'card.id', 'chip_key.card_id')
    .select('card.holder_id')
    .where('point', '=', point)
    .executeTakeFirst();
  return known?.holder_id === holderId;
}

/** Public keys of a new chip; no chip ever had one of them. Throws `card.duplicate-key`. */
async function enterKeys(within: Kysely<Tables>, cardId: string, points: readonly string[]): Promise<void> {
  const entered = await within
    .insertInto('chip_key')
    .values(points.map((point) => ({ point, card_id: cardId })))
    .onConflict((conflict) => conflict.column('point').doNothing())
    .executeTakeFirst();
  if (entered.numInsertedOrUpdatedRows !== BigInt(points.length)) throw new EidError<ProductionErrorCode>('card.duplicate-key');
}

function nameOf({ title, family, given }: HolderRow): string {
  return fullName({ family, given, ...(title !== null && { title }) });
}

/** The data groups of the card, hexadecimal. */
function filesOf(holder: HolderRow, { issued, expires }: CardRow): Record<string, string> {
  const address = holder.city === null ? undefined : addressOf(holder, holder.city);
  const files = encodePersonData({
    names: { family: holder.family, given: holder.given },
    birthName: holder.birth_name ?? undefined,
    motherName: holder.mother_name ?? undefined,
    dateOfBirth: holder.date_of_birth,
    placeOfBirth: holder.place_of_birth,
    sex: holder.sex,
    nationality: holder.nationality,
    address,
    taj: holder.taj ?? undefined,
    taxId: holder.tax_id ?? undefined,
    personalId: holder.personal_id ?? undefined,
    document: { issued, expires: expires as string },
  });
  return Object.fromEntries([...files].map(([number, file]) => [String(number), toHex(file)]));
}

function addressOf({ street, postal_code, country }: HolderRow, city: string) {
  return { city, country, ...(street !== null && { street }), ...(postal_code !== null && { postalCode: postal_code }) };
}

function signatureLife({ issued, expires }: CardRow): { readonly from: string; readonly to: string } {
  const later = daysAfter(issued as CalendarDate, signatureDays);
  return { from: issued, to: expires !== null && expires < later ? expires : later };
}
