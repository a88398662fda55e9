// The card register: every change of a card is an event that the table of moves allows, and card and event are written together or not at all.
import type { Kysely, Selectable, Transaction } from 'kysely';
import { type Actor, type CardEvent, type CardState, moveCard, needsReason } from '../../../lib/card-lifecycle/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { DocumentNumber } from '../../../lib/person/index.ts';
import type { CardRow, EventRow, HolderRow, Tables } from '../tables.ts';

/**
 * `card.unknown-to-office`: no such card · `holder.unknown-to-office`: nobody of these data · `register.changed-meanwhile`: somebody else changed it since it was shown · `register.reason-missing`: a clerk has to
 * say why.
 */
export type RegisterErrorCode =
  | 'card.unknown-to-office'
  | 'holder.unknown-to-office'
  | 'register.changed-meanwhile'
  | 'register.reason-missing';

/** Who brings an event about, and why. */
export interface By {
  readonly actor: Actor;
  readonly clerk?: { readonly name: string; readonly sub: string };
  readonly reason?: string;
}

/** An event of a card: what the row shows besides the state, and who has seen which version. */
export interface Happening {
  readonly event: CardEvent;
  readonly by: By;
  /** The version that the person saw; without it the present one. */
  readonly version?: number;
  readonly changes?: Partial<Pick<CardRow, 'eid_active' | 'activated'>>;
}

export interface Register {
  /** A card by its id; `card.unknown-to-office`. */
  card(id: string): Promise<CardRow>;
  cardByNumber(documentNumber: DocumentNumber): Promise<CardRow | undefined>;
  holder(id: string): Promise<HolderRow>;
  /** The holder's cards, the newest first. */
  cardsOf(holderId: string): Promise<readonly CardRow[]>;
  holderByTaj(taj: string): Promise<HolderRow | undefined>;
  /** What happened to a card, the oldest first. */
  eventsOf(cardId: string): Promise<readonly Selectable<EventRow>[]>;
  /** Lets something happen to a card. Throws `LifecycleErrorCode` and `RegisterErrorCode`; then nothing has changed. */
  happen(cardId: string, happening: Happening): Promise<CardRow>;
  /** The same within somebody's transaction. */
  happenIn(within: Transaction<Tables>, cardId: string, happening: Happening): Promise<CardRow>;
  /** Writes down that a clerk looked. */
  look(kind: 'searched' | 'viewed', of: { readonly cardId?: string; readonly holderId?: string }, by: By): Promise<void>;
}

/** The register in the office's tables. Every call may throw `database.unreachable`. */
export function openRegister(db: Kysely<Tables>, clock: Clock): Register {
  const note = (within: Kysely<Tables>, kind: EventRow['kind'], of: { cardId?: string; holderId?: string }, by: By) =>
    within
      .insertInto('event')
      .values({
        at: clock(),
        kind,
        card_id: of.cardId ?? null,
        holder_id: of.holderId ?? null,
        actor: by.actor,
        clerk: by.clerk?.name ?? null,
        clerk_sub: by.clerk?.sub ?? null,
        reason: by.reason ?? null,
      })
      .execute();
  const happenIn: Register['happenIn'] = async (within, cardId, { event, by, version, changes = {} }) => {
    const card = await within.selectFrom('card').selectAll().where('id', '=', cardId).forUpdate().executeTakeFirst();
    if (card === undefined) throw new EidError<RegisterErrorCode>('card.unknown-to-office');
    if (version !== undefined && version !== card.version) throw new EidError<RegisterErrorCode>('register.changed-meanwhile');
    const state: CardState = moveCard({ state: card.state, chip: card.generation !== null }, event, by.actor);
    if (by.actor === 'clerk' && needsReason(event) && (by.reason ?? '').trim() === '') {
      throw new EidError<RegisterErrorCode>('register.reason-missing', { event });
    }
    const changed = { ...changes, state, version: card.version + 1, changed_at: clock() };
    await within.updateTable('card').set(changed).where('id', '=', cardId).execute();
    await note(within, event, { cardId, holderId: card.holder_id }, by);
    return { ...card, ...changed };
  };
  return {
    happenIn,
    happen: (cardId, happening) => db.transaction().execute((within) => happenIn(within, cardId, happening)),
    async card(id) {
      const row = await db.selectFrom('card').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) throw new EidError<RegisterErrorCode>('card.unknown-to-office');
      return row;
    },
    cardByNumber: (number) => db.selectFrom('card').selectAll().where('document_number', '=', number).executeTakeFirst(),
    holder: (id) => db.selectFrom('holder').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    holderByTaj: (taj) => db.selectFrom('holder').selectAll().where('taj', '=', taj).executeTakeFirst(),
    cardsOf: (holderId) =>
      db.selectFrom('card').selectAll().where('holder_id', '=', holderId).orderBy('issued', 'desc').orderBy('changed_at', 'desc').execute(),
    eventsOf: (cardId) => db.selectFrom('event').selectAll().where('card_id', '=', cardId).orderBy('id').execute(),
    look: async (kind, of, by) => void (await note(db, kind, of, by)),
  };
}
