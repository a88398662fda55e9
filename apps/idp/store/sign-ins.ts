// Sign-ins as plain data with a row version: whoever saves a revision that is no longer the newest has lost a race, and is told.
import { CompiledQuery, type Kysely } from 'kysely';
import type { SignIn } from '../login/sign-in.ts';
import type { IdpDatabase, SignInTable } from './schema.ts';
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
  remove(id: string): Promise<void>;
}

const statements = {
  create: 'insert into sign_in (id, revision, expires_at, sealed) values ($1, 1, $2, $3) on conflict (id) do nothing',
  find: 'select sealed, revision from sign_in where id = $1 and expires_at > now()',
  replace: 'update sign_in set revision = revision + 1, expires_at = $3, sealed = $4 where id = $1 and revision = $2',
  remove: 'delete from sign_in where id = $1',
} as const;

export function createSignIns(db: Kysely<IdpDatabase>, seal: Seal): SignIns {
  const run = (name: keyof typeof statements, ...values: readonly unknown[]) =>
    db.executeQuery<Pick<SignInTable, 'sealed' | 'revision'>>(CompiledQuery.raw(statements[name], [...values]));
  const content = (hash: string, signIn: SignIn, seconds: number) => [
    new Date(Date.now() + seconds * 1000),
    seal.seal(signIn, `sign-in:${hash}`),
  ];
  return {
    async create(id, signIn, seconds) {
      const hash = hashed(id);
      return (await run('create', hash, ...content(hash, signIn, seconds))).numAffectedRows === 1n;
    },
    async find(id) {
      const hash = hashed(id);
      const [row] = (await run('find', hash)).rows;
      const signIn = row && (seal.open(row.sealed, `sign-in:${hash}`) as SignIn | undefined);
      return row === undefined || signIn === undefined ? undefined : { signIn, revision: row.revision };
    },
    async replace(id, revision, signIn, seconds) {
      const hash = hashed(id);
      return (await run('replace', hash, revision, ...content(hash, signIn, seconds))).numAffectedRows === 1n;
    },
    async remove(id) {
      await run('remove', hashed(id));
    },
  };
}
