// Which sign-in was made in which session of the eID server, for as long as a relying party may keep it: what ends when the card does.
import { CompiledQuery, type Kysely } from 'kysely';
import type { CardSignInTable, IdpDatabase } from './schema.ts';
import type { Seal } from './seal.ts';

/** A sign-in as it is ended: our name for it, who was told, and what they know the person by. */
export interface CardSignIn {
  readonly uid: string;
  readonly clientId: string;
  readonly subject: string;
}

export interface CardSignIns {
  /** @param reference SHA-256 of the session at the eID server, hexadecimal */
  keep(reference: string, signIn: CardSignIn, seconds: number): Promise<void>;
  /** Marks those that are kept as ended; gives those that were not before. */
  end(references: readonly string[]): Promise<readonly CardSignIn[]>;
  /** Takes the ended ones whose relying party is to be told now; each is due again later, until it is removed. */
  due(): Promise<readonly { readonly reference: string; readonly signIn: CardSignIn }[]>;
  remove(reference: string): Promise<void>;
}

/** A relying party that does not answer is told again after five seconds, ten, and so on, at most every ten minutes. */
const statements = {
  keep: `insert into card_sign_in (reference, next_at, expires_at, sealed) values ($1, now(), now() + $2 * interval '1 second', $3)
    on conflict (reference) do nothing`,
  end: 'update card_sign_in set ended = true where reference = any($1) and not ended and expires_at > now() returning reference, sealed',
  due: `update card_sign_in set tries = tries + 1, next_at = now() + least(600, 5 * 2 ^ least(tries, 10)) * interval '1 second'
    where ended and next_at <= now() and expires_at > now() returning reference, sealed`,
  remove: 'delete from card_sign_in where reference = $1',
} as const;

export function createCardSignIns(db: Kysely<IdpDatabase>, seal: Seal): CardSignIns {
  const run = (name: keyof typeof statements, ...values: readonly unknown[]) =>
    db.executeQuery<Pick<CardSignInTable, 'reference' | 'sealed'>>(CompiledQuery.raw(statements[name], [...values]));
  const opened = ({ reference, sealed }: Pick<CardSignInTable, 'reference' | 'sealed'>) => {
    const signIn = seal.open(sealed, `card-sign-in:${reference}`) as CardSignIn | undefined;
    return signIn === undefined ? [] : [{ reference, signIn }];
  };
  return {
    async keep(reference, signIn, seconds) {
      await run('keep', reference, seconds, seal.seal(signIn, `card-sign-in:${reference}`));
    },
    async end(references) {
      if (references.length === 0) return [];
      return (await run('end', references)).rows.flatMap(opened).map(({ signIn }) => signIn);
    },
    async due() {
      return (await run('due')).rows.flatMap(opened);
    },
    async remove(reference) {
      await run('remove', reference);
    },
  };
}
