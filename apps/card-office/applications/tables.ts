// Applications as they are taken: what was answered so far, and by which clerk.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type ApplicationRow = {
  id: string;
  /** Grows with every change: who saw another one is told. */
  version: number;
  state: 'open' | 'submitted' | 'issued' | 'withdrawn';
  /** JSON of the answers. */
  answers: string;
  card_id: string | null;
  clerk: string;
  changed_at: number;
};

export type ApplicationTables = { application: ApplicationRow };

export const applicationMigrations: Migrations = {
  '011-application': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table application (
          id text primary key, version int4 not null, state text not null, answers text not null, card_id text references card,
          clerk text not null, changed_at int8 not null
        )
      `.execute(db);
    },
  },
};
