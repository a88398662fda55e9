// The register of relying parties. What it holds is public to whoever runs the identity provider; no secret is in it.
import type { Kysely } from 'kysely';
import { Registration } from '../engine/registration.ts';
import type { IdpDatabase } from './schema.ts';

export interface RelyingParties {
  find(clientId: string): Promise<Registration | undefined>;
  list(): Promise<readonly Registration[]>;
  /** Adds, or replaces the one of the same client id. */
  put(registration: Registration): Promise<void>;
  /** False when there was none. */
  remove(clientId: string): Promise<boolean>;
}

export function createRelyingParties(db: Kysely<IdpDatabase>): RelyingParties {
  return {
    async find(clientId) {
      const row = await db.selectFrom('relying_party').select('registration').where('client_id', '=', clientId).executeTakeFirst();
      return row === undefined ? undefined : Registration.parse(row.registration);
    },
    async list() {
      const rows = await db.selectFrom('relying_party').select('registration').orderBy('client_id').execute();
      return rows.map((row) => Registration.parse(row.registration));
    },
    async put(registration) {
      const row = { registration: JSON.stringify(registration) };
      await db
        .insertInto('relying_party')
        .values({ client_id: registration.clientId, ...row })
        .onConflict((conflict) => conflict.column('client_id').doUpdateSet(row))
        .execute();
    },
    async remove(clientId) {
      const { numDeletedRows } = await db.deleteFrom('relying_party').where('client_id', '=', clientId).executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
