// A person stays the same while their sector moves: the pseudonym by which they were first known counts for every later one that a card told together
// with it. TR-03130-1 3.3.2 (ID and ID2); what stands in the table opens with our storage key only.
import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { IdpDatabase } from './schema.ts';
import type { Seal } from './seal.ts';

export interface Pseudonyms {
  /**
   * The pseudonym that a person is known by, lower-case hexadecimal as the two given.
   *
   * @param previous what the same card says in the sector before, while the sector moves
   */
  lasting(current: string, previous: string | undefined): Promise<string>;
}

/** @param key of the names of rows: without it nobody finds the row of a pseudonym */
export function createPseudonyms(db: Kysely<IdpDatabase>, seal: Seal, key: Uint8Array): Pseudonyms {
  const nameOf = (pseudonym: string) => createHmac('sha256', key).update(`lasting pseudonym of ${pseudonym}`).digest('base64url');
  const find = async (pseudonym: string) => {
    const id = nameOf(pseudonym);
    const row = await db.selectFrom('lasting_pseudonym').select('sealed').where('id', '=', id).executeTakeFirst();
    return row && (seal.open(row.sealed, `lasting-pseudonym:${id}`) as string | undefined);
  };
  return {
    async lasting(current, previous) {
      const known = await find(current);
      if (known !== undefined || previous === undefined) return known ?? current;
      const first = (await find(previous)) ?? previous;
      const id = nameOf(current);
      const sealed = seal.seal(first, `lasting-pseudonym:${id}`);
      await db
        .insertInto('lasting_pseudonym')
        .values({ id, sealed })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return first;
    },
  };
}
