// What the end of a card needs besides the register: orders to the block service that are not carried out yet, digests of registration codes, tries of reports.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type EndingTables = {
  /** What the block service is to be told of a card; gone when it was told. */
  block_order: { card_id: string; wanted: 'block' | 'release' };
  /** The registration code of a card's code card, scrypt. */
  registration_code: { card_id: string; salt: string; digest: string };
  /** Tries to report online: a digest of the document number, and when. */
  report_try: { document: string; at: number };
};

export const endingMigrations: Migrations = {
  '020-endings': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table block_order (card_id text primary key references card, wanted text not null);
        create table registration_code (card_id text primary key references card, salt text not null, digest text not null);
        create table report_try (document text not null, at int8 not null);
        create index report_try_at on report_try (at);
        alter table session add column sign_in text;
        create index session_sign_in on session (sign_in);
      `.execute(db);
    },
  },
};
