// A session has the rights that the directory knows now: asked before every act, and every two minutes while somebody only looks.

import { EidError, isEidError } from '../../../lib/error/index.ts';
import type { Account, Worker } from '../account.ts';
import type { Matrix, Standing } from '../matrix.ts';
import type { Sessions } from '../session/sessions.ts';

/** Milliseconds: how old the last answer may be for looking; and when the directory is away, at most. */
const patience = { looking: 120_000, away: 270_000 } as const;

export type CheckNeeds = { readonly matrix: Pick<Matrix, 'standing'>; readonly sessions: Sessions; readonly now: number };

/**
 * Lets a person pass whose role is in force. Errors: `account.role-ended`, and the session is closed; `directory.down` when nobody has
 * vouched for the role for too long.
 */
export async function checkRole(needs: CheckNeeds, secret: string | undefined, account: Account, acts: boolean): Promise<void> {
  if (account.kind !== 'worker') return;
  const { matrix, sessions, now } = needs;
  const age = now - ((await sessions.checkedAt(secret)) ?? account.signedInAt);
  if (!acts && age < patience.looking) return;
  let standing: Standing | undefined;
  try {
    standing = await matrix.standing(account.user);
  } catch (thrown) {
    if (isEidError(thrown, 'directory.down') && !acts && age < patience.away) return;
    throw thrown;
  }
  if (standing !== undefined && holds(standing, account)) return sessions.noteCheck(secret);
  await sessions.close(secret);
  throw new EidError('account.role-ended');
}

const holds = ({ entries }: Standing, { role, institution, unit }: Worker) =>
  entries.some(
    (entry) => entry.standing === 'counts' && entry.role === role && entry.institution.id === institution.id && entry.unit.id === unit.id,
  );
