// People who stand in no register: entered by an institution, invited by a one-use code, and put back whenever the registers are replaced.
import { createHash, randomInt } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Invite, MatrixErrorCode, NewStaff } from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Tables } from '../store/tables.ts';
import { locked } from './changes.ts';
import { putBackStaff } from './put-back.ts';

type Db = Kysely<Tables>;

/** Milliseconds that an invitation is good for. */
const invitationLife = 14 * 24 * 3_600_000;

/** Letters and digits that nobody mistakes for one another; 16 of them are 79 bits. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export type Invitation = { readonly worker: string; readonly code: string; readonly expiresAt: string };

/** Enters somebody and invites them. The code is told here and never again: only its digest is kept. */
export function addStaff(db: Db, { actor, institution, name, profession }: NewStaff, now: number): Promise<Invitation> {
  return locked(db, { actor, institution }, now, async (transaction) => {
    const id = `${institution}-${Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('')}`;
    const values = { id, name, profession, institution, created_by: actor, created_at: now, code_digest: null, code_expires_at: null };
    await transaction.insertInto('staff').values(values).execute();
    await putBackStaff(transaction, id);
    return freshCode(transaction, id, now);
  });
}

const letters = 'abcdefghijkmnpqrstuvwxyz';

/** A new code in the place of the old one. Errors: `matrix.worker-unknown` for anybody whom this institution did not enter. */
export function invite(db: Db, { actor, institution, worker: id }: Invite, now: number): Promise<Invitation> {
  return locked(db, { actor, institution }, now, async (transaction) => {
    const own = await transaction
      .selectFrom('staff')
      .select('id')
      .where('id', '=', id)
      .where('institution', '=', institution)
      .executeTakeFirst();
    if (own === undefined) throw new EidError<MatrixErrorCode>('matrix.worker-unknown');
    return freshCode(transaction, id, now);
  });
}

/** The worker whom a code invites, while it is good. */
export async function invitedWorker(
  db: Db,
  code: string,
  now: number,
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const good = db.selectFrom('staff').select(['id', 'name']).where('code_digest', '=', digestOf(code)).where('code_expires_at', '>', now);
  return good.executeTakeFirst();
}

/** The worker whom a code invites, once: whoever comes second has none. Blanks, hyphens and small letters are no mistake. */
export async function takeInvitation(db: Db, code: string, now: number): Promise<string | undefined> {
  const row = await db
    .updateTable('staff')
    .set({ code_digest: null, code_expires_at: null })
    .where('code_digest', '=', digestOf(code))
    .where('code_expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

async function freshCode(transaction: Transaction<Tables>, id: string, now: number): Promise<Invitation> {
  const code = Array.from({ length: 16 }, (_, i) => (i > 0 && i % 4 === 0 ? '-' : '') + alphabet[randomInt(alphabet.length)]).join('');
  const expires = now + invitationLife;
  await transaction
    .updateTable('staff')
    .set({ code_digest: digestOf(code), code_expires_at: expires })
    .where('id', '=', id)
    .execute();
  return { worker: id, code, expiresAt: `${new Date(expires).toISOString().slice(0, 19)}Z` };
}

/** A code has 79 random bits: a plain digest is enough, and finds it by an index. */
function digestOf(code: string): string {
  return createHash('sha256').update(code.toUpperCase().replace(/[\s-]/g, ''), 'utf8').digest('hex');
}
