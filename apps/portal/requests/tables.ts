// Requests for readers, and what the service desk decided.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type RequestState = 'submitted' | 'granted' | 'refused';

export type RequestTables = {
  reader_request: {
    id: string;
    institution: string;
    institution_name: string;
    state: RequestState;
    /** Whether a round was open, or the institution had not one reader. */
    ground: 'round' | 'not-one';
    readers: number;
    why: string;
    name: string;
    phone: string;
    mail: string;
    /** At the registering authority. */
    authority: string;
    identifier: string;
    language: 'hu' | 'en';
    asked_at: number;
    decided_at: number | null;
    decided_by: string | null;
    answer: string | null;
  };
};

export const requestMigrations: Migrations = {
  '040-requests': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table reader_request (id text primary key, institution char(6) not null, institution_name text not null, state text not null, ground text not null,
          readers int not null, why text not null, name text not null, phone text not null, mail text not null, authority text not null,
          identifier text not null, language text not null, asked_at int8 not null, decided_at int8, decided_by text, answer text);
        create unique index reader_request_open on reader_request (institution) where state = 'submitted';
        create index reader_request_state on reader_request (state, asked_at);
      `.execute(db);
    },
  },
};
