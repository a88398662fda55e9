// The records of the OpenID Connect engine: what its adapters need, and no more.
import type { Kysely } from 'kysely';
import type { IdpDatabase } from './schema.ts';
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
}

export function createArtifacts(db: Kysely<IdpDatabase>, seal: Seal): Artifacts {
  const content = (model: string, id: string, payload: Readonly<Record<string, unknown>>, seconds: number) => ({
    grant_id: typeof payload['grantId'] === 'string' ? hashed(payload['grantId']) : null,
    consumed: false,
    expires_at: new Date(Date.now() + seconds * 1000),
    sealed: seal.seal(payload, place(model, id)),
  });
  return {
    async save(model, id, payload, seconds) {
      const row = content(model, id, payload, seconds);
      await db
        .insertInto('artifact')
        .values({ model, id: hashed(id), ...row })
        .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(row))
        .execute();
    },
    async saveOnce(model, id, payload, seconds) {
      const row = content(model, id, payload, seconds);
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('artifact')
        .values({ model, id: hashed(id), ...row })
        .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(row).where('artifact.expires_at', '<', new Date()))
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    async find(model, id) {
      const row = await db
        .selectFrom('artifact')
        .select(['sealed', 'consumed'])
        .where('model', '=', model)
        .where('id', '=', hashed(id))
        .where('expires_at', '>', new Date())
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const payload = seal.open(row.sealed, place(model, id)) as Artifact['payload'] | undefined;
      return payload === undefined ? undefined : { payload, consumed: row.consumed };
    },
    async consume(model, id) {
      const { numUpdatedRows } = await db
        .updateTable('artifact')
        .set({ consumed: true })
        .where('model', '=', model)
        .where('id', '=', hashed(id))
        .where('consumed', '=', false)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async remove(model, id) {
      await db.deleteFrom('artifact').where('model', '=', model).where('id', '=', hashed(id)).execute();
    },
    async removeGrant(model, grantId) {
      await db.deleteFrom('artifact').where('model', '=', model).where('grant_id', '=', hashed(grantId)).execute();
    },
  };
}

function place(model: string, id: string): string {
  return `${model}:${hashed(id)}`;
}
