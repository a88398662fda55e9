// Activation at the window: the holder types the activation PIN and the new PIN at a pad of their own, the card on the window's reader confirms by what it does.
// TR-03110-2 3.3. The codes go from the pad into PACE and nowhere else; the clerk's pages know neither them nor the pad's secret.
import { hash } from 'node:crypto';
import type { Card, Readers } from '../../../io/reader/index.ts';
import { type Protocol, run } from '../../../lib/apdu/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { masterFiles } from '../../../lib/card/index.ts';
import { mayMove } from '../../../lib/card-lifecycle/index.ts';
import type { Random } from '../../../lib/crypto/index.ts';
import { digitsPassword } from '../../../lib/eac/pace/index.ts';
import { type NewPin, setPin } from '../../../lib/eac/pin-management/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { drawn } from '../issue/codes.ts';
import type { Means } from '../means.ts';
import type { By } from '../register/register.ts';
import { newSecret } from '../session/seal.ts';
import type { CardRow } from '../tables.ts';

/** What the card answered. `triesLeft` of the activation PIN after a wrong one; at 1 the card wants the CAN, and that is for the window's other acts. */
export type ActivationOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'suspended' | 'blocked' | 'no-card' | 'card-refused' };

/** A pad as its own browser sees it. */
export type Pad =
  | { readonly state: 'free'; readonly number: string }
  | { readonly state: 'asked'; readonly card: CardRow }
  | { readonly state: 'done' };

export interface Activations {
  /** A new pad: the secret of its browser's cookie. */
  open(): Promise<string>;
  /** `undefined` for a secret that is none, or whose time is over. */
  pad(secret: string | undefined): Promise<Pad | undefined>;
  /** Asks the holder at the pad that shows this number, which is used up by that. False when no pad shows it. Errors: those of the table of moves. */
  ask(cardId: string, number: string, by: By): Promise<boolean>;
  /** What the holder typed goes to the card; when that has set the PIN, the register says so. */
  type(secret: string, activationPin: string, pin: NewPin): Promise<ActivationOutcome>;
}

/** Milliseconds that a pad waits, and that a holder has. */
const patience = 600_000;

export function openActivations({ db, register, clock }: Means, readers: Readers, random: Random): Activations {
  const named = (secret: string) => hash('sha256', secret, 'base64url');
  const find = async (secret: string | undefined) =>
    secret === undefined
      ? undefined
      : db.selectFrom('pad').selectAll().where('secret', '=', named(secret)).where('expires_at', '>', clock()).executeTakeFirst();
  return {
    async open() {
      await db.deleteFrom('pad').where('expires_at', '<=', clock()).execute();
      for (;;) {
        const [secret, number] = [newSecret(), drawn('0123456789', 6, random)];
        const row = { secret: named(secret), number, card_id: null, clerk: null, clerk_sub: null, reason: null, state: 'free' as const };
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
      if (row.state === 'asked' && row.card_id !== null) return { state: 'asked', card: await register.card(row.card_id) };
      return { state: 'done' };
    },

    async ask(cardId, number, by) {
      const card = await register.card(cardId);
      if (!mayMove({ state: card.state, chip: card.generation !== null }, 'activated', 'clerk'))
        throw new EidError('card.move-not-allowed', { event: 'activated', state: card.state });
      const { numUpdatedRows } = await db
        .updateTable('pad')
        .set({
          state: 'asked',
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
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async type(secret, activationPin, pin) {
      const row = await find(secret);
      if (row?.state !== 'asked' || row.card_id === null) throw new EidError('request.not-allowed', { at: 'pad' });
      const outcome = await activateCard(readers, activationPin, pin);
      if (outcome.kind !== 'done') return outcome;
      const { card_id: cardId, clerk, clerk_sub: sub, reason } = row;
      const by: By = {
        actor: 'clerk',
        ...(clerk !== null && sub !== null && { clerk: { name: clerk, sub } }),
        ...(reason !== null && { reason }),
      };
      await register.happen(cardId, { event: 'activated', by, changes: { activated: true } });
      await db.updateTable('pad').set({ state: 'done' }).where('secret', '=', named(secret)).execute();
      return outcome;
    },
  };
}

async function activateCard(readers: Readers, activationPin: string, pin: NewPin): Promise<ActivationOutcome> {
  const reader = readers.list().find(({ presence }) => presence === 'present');
  if (reader === undefined) return { kind: 'no-card' };
  await using card: Card = await reader.connect();
  using password = digitsPassword('pin', activationPin);
  const result = await card.establishPace({ type: 'pin', password, cardAccess: await run(readCardAccess(), card.transmit) });
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
