// Step 12 of linking, the directory's end: is the holder of this card the person behind this EESZT user? The answer is kept, the data are not.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import {
  type AccountOwner,
  type Identity,
  type IdentityMatched,
  type MatchIdentity,
  parseMatchIdentity,
  readUserName,
  type UserPrefixes,
} from '../../../lib/entitlement/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import { dayOf } from '../matrix/days.ts';
import { invitedWorker, takeInvitation } from '../matrix/staff.ts';
import { saveLink, worker as workerById } from '../store/directory.ts';
import type { Tables } from '../store/tables.ts';
import { judge, type Verdict } from './judge.ts';
import { type IdentityMarks, likeness, type Mark, nameMarks } from './marks.ts';

type Db = Kysely<Tables>;

/** What linking goes by, as the directory is configured. */
export type Matching = {
  readonly mark: Mark;
  readonly prefixes: UserPrefixes;
  /** Milliseconds between the words of the two people who decide a case. */
  readonly waitingTime: number;
};

/** Tries in a day: of one card, and for one account by whatever cards. */
const tries = { card: 5, account: 20 } as const;
const day = 24 * 3_600_000;

/** Whom a claim names; `code` when it was an invitation. */
type Claimed = { readonly worker: string; readonly register?: IdentityMarks; readonly alone: boolean; readonly invited?: string };

/** Answers `match-identity`. Counts first; an account that does not exist costs the same work and gets the same answer as somebody else's. */
export async function matchIdentity(db: Db, matching: Matching, body: unknown, now: number): Promise<IdentityMatched> {
  const request = parseMatchIdentity(body);
  if (await isTooMany(db, matching.mark, request, now)) return { kind: 'too-many' };
  const claimed = await findClaimed(db, matching, request.user, now);
  const verdict = compare(matching.mark, request.identity, claimed);
  if (claimed === undefined || verdict.kind === 'no') return { kind: 'no' };
  if (verdict.kind === 'human') {
    await openCase(db, { worker: claimed.worker, pseudonym: request.pseudonym, reason: verdict.reason }, now);
    return { kind: 'human' };
  }
  return link(db, request, claimed, now);
}

/** The mail address that the registers have for the owner of a user name; `null` as well when there is no such user. */
export async function ownerAddress(db: Db, { prefixes }: Matching, { user }: AccountOwner): Promise<{ readonly mail: string | null }> {
  const named = readUserName(prefixes, user);
  if (named === undefined) return { mail: null };
  const rows = await db
    .selectFrom('worker')
    .select('mail')
    .where('number', '=', named.number)
    .where('profession', 'in', [...named.professions])
    .execute();
  return { mail: rows.length === 1 ? (rows[0]?.mail ?? null) : null };
}

async function isTooMany(db: Db, mark: Mark, { pseudonym, user }: MatchIdentity, now: number): Promise<boolean> {
  const card = mark('try-card', pseudonym);
  const account = mark('try-account', user.toUpperCase().replace(/[\s-]/g, ''));
  await db
    .deleteFrom('link_try')
    .where('at', '<=', now - day)
    .execute();
  await db.insertInto('link_try').values({ card, account, at: now }).execute();
  const rows = await db
    .selectFrom('link_try')
    .select(['card', 'account'])
    .where((is) => is.or([is('card', '=', card), is('account', '=', account)]))
    .execute();
  const count = (fits: (row: (typeof rows)[number]) => boolean) => rows.filter(fits).length;
  return count((row) => row.card === card) > tries.card || count((row) => row.account === account) > tries.account;
}

async function findClaimed(db: Db, { prefixes }: Matching, user: string, now: number): Promise<Claimed | undefined> {
  const named = readUserName(prefixes, user);
  if (named === undefined) {
    const invited = await invitedWorker(db, user, now);
    return invited && { worker: invited.id, alone: true, invited: invited.name };
  }
  const rows = await db
    .selectFrom('worker')
    .leftJoin('identity', 'identity.worker', 'worker.id')
    .selectAll('identity')
    .select('worker.id')
    .where('worker.number', '=', named.number)
    .where('worker.profession', 'in', [...named.professions])
    .execute();
  const [only] = rows;
  // Asked for nobody as well, so that nothing is found by as many questions as something.
  const alike = await db
    .selectFrom('identity')
    .select('worker')
    .where('namesake', '=', only?.namesake ?? '')
    .limit(2)
    .execute();
  if (only === undefined || rows.length > 1) return undefined;
  const { id, names, namesake, birth_name, mother_name, date_of_birth, place_of_birth } = only;
  if (
    names === null ||
    birth_name === null ||
    mother_name === null ||
    date_of_birth === null ||
    place_of_birth === null ||
    namesake === null
  )
    return { worker: id, alone: true };
  const register = { birth_name, mother_name, date_of_birth, place_of_birth, namesake, names: JSON.parse(names) as string[] };
  return { worker: id, register, alone: alike.length === 1 };
}

/** Marks that nothing makes, so that a card is compared with nobody as it is with somebody. */
const none = '-'.repeat(43);
const nobody: IdentityMarks = {
  birth_name: none,
  mother_name: none,
  date_of_birth: none,
  place_of_birth: none,
  names: [none],
  namesake: none,
};

function compare(mark: Mark, card: Identity, claimed: Claimed | undefined): Verdict {
  const { worker = '-', register, alone = true, invited } = claimed ?? {};
  const likely = likeness(mark, worker, card, register ?? nobody, alone);
  if (invited === undefined) return judge(likely);
  // The institution vouches by its code for a person of this name.
  const known = nameMarks(mark, worker, invited);
  const shown = [...nameMarks(mark, worker, card.name), ...nameMarks(mark, worker, card.birthName)];
  return shown.some((one) => known.includes(one)) ? { kind: 'yes' } : { kind: 'human', reason: 'name' };
}

async function link(db: Db, { pseudonym, user }: MatchIdentity, { worker, invited }: Claimed, now: number): Promise<IdentityMatched> {
  return db.transaction().execute(async (transaction): Promise<IdentityMatched> => {
    if (invited !== undefined && (await takeInvitation(transaction, user, now)) === undefined) return { kind: 'no' };
    try {
      await saveLink(transaction, { pseudonym, worker }, now);
    } catch (thrown) {
      // The card is bound to another user: who asks learns no more than that this is not theirs.
      if (isEidError(thrown, 'directory.linked-to-another')) return { kind: 'no' };
      throw thrown;
    }
    const record = await workerById(transaction, worker, dayOf(now));
    return record === undefined ? { kind: 'no' } : { kind: 'linked', worker: record };
  });
}

async function openCase(db: Db, { worker, pseudonym, reason }: Pick<Tables['link_case'], 'worker' | 'pseudonym' | 'reason'>, now: number) {
  const id = randomBytes(32).toString('base64url');
  const none = { first_by: null, first_at: null, closed_by: null, closed_at: null };
  await db
    .insertInto('link_case')
    .values({ id, worker, pseudonym, reason, state: 'open', opened_at: now, ...none })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
