// Sessions in PostgreSQL: schema `eid_server`, one row each, with a version that decides every race.
import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { type Migrations, openStore } from '../../../io/store/index.ts';
import { type Bytes, bytes } from '../../../lib/bytes/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import type { Asked, Progress, SessionState } from './progress.ts';
import { createSamlRequests, type SamlRequests, type SamlRequestTable, samlRequestMigration, sweepSamlRequests } from './saml-requests.ts';
import type { Seal } from './seal.ts';

/** A session as a step sees it. */
export interface Session {
  /** PSK identity, which is the SessionIdentifier of the TC token. */
  readonly identity: string;
  /** Name of the relying party that began it. */
  readonly service: string;
  readonly version: number;
  readonly asked: Asked;
  readonly progress: Progress;
  /** The last request (its SHA-256) and its answer, whose identifier the next message has to name. */
  readonly last?: { readonly request: Bytes; readonly answer: string; readonly messageId: string };
}

export interface SessionStore extends AsyncDisposable {
  /**
   * `full` when there are so many open sessions already, of the relying party or of all (those begun in the same moment may not be counted), `taken` when
   * another session has the identity. `reference` is Session/ID; only its hash is kept.
   */
  create(session: Pick<Session, 'identity' | 'service' | 'asked'>, reference: Bytes, limits: Limits): Promise<'created' | 'full' | 'taken'>;
  /** The session of an identity, unless it has expired. */
  load(identity: string): Promise<Session | undefined>;
  /** Saves what a step made of a session; false when another was first or it has expired, and then nothing has changed. */
  save(session: Session): Promise<boolean>;
  /**
   * Takes a finished session away for the relying party that began it; whoever gets it is the only one. A session that is still `running` counts
   * the request; a counter that does not follow the last one ends the session.
   */
  collect(reference: Bytes, service: string, counter: number): Promise<Session | 'running' | 'unknown' | 'counter'>;
  /** Takes a session away, whatever state it is in; whoever gets it is the only one. */
  end(identity: string): Promise<Session | undefined>;
  /** Keeps which card a collected session read, by its mark, for so many milliseconds. */
  rememberCard(reference: Bytes, service: string, card: Buffer, lifetime: number): Promise<void>;
  /** Notes that these cards, by their marks, have ended in the collected sessions that they were read in; the number of sessions that had not yet. */
  endCards(cards: readonly Buffer[]): Promise<number>;
  /** Collected sessions of a relying party whose card has ended: SHA-256 of Session/ID, hexadecimal. */
  ended(service: string): Promise<readonly string[]>;
  /**
   * Counts values that a card was compared with, both by their marks: under the newest key first, and the same values under each older one. False, and
   * nothing counted, when that would be more different ones than allowed within so many milliseconds.
   */
  countComparisons(marked: readonly [Comparison, ...Comparison[]], limit: ComparisonLimit): Promise<boolean>;
  /** Deletes what has expired; the number of sessions that had not come to an end. */
  sweep(): Promise<number>;
  /** Sessions that have not expired, of all nodes. */
  open(): Promise<number>;
  /** Those of these identities that have a session which has not expired. */
  openAmong(identities: readonly string[]): Promise<ReadonlySet<string>>;
  /** What service providers asked by SAML. */
  readonly samlRequests: SamlRequests;
}

/** Open sessions at a time: of the relying party, and of all together. */
export interface Limits {
  readonly ofService: number;
  readonly inTotal: number;
}

/** A card and what it was compared with, as marks. */
export interface Comparison {
  readonly card: Buffer;
  readonly values: readonly Buffer[];
}

/** Different values that a relying party may have one card compared with, and for how many milliseconds they count. */
export interface ComparisonLimit {
  readonly values: number;
  readonly within: number;
}

/** Milliseconds until a session expires, counted from its last step. */
export type Lifetimes = Readonly<Record<SessionState, number>>;

interface Tables extends SamlRequestTable {
  session: {
    identity: string;
    reference: Buffer;
    service: string;
    version: number;
    counter: number | null;
    finished: boolean;
    expires_at: number;
    sealed: Buffer;
  };
  card_read: { reference: Buffer; service: string; card: Buffer; ended: boolean; expires_at: number };
  comparison: { card: Buffer; value: Buffer; expires_at: number };
}

const migrations: Migrations = {
  '0001-sessions': {
    async up(db) {
      await db.schema
        .createTable('session')
        .addColumn('identity', 'text', (column) => column.primaryKey())
        .addColumn('reference', 'bytea', (column) => column.notNull().unique())
        .addColumn('service', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('counter', 'integer')
        .addColumn('finished', 'boolean', (column) => column.notNull().defaultTo(false))
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('sealed', 'bytea', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('session_by_service').on('session').columns(['service', 'expires_at']).execute();
      await db.schema.createIndex('session_by_expiry').on('session').column('expires_at').execute();
    },
  },
  '0002-cards-read': {
    async up(db) {
      await db.schema
        .createTable('card_read')
        .addColumn('reference', 'bytea', (column) => column.primaryKey())
        .addColumn('service', 'text', (column) => column.notNull())
        .addColumn('card', 'bytea', (column) => column.notNull())
        .addColumn('ended', 'boolean', (column) => column.notNull().defaultTo(false))
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('card_read_by_card').on('card_read').column('card').execute();
      await db.schema.createIndex('card_read_by_expiry').on('card_read').column('expires_at').execute();
    },
  },
  '0003-comparisons': {
    async up(db) {
      await db.schema
        .createTable('comparison')
        .addColumn('card', 'bytea', (column) => column.notNull())
        .addColumn('value', 'bytea', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('comparison_once', ['card', 'value'])
        .execute();
      await db.schema.createIndex('comparison_by_expiry').on('comparison').column('expires_at').execute();
    },
  },
  '0004-saml-requests': samlRequestMigration,
};

/** Opens the store at a PostgreSQL URL and brings its schema up to date. */
export async function openSessions(url: string, seal: Seal, lifetimes: Lifetimes, clock: Clock): Promise<SessionStore> {
  const db: Kysely<Tables> = await openStore<Tables>(url, 'eid_server', migrations);
  const expiry = (progress: Progress) => clock() + lifetimes[progress.state];

  return {
    samlRequests: createSamlRequests(db as unknown as Kysely<SamlRequestTable>, seal, clock),

    async create({ identity, service, asked }, reference, { ofService, inTotal }) {
      const progress: Progress = { state: 'created' };
      const sealed = Buffer.from(seal.close({ asked, progress }, binding(identity, 0)));
      const { numAffectedRows } = await sql`
        insert into session (identity, reference, service, version, expires_at, sealed)
        select ${identity}, ${hash(reference)}, ${service}, 0, ${expiry(progress)}::bigint, ${sealed}
        where (select count(*) from session where service = ${service} and expires_at > ${clock()}) < ${ofService}
          and (select count(*) from session where expires_at > ${clock()}) < ${inTotal}
        on conflict do nothing`.execute(db);
      if (numAffectedRows === 1n) return 'created';
      const taken = await db.selectFrom('session').select('version').where('identity', '=', identity).executeTakeFirst();
      return taken === undefined ? 'full' : 'taken';
    },

    async load(identity) {
      const row = await db
        .selectFrom('session')
        .select(['identity', 'service', 'version', 'sealed'])
        .where('identity', '=', identity)
        .where('expires_at', '>', clock())
        .executeTakeFirst();
      return row && unsealed(row, seal);
    },

    async save(session) {
      const { identity, service: _, version, ...content } = session;
      const sealed = Buffer.from(seal.close(content, binding(identity, version + 1)));
      const { numUpdatedRows } = await db
        .updateTable('session')
        .set({ version: version + 1, expires_at: expiry(session.progress), finished: session.progress.state === 'finished', sealed })
        .where('identity', '=', identity)
        .where('version', '=', version)
        .where('expires_at', '>', clock())
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async collect(reference, service, counter) {
      const key = hash(reference);
      const follows = sql<boolean>`(counter is null or counter = ${counter - 1})`;
      const finished = await db
        .deleteFrom('session')
        .where('reference', '=', key)
        .where('service', '=', service)
        .where('expires_at', '>', clock())
        .where('finished', '=', true)
        .where(follows)
        .returning(['identity', 'service', 'version', 'sealed'])
        .executeTakeFirst();
      if (finished !== undefined) return unsealed(finished, seal);
      const { numUpdatedRows } = await db
        .updateTable('session')
        .set({ counter })
        .where('reference', '=', key)
        .where('service', '=', service)
        .where('expires_at', '>', clock())
        .where(follows)
        .executeTakeFirst();
      if (numUpdatedRows === 1n) return 'running';
      const gone = await db
        .deleteFrom('session')
        .where('reference', '=', key)
        .where('service', '=', service)
        .returning('expires_at')
        .executeTakeFirst();
      return gone !== undefined && gone.expires_at > clock() ? 'counter' : 'unknown';
    },

    async end(identity) {
      const row = await db
        .deleteFrom('session')
        .where('identity', '=', identity)
        .where('expires_at', '>', clock())
        .returning(['identity', 'service', 'version', 'sealed'])
        .executeTakeFirst();
      return row && unsealed(row, seal);
    },

    async rememberCard(reference, service, card, lifetime) {
      const row = { reference: hash(reference), service, card, ended: false, expires_at: clock() + lifetime };
      await db.insertInto('card_read').values(row).execute();
    },

    async endCards(cards) {
      const { numUpdatedRows } = await db
        .updateTable('card_read')
        .set({ ended: true })
        .where(sql<boolean>`card = any(${cards})`)
        .where('ended', '=', false)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async ended(service) {
      const rows = await db
        .selectFrom('card_read')
        .select('reference')
        .where('service', '=', service)
        .where('ended', '=', true)
        .where('expires_at', '>', clock())
        .execute();
      return rows.map(({ reference }) => reference.toString('hex'));
    },

    countComparisons(marked, { values: most, within }) {
      const [{ card, values }] = marked;
      const cards = sql<boolean>`card = any(${marked.map((one) => one.card)})`;
      return db.transaction().execute(async (tx) => {
        // One sign-in of a card at a time, or two would each see room for one. Whatever its newest key, a node finds the same oldest mark.
        const oldest = (marked.at(-1) as Comparison).card;
        await sql`select pg_advisory_xact_lock(${oldest.readInt32BE()}, ${oldest.readInt32BE(4)})`.execute(tx);
        await tx.deleteFrom('comparison').where(cards).where('expires_at', '<=', clock()).execute();
        const known = await tx.selectFrom('comparison').select('value').where(cards).execute();
        const isKnown = (_: Buffer, i: number) => marked.some((one) => known.some(({ value }) => value.equals(one.values[i] as Buffer)));
        const fresh = values.filter((value, i) => !isKnown(value, i));
        if (known.length + fresh.length > most) return false;
        const expires_at = clock() + within;
        if (fresh.length > 0)
          await tx
            .insertInto('comparison')
            .values(fresh.map((value) => ({ card, value, expires_at })))
            .execute();
        return true;
      });
    },

    async sweep() {
      await sweepSamlRequests(db as unknown as Kysely<SamlRequestTable>, clock);
      await db.deleteFrom('comparison').where('expires_at', '<=', clock()).execute();
      await db.deleteFrom('card_read').where('expires_at', '<=', clock()).execute();
      const gone = await db.deleteFrom('session').where('expires_at', '<=', clock()).returning('finished').execute();
      return gone.filter(({ finished }) => !finished).length;
    },

    async open() {
      const count = db.fn.countAll<number>().as('count');
      const { count: open } = await db.selectFrom('session').select(count).where('expires_at', '>', clock()).executeTakeFirstOrThrow();
      return open;
    },

    async openAmong(identities) {
      const rows = await db
        .selectFrom('session')
        .select('identity')
        .where(sql<boolean>`identity = any(${identities})`)
        .where('expires_at', '>', clock())
        .execute();
      return new Set(rows.map(({ identity }) => identity));
    },

    async [Symbol.asyncDispose]() {
      await db.destroy();
    },
  };
}

// The seal is bound to the row and its version: an older state put back by whoever writes to the database does not open.
function binding(identity: string, version: number): string {
  return `${identity} ${version}`;
}

function unsealed(row: Pick<Tables['session'], 'identity' | 'service' | 'version' | 'sealed'>, seal: Seal): Session {
  const { identity, service, version, sealed } = row;
  const content = seal.open(bytes(sealed), binding(identity, version)) as Pick<Session, 'asked' | 'progress' | 'last'>;
  return { identity, service, version, ...content };
}

function hash(reference: Bytes): Buffer {
  return createHash('sha256').update(reference).digest();
}
