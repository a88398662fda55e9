// The tables of the identity provider, and how they came to be. Everything but relying parties is short-lived and sealed.
import type { Kysely } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';
import { type HistoryTable, historyMigrations } from './history.ts';

/** A record of the OpenID Connect engine: an interaction, a code, a token, a grant. */
export interface ArtifactTable {
  model: string;
  id: string;
  grant_id: string | null;
  account_id: string | null;
  consumed: boolean;
  expires_at: Date;
  sealed: Buffer;
}

/** One sign-in, from the click to the last use of its access token. */
export interface SignInTable {
  id: string;
  revision: number;
  expires_at: Date;
  sealed: Buffer;
}

/** What a card was used for, so that it can be ended with the card. */
export interface CardSignInTable {
  /** SHA-256 of the session at the eID server, hexadecimal. */
  reference: string;
  ended: boolean;
  tries: number;
  next_at: Date;
  expires_at: Date;
  sealed: Buffer;
}

/** A later pseudonym of a person, and the one they are known by. */
interface LastingPseudonymTable {
  /** Keyed hash of the later one. */
  id: string;
  sealed: Buffer;
}

interface RelyingPartyTable {
  client_id: string;
  registration: unknown;
}

export interface IdpDatabase {
  artifact: ArtifactTable;
  sign_in: SignInTable;
  relying_party: RelyingPartyTable;
  history: HistoryTable;
  card_sign_in: CardSignInTable;
  lasting_pseudonym: LastingPseudonymTable;
}

/** Our schema in PostgreSQL. */
export const schema = 'idp';

export const migrations: Migrations = {
  '001-begin': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('artifact')
        .addColumn('model', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('grant_id', 'text')
        .addColumn('consumed', 'boolean', (column) => column.notNull().defaultTo(false))
        .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
        .addColumn('sealed', 'bytea', (column) => column.notNull())
        .addPrimaryKeyConstraint('artifact_key', ['model', 'id'])
        .execute();
      await db.schema.createIndex('artifact_grant').on('artifact').column('grant_id').execute();
      await db.schema.createIndex('artifact_expiry').on('artifact').column('expires_at').execute();
      await db.schema
        .createTable('sign_in')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
        .addColumn('sealed', 'bytea', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('sign_in_expiry').on('sign_in').column('expires_at').execute();
      await db.schema
        .createTable('relying_party')
        .addColumn('client_id', 'text', (column) => column.primaryKey())
        .addColumn('registration', 'jsonb', (column) => column.notNull())
        .execute();
    },
  },
  '002-ended-cards': {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('artifact').addColumn('account_id', 'text').execute();
      await db.schema.createIndex('artifact_account').on('artifact').column('account_id').execute();
      await db.schema
        .createTable('card_sign_in')
        .addColumn('reference', 'text', (column) => column.primaryKey())
        .addColumn('ended', 'boolean', (column) => column.notNull().defaultTo(false))
        .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
        .addColumn('next_at', 'timestamptz', (column) => column.notNull())
        .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
        .addColumn('sealed', 'bytea', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('card_sign_in_expiry').on('card_sign_in').column('expires_at').execute();
    },
  },
  '003-lasting-pseudonyms': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('lasting_pseudonym')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('sealed', 'bytea', (column) => column.notNull())
        .execute();
    },
  },
  ...historyMigrations,
};

/** Deletes what has expired. */
export async function sweep(db: Kysely<IdpDatabase>): Promise<void> {
  const now = new Date();
  await db.deleteFrom('artifact').where('expires_at', '<', now).execute();
  await db.deleteFrom('card_sign_in').where('expires_at', '<', now).execute();
  await db.deleteFrom('sign_in').where('expires_at', '<', now).execute();
}
