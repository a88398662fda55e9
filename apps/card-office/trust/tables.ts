// Which authority each card believes, as far as the register knows.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type TrustTables = {
  /** `reference`: the newest country verifier (CHR) that the card is known to believe, from its making or from a window that has seen it. */
  card_trust: { card_id: string; reference: string };
};

export const trustMigrations: Migrations = {
  '040-card-trust': {
    up: async (db: Kysely<unknown>) => {
      await sql`create table card_trust (card_id text primary key references card, reference text not null)`.execute(db);
    },
  },
};
