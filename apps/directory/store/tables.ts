// The directory's tables: the registers as they were handed over, and the links between cards and workers, which outlive them.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';
import type { Profession, RegisterStatus, RoleEntry } from '../../../lib/entitlement/index.ts';
import { type MatchingTables, matchingMigrations } from '../matching/tables.ts';
import { type MatrixTables, matrixMigrations } from '../matrix/tables.ts';

export type Tables = MatrixTables &
  MatchingTables & {
    institution: { id: string; name: string; kind: string; mail: string | null };
    unit: { id: string; institution: string; name: string };
    worker: {
      id: string;
      name: string;
      profession: Profession;
      number: string | null;
      basic: boolean;
      operational: boolean;
      status: RegisterStatus;
      as_of: string;
      /** For letters to this person: told to the portal alone, for letters of their institution's. */
      mail: string | null;
    };
    role_entry: { worker: string; role: RoleEntry['role']; institution: string; unit: string; status: RoleEntry['status'] };
    link: { pseudonym: string; worker: string; linked_at: number };
  };

export const schema = 'directory';

export const migrations: Migrations = {
  '001-registers': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table institution (id char(6) primary key, name text not null, kind text not null);
        create table unit (id char(9) primary key, institution char(6) not null references institution, name text not null);
        create table worker (id text primary key, name text not null, profession text not null, number char(5), basic boolean not null,
          operational boolean not null, status text not null, as_of text not null);
        create table role_entry (worker text not null references worker on delete cascade, role text not null,
          institution char(6) not null references institution, unit char(9) not null references unit, status text not null,
          primary key (worker, role, unit));
        create index role_entry_institution on role_entry (institution, unit);
        create table link (pseudonym text primary key, worker text not null, linked_at int8 not null);
      `.execute(db);
    },
  },
  '002-mail': {
    up: async (db: Kysely<unknown>) => {
      await sql`alter table institution add column mail text; alter table worker add column mail text`.execute(db);
    },
  },
  ...matchingMigrations,
  ...matrixMigrations,
};
