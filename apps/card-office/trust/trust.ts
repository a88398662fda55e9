// Which authority each card believes: written when the card is made, and again when a window has seen a newer one in it.
import type { Kysely } from 'kysely';
import { parseHex } from '../../../lib/bytes/index.ts';
import { type CardState, mayMove } from '../../../lib/card-lifecycle/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { parseCertificate } from '../../../lib/cvc/index.ts';
import type { Tables } from '../tables.ts';

/** The name of an authority: the CHR of its certificate (7F21, hexadecimal). Throws `CvcErrorCode`. */
export function referenceOf(certificate: string): string {
  return parseCertificate(parseHex(certificate) ?? new Uint8Array()).chr.text;
}

/** Writes down what a card believes; that it is another authority than before is an event of its life. The version that a clerk has seen stays. */
export async function noteTrust(db: Kysely<Tables>, cardId: string, reference: string, clock: Clock): Promise<void> {
  await db.transaction().execute(async (within) => {
    const card = await within.selectFrom('card').selectAll().where('id', '=', cardId).forUpdate().executeTakeFirstOrThrow();
    const known = await within.selectFrom('card_trust').select('reference').where('card_id', '=', cardId).executeTakeFirst();
    if (known?.reference === reference) return;
    await within
      .insertInto('card_trust')
      .values({ card_id: cardId, reference })
      .onConflict((conflict) => conflict.column('card_id').doUpdateSet({ reference }))
      .execute();
    if (known === undefined || !mayMove({ state: card.state, chip: true }, 'trust-renewed', 'office')) return;
    const nobody = { clerk: null, clerk_sub: null, reason: null };
    await within
      .insertInto('event')
      .values({ at: clock(), kind: 'trust-renewed', card_id: cardId, holder_id: card.holder_id, actor: 'office', ...nobody })
      .execute();
  });
}

/** Cards of one generation of the authorities. */
export interface Generation {
  readonly reference: string;
  readonly cards: number;
}

const living: readonly CardState[] = ['ready', 'in-use', 'missing'];

/** How many living cards with a chip believe which authority, the newest first. */
export async function generations(db: Kysely<Tables>): Promise<readonly Generation[]> {
  const rows = await db
    .selectFrom('card_trust')
    .innerJoin('card', 'card.id', 'card_trust.card_id')
    .select(({ fn }) => ['reference', fn.countAll<string>().as('cards')])
    .where('card.state', 'in', living)
    .groupBy('reference')
    .orderBy('reference', 'desc')
    .execute();
  return rows.map(({ reference, cards }) => ({ reference, cards: Number(cards) }));
}
