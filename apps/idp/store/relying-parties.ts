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

/** Milliseconds that another process may go on believing a registration that was changed here. */
const believed = 2000;

export function createRelyingParties(db: Kysely<IdpDatabase>): RelyingParties {
  const known = new Map<string, { readonly until: number; readonly registration: Registration | undefined }>();
  return {
    async find(clientId) {
      const before = known.get(clientId);
      if (before !== undefined && Date.now() < before.until) return before.registration;
      const row = await db.selectFrom('relying_party').select('registration').where('client_id', '=', clientId).executeTakeFirst();
      const registration = row === undefined ? undefined : Registration.parse(row.registration);
      if (known.size > 10_000) known.clear();
      known.set(clientId, { until: Date.now() + believed, registration });
      return registration;
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
      known.delete(registration.clientId);
    },
    async remove(clientId) {
      const { numDeletedRows } = await db.deleteFrom('relying_party').where('client_id', '=', clientId).executeTakeFirst();
      known.delete(clientId);
      return numDeletedRows === 1n;
    },
  };
}
