// Requests of service providers that were taken on, each once, and what was answered: by that the same browser gets the same answer again for a while.
import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';
import { bytes } from '../../../lib/bytes/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import type { Seal } from './seal.ts';

/** A request by its service provider and its ID. */
export interface RequestName {
  readonly service: string;
  readonly id: string;
}

export interface SamlRequests {
  /** Takes a request on, for so many milliseconds; false when it is taken on already. */
  takeOn(request: RequestName, lifetime: number): Promise<boolean>;
  /** Keeps the answer to a request that was taken on, under the identity of its session, for so many milliseconds more. */
  keepAnswer(request: RequestName, identity: string, answer: unknown, lifetime: number): Promise<void>;
  /** What was answered in the session of this identity. */
  answerOf(identity: string): Promise<unknown>;
}

export interface SamlRequestTable {
  saml_request: { request: Buffer; identity: string | null; answer: Buffer | null; expires_at: number; answered_until: number | null };
}

export const samlRequestMigration: Migrations[string] = {
  async up(db) {
    await db.schema
      .createTable('saml_request')
      .addColumn('request', 'bytea', (column) => column.primaryKey())
      .addColumn('identity', 'text', (column) => column.unique())
      .addColumn('answer', 'bytea')
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('answered_until', 'bigint')
      .execute();
    await db.schema.createIndex('saml_request_by_expiry').on('saml_request').column('expires_at').execute();
  },
};

export function createSamlRequests(db: Kysely<SamlRequestTable>, seal: Seal, clock: Clock): SamlRequests {
  return {
    async takeOn(request, lifetime) {
      const { numAffectedRows } = await sql`
        insert into saml_request (request, expires_at) values (${keyOf(request)}, ${clock() + lifetime}::bigint)
        on conflict (request) do update set expires_at = excluded.expires_at, identity = null, answer = null, answered_until = null
        where saml_request.expires_at <= ${clock()}`.execute(db);
      return numAffectedRows === 1n;
    },

    async keepAnswer(request, identity, answer, lifetime) {
      const sealed = Buffer.from(seal.close(answer, `answer ${identity}`));
      await db
        .updateTable('saml_request')
        .set({ identity, answer: sealed, answered_until: clock() + lifetime })
        .where('request', '=', keyOf(request))
        .execute();
    },

    async answerOf(identity) {
      const row = await db
        .selectFrom('saml_request')
        .select('answer')
        .where('identity', '=', identity)
        .where('answered_until', '>', clock())
        .executeTakeFirst();
      return row?.answer ? seal.open(bytes(row.answer), `answer ${identity}`) : undefined;
    },
  };
}

/** Forgets answers whose time is over, and requests that could not be sent again anyway. */
export async function sweepSamlRequests(db: Kysely<SamlRequestTable>, clock: Clock): Promise<void> {
  await db.deleteFrom('saml_request').where('expires_at', '<=', clock()).execute();
  await db.updateTable('saml_request').set({ answer: null, answered_until: null }).where('answered_until', '<=', clock()).execute();
}

/** SHA-256: nothing of an ID is kept that its service provider chose. */
function keyOf({ service, id }: RequestName): Buffer {
  return createHash('sha256').update(`${service} ${id}`).digest();
}
