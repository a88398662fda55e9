// Answers that outlive a session, and submits that are taken once.
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { newSecret, type Records, sealedRecords } from '../../../io/relying-party/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Account } from '../account.ts';
import type { Typed } from './fields.ts';
import type { Tables } from './tables.ts';

/** Answers of a form that was sent when the session had ended. */
export type Draft = {
  /** Where the form is. */
  readonly path: string;
  readonly typed: Typed;
  /** `ownerMark` of the person who had opened the form. */
  readonly owner: string;
};

/** Milliseconds: to sign in again and go on; to be sure that nobody submits the same once more. */
const lifetimes = { draft: 3_600_000, submit: 24 * 3_600_000 } as const;

/** How long, and in which steps (milliseconds), a second submit waits for what the first comes to. */
const patience = { longest: 10_000, step: 50 } as const;

/** Every call may throw `database.unreachable`. */
export type Forms = {
  /** A token for a form that this person, or nobody, opens. */
  token(account: Account | undefined): string;
  /** The mark of the person for whom a token was made, `''` for nobody; `undefined` for what is no token. */
  ownerOf(token: string): string | undefined;
  /** Runs what a submit is for, once for a token; every submit of the token leads where the first one led. */
  once(token: string, run: () => Promise<string>): Promise<string>;
  /** Keeps answers; gives the secret of their cookie. */
  keep(draft: Draft): Promise<string>;
  /** The path of this person's kept answers. */
  waiting(secret: string | undefined, account: Account): Promise<string | undefined>;
  /** This person's answers kept for a path, once. */
  take(secret: string | undefined, path: string, account: Account | undefined): Promise<Typed | undefined>;
};

/** Says whose a form is without saying who: part of a digest of the subject, `''` for nobody. */
export function ownerMark(account: Account | undefined): string {
  return account === undefined ? '' : createHash('sha256').update(`eszig portal form ${account.sub}`).digest('base64url').slice(0, 22);
}

export function createForms(db: Kysely<Tables>, clock: Clock): Forms {
  const drafts: Records<Draft> = sealedRecords(db, { table: 'draft', app: 'portal', clock });
  const read = async (secret: string | undefined, account: Account | undefined) => {
    const kept = await drafts.find(secret);
    return kept?.content.owner === ownerMark(account) ? kept.content : undefined;
  };
  const forms: Forms = {
    token: (account) => `${newSecret()}.${ownerMark(account)}`,
    ownerOf: (token) => /^[\w-]{43}\.([\w-]{22}|)$/.exec(token)?.[1],
    async once(token, run) {
      const id = createHash('sha256').update(token).digest('base64url');
      await db.deleteFrom('submit').where('expires_at', '<=', clock()).execute();
      const row = { id, answer: null, expires_at: clock() + lifetimes.submit };
      const claimed = await db
        .insertInto('submit')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (claimed === undefined) return (await answerOf(db, id)) ?? forms.once(token, run);
      try {
        const answer = await run();
        await db.updateTable('submit').set({ answer }).where('id', '=', id).execute();
        return answer;
      } catch (thrown) {
        await db.deleteFrom('submit').where('id', '=', id).execute();
        throw thrown;
      }
    },
    keep: (draft) => drafts.keep(draft, clock() + lifetimes.draft),
    waiting: async (secret, account) => (await read(secret, account))?.path,
    async take(secret, path, account) {
      const draft = await read(secret, account);
      if (draft?.path !== path) return undefined;
      await drafts.remove(secret);
      return draft.typed;
    },
  };
  return forms;
}

/** Where the first submit led; `undefined` when it came to nothing. Errors: `internal` when it takes too long. */
async function answerOf(db: Kysely<Tables>, id: string): Promise<string | undefined> {
  for (let waited = 0; waited < patience.longest; waited += patience.step) {
    const row = await db.selectFrom('submit').select('answer').where('id', '=', id).executeTakeFirst();
    if (row === undefined) return undefined;
    if (row.answer !== null) return row.answer;
    await wait(patience.step);
  }
  throw new EidError('internal', { at: 'submit' });
}
