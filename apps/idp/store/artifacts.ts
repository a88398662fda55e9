// The records of the OpenID Connect engine: what its adapters need, and no more.
import { CompiledQuery, type Kysely } from 'kysely';
import type { ArtifactTable, IdpDatabase } from './schema.ts';
import { hashed, type Seal } from './seal.ts';

export interface Artifact {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly consumed: boolean;
}

export interface Artifacts {
  /** Writes or overwrites. */
  save(model: string, id: string, payload: Readonly<Record<string, unknown>>, seconds: number): Promise<void>;
  /** Writes; false when there is one of this id that has not expired. */
  saveOnce(model: string, id: string, payload: Readonly<Record<string, unknown>>, seconds: number): Promise<boolean>;
  find(model: string, id: string): Promise<Artifact | undefined>;
  /** Marks as used; false when it was already, so that of two racing uses one wins. */
  consume(model: string, id: string): Promise<boolean>;
  remove(model: string, id: string): Promise<void>;
  removeGrant(model: string, grantId: string): Promise<void>;
  /** Codes, tokens and grants of a sign-in, all at once. */
  removeAccount(accountId: string): Promise<void>;
}

/** These run twenty times in a sign-in: written as SQL, they cost half of what building them each time does. */
const statements = {
  save: `insert into artifact (model, id, grant_id, account_id, expires_at, sealed) values ($1, $2, $3, $4, $5, $6)
    on conflict (model, id) do update set grant_id = $3, account_id = $4, expires_at = $5, sealed = $6, consumed = false`,
  saveOnce: `insert into artifact (model, id, grant_id, account_id, expires_at, sealed) values ($1, $2, $3, $4, $5, $6)
    on conflict (model, id) do update set grant_id = $3, account_id = $4, expires_at = $5, sealed = $6, consumed = false where artifact.expires_at < now()`,
  find: 'select sealed, consumed from artifact where model = $1 and id = $2 and expires_at > now()',
  consume: 'update artifact set consumed = true where model = $1 and id = $2 and not consumed',
  remove: 'delete from artifact where model = $1 and id = $2',
  removeGrant: 'delete from artifact where model = $1 and grant_id = $2',
  removeAccount: 'delete from artifact where account_id = $1',
} as const;

export function createArtifacts(db: Kysely<IdpDatabase>, seal: Seal): Artifacts {
  const run = (name: keyof typeof statements, ...values: readonly unknown[]) =>
    db.executeQuery<Pick<ArtifactTable, 'sealed' | 'consumed'>>(CompiledQuery.raw(statements[name], [...values]));
  const content = (model: string, hash: string, payload: Artifact['payload'], seconds: number) => [
    typeof payload['grantId'] === 'string' ? hashed(payload['grantId']) : null,
    typeof payload['accountId'] === 'string' ? hashed(payload['accountId']) : null,
    new Date(Date.now() + seconds * 1000),
    seal.seal(payload, `${model}:${hash}`),
  ];
  return {
    async save(model, id, payload, seconds) {
      const hash = hashed(id);
      await run('save', model, hash, ...content(model, hash, payload, seconds));
    },
    async saveOnce(model, id, payload, seconds) {
      const hash = hashed(id);
      const { numAffectedRows } = await run('saveOnce', model, hash, ...content(model, hash, payload, seconds));
      return numAffectedRows === 1n;
    },
    async find(model, id) {
      const hash = hashed(id);
      const [row] = (await run('find', model, hash)).rows;
      const payload = row && (seal.open(row.sealed, `${model}:${hash}`) as Artifact['payload'] | undefined);
      return row === undefined || payload === undefined ? undefined : { payload, consumed: row.consumed };
    },
    async consume(model, id) {
      return (await run('consume', model, hashed(id))).numAffectedRows === 1n;
    },
    async remove(model, id) {
      await run('remove', model, hashed(id));
    },
    async removeGrant(model, grantId) {
      await run('removeGrant', model, hashed(grantId));
    },
    async removeAccount(accountId) {
      await run('removeAccount', hashed(accountId));
    },
  };
}
