// Card readers by serial number: those that the operator gave to institutions, those that institutions bought, and the operator's stock.
// One table for everybody in this app: the readiness of an institution, fault reports, and the service desk's stock.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

/** `in-use` at an institution; `in-stock`, `in-repair` and `retired` with the operator. */
export type ReaderState = 'in-use' | 'in-stock' | 'in-repair' | 'retired';

export type ReaderTables = {
  reader: {
    serial: string;
    model: string;
    /** The institution that uses it; `null` in stock and when retired. */
    institution: string | null;
    /** Where it stands there, in the institution's own words. */
    workstation: string | null;
    /** Who paid for it, and so who repairs it. */
    origin: 'operator' | 'own';
    state: ReaderState;
    /** `YYYY-MM-DD`: when the institution got it, and the last day of the warranty. */
    given_on: string | null;
    warranty_until: string | null;
  };
};

export const readerMigrations: Migrations = {
  '004-readers': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table reader (serial text primary key, model text not null, institution char(6), workstation text, origin text not null,
          state text not null, given_on text, warranty_until text);
        create index reader_institution on reader (institution);
        create index reader_stock on reader (model, serial) where state = 'in-stock';
      `.execute(db);
    },
  },
};
