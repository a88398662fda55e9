// The registration code of the code card: kept as a slow digest only, since it proves a holder who has lost the card.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

const size = 32;

/** Keeps a card's code; one that was printed before does not count any more. */
export async function keepRegistrationCode(within: Kysely<Tables>, cardId: string, code: string): Promise<void> {
  const salt = randomBytes(16).toString('base64url');
  const row = { salt, digest: (await digestOf(code, salt)).toString('base64url') };
  await within
    .insertInto('registration_code')
    .values({ card_id: cardId, ...row })
    .onConflict((conflict) => conflict.column('card_id').doUpdateSet(row))
    .execute();
}

/** Whether this is the card's code. Takes as long for a card that is not there, or has none. */
export async function isRegistrationCode(db: Kysely<Tables>, cardId: string | undefined, code: string): Promise<boolean> {
  const row =
    cardId === undefined
      ? undefined
      : await db.selectFrom('registration_code').selectAll().where('card_id', '=', cardId).executeTakeFirst();
  const digest = await digestOf(code, row?.salt ?? '');
  return row !== undefined && timingSafeEqual(digest, Buffer.from(row.digest, 'base64url'));
}

/** Blanks and small letters are forgiven. */
function digestOf(code: string, salt: string): Promise<Buffer> {
  const plain = code.replace(/[\s-]/g, '').toUpperCase();
  return new Promise((resolve, reject) =>
    scrypt(plain, salt, size, (thrown, digest) => (thrown === null ? resolve(digest) : reject(thrown))),
  );
}
