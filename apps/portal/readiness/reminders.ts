// Reminders by mail, to registered addresses only, with a link by which a worker says: I have my card and PIN. Nobody is reminded twice a day.
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { newSecret } from '../../../io/relying-party/index.ts';
import { readiness as hu } from '../../../lib/phrases/hu/readiness.ts';
import { phrase } from '../../../lib/phrases/phrase.ts';
import type { Matrix } from '../matrix.ts';
import { post } from '../outbox/index.ts';
import type { Tables } from '../tables.ts';

/** Milliseconds between two reminders to one person. */
const pause = 20 * 3_600_000;

export type ReminderNeeds = { readonly db: Kysely<Tables>; readonly matrix: Matrix; readonly origin: string };

const digestOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Posts a reminder to each who may have one now and has a registered address; gives how many. */
export async function remind(
  { db, matrix, origin }: ReminderNeeds,
  { id, name }: { readonly id: string; readonly name: string },
  workers: readonly string[],
  now: number,
): Promise<number> {
  const recent = await db
    .selectFrom('reminder')
    .select('worker')
    .where('institution', '=', id)
    .where('sent_at', '>', now - pause)
    .execute();
  const rested = workers.filter((worker) => !recent.some((row) => row.worker === worker));
  const addresses = rested.length === 0 ? new Map() : await matrix.addresses(id, rested);
  let sent = 0;
  for (const [worker, to] of addresses) {
    const token = newSecret();
    const values = { worker, institution: id, token_digest: digestOf(token), sent_at: now };
    await db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('reminder')
        .values(values)
        .onConflict((conflict) => conflict.columns(['worker', 'institution']).doUpdateSet(values))
        .execute();
      const text = phrase(hu, 'readiness.mail.text', {
        institution: name,
        address: `${origin}/ready/${token}`,
        standing: `${origin}/standing`,
      });
      await post(transaction, { to, subject: hu['readiness.mail.subject'], text }, now);
    });
    sent += 1;
  }
  return sent;
}

/** Whose reminder a link came with. */
export async function reminded(
  db: Kysely<Tables>,
  token: string,
): Promise<{ readonly worker: string; readonly institution: string } | undefined> {
  return db.selectFrom('reminder').select(['worker', 'institution']).where('token_digest', '=', digestOf(token)).executeTakeFirst();
}

/** Keeps a worker's word. */
export async function tick(
  db: Kysely<Tables>,
  { worker, institution }: { readonly worker: string; readonly institution: string },
  now: number,
): Promise<void> {
  await db
    .insertInto('ready_tick')
    .values({ worker, institution, ticked_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
