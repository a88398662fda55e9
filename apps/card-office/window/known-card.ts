// The card on the window's reader, known by the key of its chip: it is the card of that page, or nothing is done with it.
import type { Kysely } from 'kysely';
import type { Reader, Readers } from '../../../io/reader/index.ts';
import { toHex } from '../../../lib/bytes/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Tables } from '../tables.ts';
import { noteTrust } from '../trust/trust.ts';
import { type OpenedCard, openCard, type TerminalMeans, type WayIn } from './terminal.ts';

/** `card.another-card`: the card on the reader is not the one of this page. Besides them those of the terminal. */
export type KnownCardErrorCode = 'card.another-card' | 'card.none';

export type KnownCardMeans = TerminalMeans & { readonly db: Kysely<Tables>; readonly readers: Readers };

/** The reader with a card on it; `card.none`. */
export function readerInUse(readers: Readers): Reader {
  const reader = readers.list().find(({ presence }) => presence === 'present');
  if (reader === undefined) throw new EidError<KnownCardErrorCode>('card.none');
  return reader;
}

/** Opens the card on the reader and uses it, when it is the one of this id. Throws `KnownCardErrorCode` and `WindowErrorCode`; then it was not used. */
export async function withKnownCard<T>(
  cardId: string,
  way: WayIn,
  means: KnownCardMeans,
  use: (opened: OpenedCard) => Promise<T>,
): Promise<T> {
  await using card = await readerInUse(means.readers).connect();
  const opened = await openCard(card, way, means);
  const known = await means.db.selectFrom('chip_key').select('card_id').where('point', '=', toHex(opened.chipKey)).executeTakeFirst();
  if (known?.card_id !== cardId) throw new EidError<KnownCardErrorCode>('card.another-card');
  await noteTrust(means.db, cardId, opened.trusts, means.clock);
  // Awaited here, for the card is given back on the way out.
  return await use(opened);
}
