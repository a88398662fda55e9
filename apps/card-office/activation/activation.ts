// The holder's pad at the window: the holder types the activation PIN and the new PIN there, or the PIN to see what the chip holds, and the card confirms.
// TR-03110-2 3.3. The codes go from the pad into PACE and nowhere else; the clerk's pages know neither them nor the pad's secret.
import { hash } from 'node:crypto';
import type { Card, CardChannel, Readers } from '../../../io/reader/index.ts';
import { newSecret } from '../../../io/relying-party/index.ts';
import { type Protocol, run } from '../../../lib/apdu/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { masterFiles } from '../../../lib/card/index.ts';
import { mayMove } from '../../../lib/card-lifecycle/index.ts';
import { digitsPassword } from '../../../lib/eac/pace/index.ts';
import { type NewPin, setPin } from '../../../lib/eac/pin-management/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { drawn } from '../issue/codes.ts';
import type { Means } from '../means.ts';
import type { By } from '../register/register.ts';
import type { CardRow } from '../tables.ts';
import { type Content, readAll, readRights } from '../window/acts.ts';
import { type KnownCardMeans, readerInUse, withKnownCard } from '../window/known-card.ts';
import type { PadAct } from './tables.ts';

/**
 * What the card answered. `triesLeft` of the activation PIN after a wrong one; at 1, and when it is `suspended`, the card wants the CAN from the holder.
 * `another-card`: since the clerk handed over, another card was put on the reader; it was asked nothing.
 */
export type ActivationOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'suspended' | 'can-wrong' | 'blocked' | 'no-card' | 'another-card' | 'card-refused' };

/** What came of showing the content. */
export type ShowOutcome =
  | { readonly kind: 'shown'; readonly card: CardRow; readonly contents: readonly Content[] }
  | { readonly kind: 'pin-wrong'; readonly triesLeft: number }
  | { readonly kind: 'pin-blocked' | 'no-card' | 'another-card' | 'pin-refused' };

/** What a holder types at the pad; the CAN only where the card wants it. */
export interface TypedCodes {
  readonly activationPin: string;
  readonly can: string | undefined;
}

/** A pad as its own browser sees it. */
export type Pad =
  | { readonly state: 'free'; readonly number: string }
  | { readonly state: 'asked'; readonly card: CardRow; readonly act: PadAct }
  | { readonly state: 'done' };

export interface Activations {
  /** A new pad: the secret of its browser's cookie. */
  open(): Promise<string>;
  /** `undefined` for a secret that is none, or whose time is over. */
  pad(secret: string | undefined): Promise<Pad | undefined>;
  /**
   * Asks the holder at the pad that shows this number, which is used up by that. False when no pad shows it. Before that the card on the reader is compared with
   * the register. Errors: those of the table of moves, of the terminal and of `withKnownCard`; then no pad asks for a code.
   */
  ask(cardId: string, act: PadAct, shown: { readonly number: string; readonly can: string }, by: By): Promise<boolean>;
  /** What the holder typed goes to the card, if it is still that card; when that has set the PIN, the register says so. */
  type(secret: string, codes: TypedCodes, pin: NewPin): Promise<ActivationOutcome>;
  /** Reads the chip with the CAN and the PIN that the holder typed; the register says that it was shown, before anything is read. */
  show(secret: string, pin: string): Promise<ShowOutcome>;
}

/** Milliseconds that a pad waits, and that a holder has. */
const patience = 600_000;

export function openActivations(means: Means & KnownCardMeans): Activations {
  const { db, register, clock, readers, cryptography } = means;
  const { random } = cryptography;
  /** CAN of the card that a pad asks for, by the digest of the pad's secret: in memory only. A pad that has lost it begins anew. */
  const cans = new Map<string, string>();
  const named = (secret: string) => hash('sha256', secret, 'base64url');
  const find = async (secret: string | undefined) =>
    secret === undefined
      ? undefined
      : db.selectFrom('pad').selectAll().where('secret', '=', named(secret)).where('expires_at', '>', clock()).executeTakeFirst();
  /** What the pad was handed; `request.not-allowed` when it was not handed this. */
  const asked = async (secret: string, act: PadAct) => {
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
    return { row, cardId: row.card_id, can, by };
  };
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

    async type(secret, codes, pin) {
      const { row, cardId, can, by } = await asked(secret, 'activated');
      const stop = await whatLies(cardId, can, means);
      if (stop !== undefined) return { kind: stop };
      const outcome = await activateCard(readers, codes, pin);
      if (outcome.kind !== 'done') return outcome;
      cans.delete(row.secret);
      await register.happen(cardId, { event: 'activated', by, changes: { activated: true } });
      await db.updateTable('pad').set({ state: 'done' }).where('secret', '=', row.secret).execute();
      return outcome;
    },

    async show(secret, pin) {
      const { row, cardId, can, by } = await asked(secret, 'content-shown');
      const stop = await whatLies(cardId, can, means);
      if (stop !== undefined) return { kind: stop };
      try {
        const contents = await withKnownCard(cardId, { can, pin, rights: readRights }, means, async ({ transmit }) => {
          await register.happen(cardId, { event: 'content-shown', by });
          return readAll(transmit);
        });
        cans.delete(row.secret);
        await db.updateTable('pad').set({ state: 'done' }).where('secret', '=', row.secret).execute();
        return { kind: 'shown', card: await register.card(cardId), contents };
      } catch (thrown) {
        if (isEidError(thrown, 'pin.wrong')) return { kind: 'pin-wrong', triesLeft: Number(thrown.facts['left']) };
        if (isEidError(thrown, 'pin.blocked')) return { kind: 'pin-blocked' };
        if (isEidError(thrown, 'pin.deactivated')) return { kind: 'pin-refused' };
        throw thrown;
      }
    },
  };
}

/** What stands in the way of asking the card on the reader: none, or another one than the clerk has handed over. */
async function whatLies(cardId: string, can: string, means: KnownCardMeans): Promise<'no-card' | 'another-card' | undefined> {
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

async function activateCard(readers: Readers, { activationPin, can }: TypedCodes, pin: NewPin): Promise<ActivationOutcome> {
  await using card: Card = await readerInUse(readers).connect();
  const cardAccess = await run(readCardAccess(), card.transmit);
  let way: CardChannel = card;
  if (can !== undefined) {
    using password = digitsPassword('can', can);
    const opened = await card.establishPace({ type: 'can', password, cardAccess });
    if (opened.kind !== 'established') return { kind: 'can-wrong' };
    way = opened.channel;
  }
  using password = digitsPassword('pin', activationPin);
  const result = await way.establishPace({ type: 'pin', password, cardAccess });
  if (result.kind === 'wrong-password') return { kind: 'wrong', triesLeft: result.triesLeft ?? 0 };
  if (result.kind === 'suspended' || result.kind === 'blocked') return { kind: result.kind };
  if (result.kind !== 'established') return { kind: 'card-refused' };
  return (await run(setPin(pin), result.channel.transmit)) === 'done' ? { kind: 'done' } : { kind: 'card-refused' };
}

/** EF.CardAccess, as every eID card shows it. */
function* readCardAccess(): Protocol<Bytes> {
  const { data } = yield {
    cla: 0x00,
    ins: 0xb0,
    p1: 0x80 | masterFiles.cardAccess.shortFileId,
    p2: 0x00,
    expected: 65_536,
    extended: true,
  };
  if (data.length === 0) throw new EidError('card.not-eid');
  return data;
}
