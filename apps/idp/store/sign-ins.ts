// Sign-ins as plain data with a row version: whoever saves a revision that is no longer the newest has lost a race, and is told.
import type { Kysely } from 'kysely';
import type { SignIn } from '../login/sign-in.ts';
import type { IdpDatabase } from './schema.ts';
import { hashed, type Seal } from './seal.ts';

export interface StoredSignIn {
  readonly signIn: SignIn;
  readonly revision: number;
}

export interface SignIns {
  /** Stores the first revision; false when there is one of this id already. */
  create(id: string, signIn: SignIn, seconds: number): Promise<boolean>;
  /** The newest revision, unless it has expired. */
  find(id: string): Promise<StoredSignIn | undefined>;
  /** Replaces `revision` by the next; false when another has done so before. */
  replace(id: string, revision: number, signIn: SignIn, seconds: number): Promise<boolean>;
}

export function createSignIns(db: Kysely<IdpDatabase>, seal: Seal): SignIns {
  const content = (id: string, signIn: SignIn, seconds: number) => ({
    expires_at: new Date(Date.now() + seconds * 1000),
    sealed: seal.seal(signIn, place(id)),
  });
  return {
    async create(id, signIn, seconds) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('sign_in')
        .values({ id: hashed(id), revision: 1, ...content(id, signIn, seconds) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    async find(id) {
      const row = await db
        .selectFrom('sign_in')
        .select(['sealed', 'revision'])
        .where('id', '=', hashed(id))
        .where('expires_at', '>', new Date())
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const signIn = seal.open(row.sealed, place(id)) as SignIn | undefined;
      return signIn === undefined ? undefined : { signIn, revision: row.revision };
    },
    async replace(id, revision, signIn, seconds) {
      const { numUpdatedRows } = await db
        .updateTable('sign_in')
        .set({ revision: revision + 1, ...content(id, signIn, seconds) })
        .where('id', '=', hashed(id))
        .where('revision', '=', revision)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

function place(id: string): string {
  return `sign-in:${hashed(id)}`;
}
