// Letters that wait to be sent. A row is gone as soon as its letter is, and after a week in any case.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type OutboxTables = {
  outbox: {
    id: string;
    recipient: string;
    subject: string;
    text: string;
    /** JSON: name, type and content (base64) of each file. */
    attachments: string;
    tries: number;
    /** Milliseconds since 1970: when it was posted, and when to try next. */
    posted_at: number;
    next_at: number;
  };
};

export const outboxMigrations: Migrations = {
  '005-outbox': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table outbox (id text primary key, recipient text not null, subject text not null, text text not null,
          attachments text not null, tries int not null, posted_at int8 not null, next_at int8 not null);
        create index outbox_next_at on outbox (next_at);
      `.execute(db);
    },
  },
};
