// Pads that holders type at, and what clerks have handed over to them. No code is ever in a table.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';

export type PadAct = 'activated' | 'content-shown';

export type PadTables = {
  /**
   * `secret`: digest of what the pad's browser alone has. `number`: what the pad shows while it is free, for one use. `card_id`: the card that is dealt with on it now, for
   * that clerk. Moments in milliseconds since 1970.
   */
  pad: {
    secret: string;
    number: string | null;
    card_id: string | null;
    clerk: string | null;
    clerk_sub: string | null;
    reason: string | null;
    state: 'free' | 'asked' | 'done';
    /** What the holder is asked for: codes to activate the card, or the PIN to see its content. */
    act: PadAct;
    expires_at: number;
  };
};

export const padMigrations: Migrations = {
  '030-activation': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table pad (
          secret text primary key, number text unique, card_id text references card, clerk text, clerk_sub text, reason text,
          state text not null, expires_at int8 not null
        )
      `.execute(db);
    },
  },
  '031-pad-act': {
    up: async (db: Kysely<unknown>) => {
      await sql`alter table pad add column act text not null default 'activated'`.execute(db);
    },
  },
};
