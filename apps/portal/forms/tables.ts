// What forms keep: answers typed when a session had ended, sealed for their browser, and which submits were taken.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type Tables = {
  draft: { id: string; content: string; expires_at: number };
  /** `answer` is where the submit led, `null` while it is being taken. */
  submit: { id: string; answer: string | null; expires_at: number };
};

export const migrations: Migrations = {
  '002-forms': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table draft (id text primary key, content text not null, expires_at int8 not null);
        create index draft_expires_at on draft (expires_at);
        create table submit (id text primary key, answer text, expires_at int8 not null);
        create index submit_expires_at on submit (expires_at);
      `.execute(db);
    },
  },
};
