// What matching keeps: marks of the registers' identities, how often somebody tried, and the cases that people decide. Never a name or a date.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';
import type { HumanReason } from './judge.ts';

export type CaseState = 'open' | 'confirmed-once' | 'linked' | 'refused';

export type MatchingTables = {
  identity: {
    worker: string;
    birth_name: string;
    mother_name: string;
    date_of_birth: string;
    place_of_birth: string;
    /** A JSON array of marks. */
    names: string;
    namesake: string;
  };
  /** A try to link, by the marks of card and account. */
  link_try: { card: string; account: string; at: number };
  link_case: {
    id: string;
    worker: string;
    pseudonym: string;
    reason: HumanReason;
    state: CaseState;
    opened_at: number;
    first_by: string | null;
    first_at: number | null;
    closed_by: string | null;
    closed_at: number | null;
  };
};

export const matchingMigrations: Migrations = {
  '010-matching': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table identity (worker text primary key references worker on delete cascade, birth_name text not null, mother_name text not null,
          date_of_birth text not null, place_of_birth text not null, names text not null, namesake text not null);
        create index identity_namesake on identity (namesake);
        create table link_try (card text not null, account text not null, at int8 not null);
        create index link_try_at on link_try (at);
        create table link_case (id text primary key, worker text not null, pseudonym text not null, reason text not null, state text not null,
          opened_at int8 not null, first_by text, first_at int8, closed_by text, closed_at int8);
        create unique index link_case_open on link_case (worker, pseudonym) where closed_at is null;
      `.execute(db);
    },
  },
};
