// The office's tables: holders, their cards, the events of each card's life, and sealed sessions. Areas add migrations of their own behind these.
import { type Generated, type Kysely, sql } from 'kysely';
import type { Migrations } from '../../io/store/index.ts';
import type { Actor, CardEvent, CardKind, CardState } from '../../lib/card-lifecycle/index.ts';
import type { DocumentNumber } from '../../lib/person/index.ts';
import { type ApplicationTables, applicationMigrations } from './applications/tables.ts';
import { type EndingTables, endingMigrations } from './endings/tables.ts';
import { type IssueTables, issueMigrations } from './issue/tables.ts';
import { type PadTables, padMigrations } from './pad/tables.ts';
import { type TrustTables, trustMigrations } from './trust/tables.ts';

export type Tables = PadTables &
  TrustTables &
  IssueTables &
  ApplicationTables &
  EndingTables & {
    session: { id: string; content: string; expires_at: number; sign_in: string | null };
    holder: HolderRow;
    card: CardRow;
    event: EventRow;
    /** Public keys of all chips (04‖x‖y, hexadecimal): no two chips ever have the same one, but for a pseudonym key that was carried over. */
    chip_key: { point: string; card_id: string };
  };

/** A person who has or had a card. Days are `YYYY-MM-DD`; `version` grows with every change. */
export type HolderRow = {
  id: string;
  version: number;
  title: string | null;
  family: string;
  given: string;
  birth_name: string | null;
  mother_name: string | null;
  date_of_birth: string;
  place_of_birth: string | null;
  sex: 'F' | 'M';
  nationality: string;
  street: string | null;
  city: string | null;
  postal_code: string | null;
  country: string;
  taj: string | null;
  tax_id: string | null;
  personal_id: string | null;
  /** Where letters go; null: none are sent. */
  email: string | null;
  died_on: string | null;
  /** The secret of the pseudonym key as the personalisation machine sealed it (hexadecimal); only the machine opens it. */
  sealed_pseudonym_key: string | null;
};

/** A card, or a blank that is being made one. */
export type CardRow = {
  id: string;
  version: number;
  holder_id: string;
  document_number: DocumentNumber;
  kind: CardKind;
  /** Year of the chip generation; null without a chip. */
  generation: string | null;
  state: CardState;
  issued: string;
  /** Null: never. */
  expires: string | null;
  /** Whether the eID function is switched on; null without a chip. */
  eid_active: boolean | null;
  /** Whether the holder has set a PIN, as far as the office has been told; null without a chip. */
  activated: boolean | null;
  /** Public key of the blocking identifier (04‖x‖y, hexadecimal); null without a chip. */
  blocking_key: string | null;
  /** The card that this one takes the place of. */
  replaces: string | null;
  /** Moments in milliseconds since 1970. */
  changed_at: number;
};

/** Something that happened: to a card, or a search in the register. Never changed, never deleted while the card is kept. */
export type EventRow = {
  id: Generated<number>;
  at: number;
  /** What happened; `searched` and `viewed` are looks into the register. */
  kind: CardEvent | 'searched' | 'viewed';
  card_id: string | null;
  holder_id: string | null;
  actor: Actor;
  /** The clerk's name and pairwise subject; null where no clerk took part. */
  clerk: string | null;
  clerk_sub: string | null;
  /** Why, in the clerk's words. */
  reason: string | null;
};

export const schema = 'office';

export const migrations: Migrations = {
  ...issueMigrations,
  ...applicationMigrations,
  ...endingMigrations,
  ...padMigrations,
  ...trustMigrations,
  '001-register': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table session (id text primary key, content text not null, expires_at int8 not null);
        create index session_expires_at on session (expires_at);
        create table holder (
          id text primary key, version int4 not null, title text, family text not null, given text not null, birth_name text, mother_name text,
          date_of_birth text not null, place_of_birth text, sex text not null, nationality text not null,
          street text, city text, postal_code text, country text not null,
          taj text unique, tax_id text unique, personal_id text unique, email text, died_on text, sealed_pseudonym_key text
        );
        create table card (
          id text primary key, version int4 not null, holder_id text not null references holder, document_number text not null unique,
          kind text not null, generation text, state text not null, issued text not null, expires text, eid_active bool, activated bool,
          blocking_key text unique, replaces text references card, changed_at int8 not null
        );
        create index card_holder on card (holder_id);
        create table event (
          id bigint generated always as identity primary key, at int8 not null, kind text not null, card_id text references card,
          holder_id text references holder, actor text not null, clerk text, clerk_sub text, reason text
        );
        create index event_card on event (card_id);
        create index event_holder on event (holder_id);
      `.execute(db);
    },
  },
  '002-chip-key': {
    up: async (db: Kysely<unknown>) => {
      await sql`create table chip_key (point text primary key, card_id text not null references card)`.execute(db);
    },
  },
};
