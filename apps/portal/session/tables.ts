// Sealed records of sign-ins under way and of people signed in.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';
import type { Device } from './own-sessions.ts';

export type Tables = {
  session: { id: string; content: string; expires_at: number; sign_in: string | null; checked_at: number | null } & OwnColumns;
};

/** For the person whose session it is; none for what is no session. */
type OwnColumns = { owner: string | null; handle: string | null; opened_at: number | null; device: Device | null };

export const migrations: Migrations = {
  '001-session': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table session (id text primary key, content text not null, expires_at int8 not null);
        create index session_expires_at on session (expires_at);
      `.execute(db);
    },
  },
  '002-sign-in': {
    up: async (db: Kysely<unknown>) => {
      // SHA-256 of the `sid` by which the identity provider ends a sign-in.
      await sql`
        alter table session add column sign_in text;
        create index session_sign_in on session (sign_in);
      `.execute(db);
    },
  },
  '005-checked': {
    up: async (db: Kysely<unknown>) => {
      await sql`alter table session add column checked_at int8`.execute(db);
    },
  },
  '006-own-sessions': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        alter table session add column owner text, add column handle text, add column opened_at int8, add column device text;
        create index session_owner on session (owner);
      `.execute(db);
    },
  },
};
