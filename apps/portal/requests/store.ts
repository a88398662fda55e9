// Requests for readers: one open request an institution; what is granted comes out of the stock in the same transaction.
import type { Kysely, Transaction } from 'kysely';
import { requests as en } from '../../../lib/phrases/en/requests.ts';
import { requests as hu } from '../../../lib/phrases/hu/requests.ts';
import { phrase } from '../../../lib/phrases/phrase.ts';
import { post, type RegisteredAddress } from '../outbox/index.ts';
import { stock } from '../readers/index.ts';
import type { Tables } from '../tables.ts';
import { letterText, type ReaderRequest, requestLetter } from './letter.ts';

type Db = Kysely<Tables>;

const phrases = { hu, en } as const;

/** The institution's latest request. */
export const latestRequest = (db: Db, institution: string): Promise<ReaderRequest | undefined> =>
  db
    .selectFrom('reader_request')
    .selectAll()
    .where('institution', '=', institution)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst();

export const requestById = (db: Db, id: string): Promise<ReaderRequest | undefined> =>
  db.selectFrom('reader_request').selectAll().where('id', '=', id).executeTakeFirst();

/** Those that wait, the oldest first. */
export const waitingRequests = (db: Db): Promise<ReaderRequest[]> =>
  db.selectFrom('reader_request').selectAll().where('state', '=', 'submitted').orderBy('asked_at').limit(200).execute();

/** Keeps a request, and posts its letter to the institution's registered address. False when one is open already. */
export async function submitRequest(db: Db, request: ReaderRequest, to: RegisteredAddress | null, now: number): Promise<boolean> {
  const pdf = await requestLetter(request);
  return db.transaction().execute(async (transaction) => {
    const kept = await transaction
      .insertInto('reader_request')
      .values(request)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (kept === undefined) return false;
    if (to !== null) {
      const attachments = [{ name: 'eeszt-olvasoigenyles.pdf', type: 'application/pdf', content: pdf }];
      const subject = phrases[request.language]['letter.subject'];
      await post(transaction, { to, subject, text: `${letterText(request).join('\n\n')}\n`, attachments }, now);
    }
    return true;
  });
}

export type Decision = { readonly grant: boolean; readonly answer: string; readonly by: string };

/** The desk's word. `stock` when there are not enough readers, `gone` when somebody has decided before: nothing has changed then. */
export async function decideRequest(
  db: Db,
  id: string,
  { grant, answer, by }: Decision,
  to: RegisteredAddress | null,
  now: number,
): Promise<'decided' | 'stock' | 'gone'> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const open = transaction.selectFrom('reader_request').selectAll().where('id', '=', id).where('state', '=', 'submitted');
      const request = await open.forUpdate().executeTakeFirst();
      if (request === undefined) return 'gone';
      const serials = grant ? await giveFromStock(transaction, request, now) : [];
      const decided = { state: grant ? ('granted' as const) : ('refused' as const), decided_at: now, decided_by: by, answer };
      await transaction.updateTable('reader_request').set(decided).where('id', '=', id).execute();
      if (to !== null) {
        const own = phrases[request.language];
        const text = phrase(own, grant ? 'letter.decided.granted' : 'letter.decided.refused', { serials: serials.join(', '), answer });
        await post(transaction, { to, subject: own['letter.decided.subject'], text }, now);
      }
      return 'decided';
    });
  } catch (thrown) {
    if (thrown instanceof Shortage) return 'stock';
    throw thrown;
  }
}

class Shortage extends Error {}

/** Readers of the stock become the institution's; all that are asked for or none. */
async function giveFromStock(
  transaction: Transaction<Tables>,
  { institution, readers }: ReaderRequest,
  now: number,
): Promise<readonly string[]> {
  const serials = (await stock(transaction)).slice(0, readers).map(({ serial }) => serial);
  if (serials.length < readers) throw new Shortage();
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Budapest', dateStyle: 'short' }).format(now);
  const given = await transaction
    .updateTable('reader')
    .set({ state: 'in-use', institution, workstation: null, given_on: today })
    .where('serial', 'in', serials)
    .where('state', '=', 'in-stock')
    .returning('serial')
    .execute();
  if (given.length < readers) throw new Shortage();
  return serials;
}
