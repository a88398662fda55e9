// Sealed records of sign-ins under way and of people signed in.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type Tables = { session: { id: string; content: string; expires_at: number } };

export const migrations: Migrations = {
  '001-session': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table session (id text primary key, content text not null, expires_at int8 not null);
        create index session_expires_at on session (expires_at);
      `.execute(db);
    },
  },
};
