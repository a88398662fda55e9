// How a card ends: reported by its holder or at the window, by the calendar, by the next card. Written into the register first, then told to the block service;
// an order that the service has not confirmed is given again until it has.
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Logger } from '../../../io/log/index.ts';
import { mayMove } from '../../../lib/card-lifecycle/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { type CalendarDate, type DocumentNumber, daysAfter } from '../../../lib/person/index.ts';
import { dayOfOffice } from '../day.ts';
import type { Means } from '../means.ts';
import type { By } from '../register/register.ts';
import type { CardRow, Tables } from '../tables.ts';
import { isRegistrationCode } from './registration-code.ts';

/** What a holder can say of a card, or a clerk for them. */
export const reports = ['reported-lost', 'reported-stolen', 'reported-destroyed'] as const;
export type Report = (typeof reports)[number];

/** What a clerk can enter: a report for the holder, a card that came back, a holder who died. */
export const entries = [...reports, 'found', 'holder-died'] as const;
export type Entry = (typeof entries)[number];

/** `card.already-replaced`: a new card was issued in its place, so this one never comes back. */
export type EndingErrorCode = 'card.already-replaced';

/** How a report without a sign-in was answered. Whether there is such a card, and what was wrong, nobody is told. */
export type ReportAnswer = 'done' | 'no-match' | 'too-often';

export interface Endings {
  /** Ends a card at once. Errors: those of the register and the table of moves. */
  report(cardId: string, report: Report, by: By): Promise<CardRow>;
  /** The same for a holder who has neither card nor sign-in, by document number and registration code. */
  reportByCode(document: DocumentNumber, code: string, report: Report): Promise<ReportAnswer>;
  /** Gives a missing card back to its holder. Throws `card.already-replaced`. */
  found(cardId: string, by: By): Promise<CardRow>;
  /** Ends every card of a person who has died; gives how many those were. */
  died(holderId: string, by: By): Promise<number>;
  /** Carries out orders that are open, and what the calendar brings. */
  sweep(): Promise<void>;
}

/** Tries to report one document in an hour, and any documents in a minute. */
const limits = { ofDocument: 5, ofAll: 60 } as const;
const hour = 3_600_000;

/** Days after which a card that nobody came for is void. */
const unclaimedDays = 365;

export function openEndings({ db, register, authorities, clock }: Means, log: Logger): Endings {
  const order = async (within: Transaction<Tables>, card: CardRow, wanted: 'block' | 'release') => {
    if (card.blocking_key === null) return;
    const row = { card_id: card.id, wanted };
    await within
      .insertInto('block_order')
      .values(row)
      .onConflict((conflict) => conflict.column('card_id').doUpdateSet({ wanted }))
      .execute();
  };

  const carryOut = async () => {
    const open = await db
      .selectFrom('block_order')
      .innerJoin('card', 'card.id', 'block_order.card_id')
      .select(['card_id', 'wanted', 'document_number'])
      .execute();
    for (const { card_id, wanted, document_number } of open) {
      try {
        await authorities(wanted, { documentNumbers: [document_number] });
      } catch (thrown) {
        log.warn('office.block-order-open', { wanted }, thrown);
        continue;
      }
      await db.deleteFrom('block_order').where('card_id', '=', card_id).where('wanted', '=', wanted).execute();
    }
  };

  /** An event that ends the card or makes it missing, with the order to block it. */
  const end = (cardId: string, event: Report | 'replaced' | 'holder-died', by: By) =>
    db.transaction().execute(async (within) => {
      const card = await register.happenIn(within, cardId, { event, by });
      await order(within, card, 'block');
      return card;
    });

  const report: Endings['report'] = async (cardId, event, by) => {
    const card = await end(cardId, event, by);
    await carryOut();
    return card;
  };

  const isTooOften = async (document: string): Promise<boolean> => {
    const now = clock();
    await db.insertInto('report_try').values({ document, at: now }).execute();
    const count = db.fn.countAll<number>().as('count');
    const since = (from: number) => db.selectFrom('report_try').select(count).where('at', '>', from);
    const [{ count: ofDocument }, { count: ofAll }] = await Promise.all([
      since(now - hour)
        .where('document', '=', document)
        .executeTakeFirstOrThrow(),
      since(now - 60_000).executeTakeFirstOrThrow(),
    ]);
    return Number(ofDocument) > limits.ofDocument || Number(ofAll) > limits.ofAll;
  };

  /** By the calendar: expired cards, and those that nobody came for. */
  const byCalendar = async () => {
    const today = dayOfOffice(clock());
    const living = db.selectFrom('card').select('id').where('state', 'in', ['ready', 'in-use', 'missing']);
    const expired = await living.where('expires', '<', today).execute();
    for (const { id } of expired) await register.happen(id, { event: 'expired', by: { actor: 'office' } });
    const longAgo = Date.parse(daysAfter(today as CalendarDate, -unclaimedDays));
    const unclaimed = await living.where('state', '=', 'missing').where('changed_at', '<', longAgo).execute();
    for (const { id } of unclaimed) await register.happen(id, { event: 'unclaimed', by: { actor: 'office' } });
  };

  /** The card before is dead as soon as the next one is in its holder's hands. */
  const replaced = async () => {
    const rows = await db
      .selectFrom('card as next')
      .innerJoin('card as before', 'before.id', 'next.replaces')
      .select('before.id')
      .where('next.state', '=', 'in-use')
      .where('before.state', 'in', ['ready', 'in-use', 'missing'])
      .execute();
    for (const { id } of rows) await end(id, 'replaced', { actor: 'office' });
  };

  return {
    report,

    async reportByCode(document, code, event) {
      const name = createHash('sha256').update(document).digest('base64url');
      if (await isTooOften(name)) return 'too-often';
      const card = await register.cardByNumber(document);
      if (!(await isRegistrationCode(db, card?.id, code)) || card === undefined) return 'no-match';
      if (!mayMove({ state: card.state, chip: card.generation !== null }, event, 'holder')) return 'done';
      await report(card.id, event, { actor: 'holder' });
      return 'done';
    },

    async found(cardId, by) {
      const card = await db.transaction().execute(async (within) => {
        const next = await within.selectFrom('card').select('id').where('replaces', '=', cardId).where('state', '!=', 'void').execute();
        if (next.length > 0) throw new EidError<EndingErrorCode>('card.already-replaced');
        const back = await register.happenIn(within, cardId, { event: 'found', by });
        await order(within, back, 'release');
        return back;
      });
      await carryOut();
      return card;
    },

    async died(holderId, by) {
      const cards = await register.cardsOf(holderId);
      let ended = 0;
      for (const { id, state, generation } of cards) {
        if (!mayMove({ state, chip: generation !== null }, 'holder-died', by.actor)) continue;
        await end(id, 'holder-died', by);
        ended++;
      }
      await db
        .updateTable('holder')
        .set({ died_on: dayOfOffice(clock()) })
        .where('id', '=', holderId)
        .execute();
      await carryOut();
      return ended;
    },

    async sweep() {
      await db
        .deleteFrom('report_try')
        .where('at', '<', clock() - hour)
        .execute();
      await byCalendar();
      await replaced();
      await carryOut();
    },
  };
}

/** Sweeps every second of the computer: an order is carried out soon after the block service is back, and a clock that was put forward is followed. */
export function keepSweeping(endings: Endings, log: Logger): AsyncDisposable {
  let busy = false;
  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    sweeping = endings
      .sweep()
      .catch((thrown) => {
        // Two windows may have been faster with the same card.
        if (!isEidError(thrown, 'card.move-not-allowed')) log.warn('office.sweep-failed', {}, thrown);
      })
      .finally(() => {
        busy = false;
      });
  }, 1000);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await sweeping;
    },
  };
}
