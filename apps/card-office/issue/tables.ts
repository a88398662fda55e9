// Cards that are being made: which blank of the machine becomes which card.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type IssueTables = {
  /** `prints` counts how often the code card was printed; the codes themselves are kept nowhere. */
  production: { card_id: string; blank: string; prints: number };
};

export const issueMigrations: Migrations = {
  '010-production': {
    up: async (db: Kysely<unknown>) => {
      await sql`create table production (card_id text primary key references card, blank text not null, prints int4 not null)`.execute(db);
    },
  },
};
