// Names of people in addresses: one that cannot be guessed and says nothing, for each worker of each institution.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type EntitlementTables = { person_handle: { id: string; institution: string; worker: string } };

export const entitlementMigrations: Migrations = {
  '020-entitlements': {
    up: async (db: Kysely<unknown>) => {
      await sql`create table person_handle (id text primary key, institution char(6) not null, worker text not null, unique (institution, worker))`.execute(
        db,
      );
    },
  },
};
