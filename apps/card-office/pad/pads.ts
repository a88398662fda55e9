// The holder's pads at the window: a clerk hands one act on one card over to the pad that shows a number, and the holder types there what the clerk must not
// know. The codes go from the pad into PACE and nowhere else; the clerk's pages know neither them nor the pad's secret.
import { hash } from 'node:crypto';
import { newSecret } from '../../../io/relying-party/index.ts';
import { mayMove } from '../../../lib/card-lifecycle/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { drawn } from '../issue/codes.ts';
import type { Means } from '../means.ts';
import type { By } from '../register/register.ts';
import type { CardRow } from '../tables.ts';
import { type KnownCardMeans, withKnownCard } from '../window/known-card.ts';
import type { PadAct } from './tables.ts';

/** A pad as its own browser sees it. */
export type Pad =
  | { readonly state: 'free'; readonly number: string }
  | { readonly state: 'asked'; readonly card: CardRow; readonly act: PadAct }
  | { readonly state: 'done' };

/** What a pad was handed: the card with its CAN, and who asks for what reason. `secret`: the digest of the pad's. */
export interface Handed {
  readonly secret: string;
  readonly cardId: string;
  readonly can: string;
  readonly by: By;
}

export interface Pads {
  /** A new pad: the secret of its browser's cookie. */
  open(): Promise<string>;
  /** `undefined` for a secret that is none, or whose time is over. */
  pad(secret: string | undefined): Promise<Pad | undefined>;
  /**
   * Asks the holder at the pad that shows this number, which is used up by that. False when no pad shows it. Before that the card on the reader is compared with
   * the register. Errors: those of the table of moves, of the terminal and of `withKnownCard`; then no pad asks for a code.
   */
  ask(cardId: string, act: PadAct, shown: { readonly number: string; readonly can: string }, by: By): Promise<boolean>;
  /** What the pad was handed for this act; `request.not-allowed` when it was not. */
  handed(secret: string, act: PadAct): Promise<Handed>;
  /** The CAN is needed no more. */
  forget(handed: Handed): void;
  /** The act is over, and the CAN forgotten. */
  finish(handed: Handed): Promise<void>;
}

/** Milliseconds that a pad waits, and that a holder has. */
const patience = 600_000;

export function openPads(means: Means & KnownCardMeans): Pads {
  const { db, register, clock, cryptography } = means;
  const { random } = cryptography;
  /** CAN of the card that a pad asks for, by the digest of the pad's secret: in memory only. A pad that has lost it begins anew. */
  const cans = new Map<string, string>();
  const named = (secret: string) => hash('sha256', secret, 'base64url');
  const find = async (secret: string | undefined) =>
    secret === undefined
      ? undefined
      : db.selectFrom('pad').selectAll().where('secret', '=', named(secret)).where('expires_at', '>', clock()).executeTakeFirst();
  return {
    async open() {
      const over = await db.deleteFrom('pad').where('expires_at', '<=', clock()).returning('secret').execute();
      for (const pad of over) cans.delete(pad.secret);
      for (;;) {
        const [secret, number] = [newSecret(), drawn('0123456789', 6, random)];
        const row = {
          secret: named(secret),
          number,
          card_id: null,
          clerk: null,
          clerk_sub: null,
          reason: null,
          state: 'free' as const,
          act: 'activated' as const,
        };
        const { numInsertedOrUpdatedRows = 0n } = await db
          .insertInto('pad')
          .values({ ...row, expires_at: clock() + patience })
          .onConflict((conflict) => conflict.column('number').doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows === 1n) return secret;
      }
    },

    async pad(secret) {
      const row = await find(secret);
      if (row === undefined) return undefined;
      if (row.state === 'free' && row.number !== null) return { state: 'free', number: row.number };
      if (row.state === 'asked' && !cans.has(row.secret)) return undefined;
      if (row.state === 'asked' && row.card_id !== null) return { state: 'asked', card: await register.card(row.card_id), act: row.act };
      return { state: 'done' };
    },

    async ask(cardId, act, { number, can }, by) {
      const card = await register.card(cardId);
      if (!mayMove({ state: card.state, chip: card.generation !== null }, act, 'clerk'))
        throw new EidError('card.move-not-allowed', { event: act, state: card.state });
      await withKnownCard(cardId, { can, rights: [] }, means, async () => undefined);
      const taken = await db
        .updateTable('pad')
        .set({
          state: 'asked',
          act,
          number: null,
          card_id: cardId,
          clerk: by.clerk?.name ?? null,
          clerk_sub: by.clerk?.sub ?? null,
          reason: by.reason ?? null,
          expires_at: clock() + patience,
        })
        .where('number', '=', number)
        .where('state', '=', 'free')
        .where('expires_at', '>', clock())
        .returning('secret')
        .executeTakeFirst();
      if (taken !== undefined) cans.set(taken.secret, can);
      return taken !== undefined;
    },

    async handed(secret, act) {
      const row = await find(secret);
      const can = row === undefined ? undefined : cans.get(row.secret);
      if (row?.state !== 'asked' || row.act !== act || row.card_id === null || can === undefined) {
        throw new EidError('request.not-allowed', { at: 'pad' });
      }
      const { clerk, clerk_sub: sub, reason } = row;
      const by: By = {
        actor: 'clerk',
        ...(clerk !== null && sub !== null && { clerk: { name: clerk, sub } }),
        ...(reason !== null && { reason }),
      };
      return { secret: row.secret, cardId: row.card_id, can, by };
    },

    forget: ({ secret }) => void cans.delete(secret),

    async finish({ secret }) {
      cans.delete(secret);
      await db.updateTable('pad').set({ state: 'done' }).where('secret', '=', secret).execute();
    },
  };
}

/** What stands in the way of asking the card on the reader: none, or another one than the clerk has handed over. */
export async function whatLies({ cardId, can }: Handed, means: KnownCardMeans): Promise<'no-card' | 'another-card' | undefined> {
  try {
    return await withKnownCard(cardId, { can, rights: [] }, means, async () => undefined);
  } catch (thrown) {
    if (isEidError(thrown, 'card.none')) return 'no-card';
    // The CAN was right for the card that was handed over.
    if (isEidError(thrown, 'card.another-card') || isEidError(thrown, 'can.wrong') || isEidError(thrown, 'card.not-eid'))
      return 'another-card';
    throw thrown;
  }
}
