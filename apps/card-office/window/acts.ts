// What a clerk does with a card that lies on the window's reader: each act a row, with the rights that it asks of the card and the event that it is.
import { run, type Transmit } from '../../../lib/apdu/index.ts';
import { type DataGroupName, dataGroups, type GeneralPlace } from '../../../lib/card/index.ts';
import { type CardEvent, mayMove } from '../../../lib/card-lifecycle/index.ts';
import type { Random } from '../../../lib/crypto/index.ts';
import type { AuthenticationRight } from '../../../lib/cvc/index.ts';
import { renewPuk, switchPin, unblockPin } from '../../../lib/eac/pin-management/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { newCodes } from '../issue/codes.ts';
import type { Means } from '../means.ts';
import type { By } from '../register/register.ts';
import type { CardRow } from '../tables.ts';
import { type KnownCardMeans, withKnownCard } from './known-card.ts';
import { readFile, writeFile } from './terminal.ts';

/** `card.act-failed`: the card did not do it (fact `status`). Besides it those of the terminal, of a known card and of the register. */
export type ActErrorCode = 'card.act-failed';

export const actNames = ['unblocked', 'puk-renewed', 'content-shown', 'eid-deactivated', 'eid-activated', 'address-changed'] as const;
export type ActName = (typeof actNames)[number] & CardEvent;
/** What the clerk does alone; the content is shown at the holder's pad. */
export type ClerkAct = Exclude<ActName, 'content-shown'>;

/** A new address. */
export interface Address {
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
}

/** What was read of one data group: its value as text; `undefined` when the card has none. */
export interface Content {
  readonly name: DataGroupName;
  readonly number: number;
  readonly right: AuthenticationRight;
  readonly text: string | undefined;
}

/** What an act gives back: a new PUK for the paper. */
export interface ActResult {
  readonly puk?: string;
}

interface Act {
  readonly rights: readonly AuthenticationRight[];
  readonly perform: (transmit: Transmit, given: { readonly random: Random; readonly address: Address }) => Promise<ActResult>;
  /** What the register knows of the card then. */
  readonly changes?: Partial<Pick<CardRow, 'eid_active'>>;
}

/** Data groups that a window may read: its certificate has no right to tax and personal identifier. */
const readable: readonly DataGroupName[] = (Object.keys(dataGroups) as DataGroupName[]).filter(
  (name) => name !== 'taxId' && name !== 'personalId',
);

const acts: Readonly<Record<ClerkAct, Act>> = {
  unblocked: {
    rights: ['pinManagement'],
    perform: async (transmit) => {
      const outcome = await run(unblockPin(), transmit);
      if (outcome !== 'done') throw new EidError<ActErrorCode>('card.act-failed', { status: outcome });
      return {};
    },
  },
  'puk-renewed': {
    rights: ['pinManagement'],
    perform: async (transmit, { random }) => {
      const { puk } = newCodes(random);
      const outcome = await run(renewPuk(puk), transmit);
      if (outcome !== 'done') throw new EidError<ActErrorCode>('card.act-failed', { status: outcome });
      return { puk };
    },
  },
  'eid-deactivated': {
    rights: ['pinManagement'],
    perform: (transmit) => run(switchPin(false), transmit).then(() => ({})),
    changes: { eid_active: false },
  },
  'eid-activated': {
    rights: ['pinManagement'],
    perform: (transmit) => run(switchPin(true), transmit).then(() => ({})),
    changes: { eid_active: true },
  },
  'address-changed': {
    rights: ['writeDg17'],
    perform: async (transmit, { address: { street, city, postalCode } }) => {
      const file = dataGroups.placeOfResidence.encode({ kind: 'structured', street, city, zipCode: postalCode, country: 'HUN' });
      const status = await run(writeFile(dataGroups.placeOfResidence.shortFileId, file), transmit);
      if (status !== 0x9000) throw new EidError<ActErrorCode>('card.act-failed', { status: status.toString(16) });
      return {};
    },
  },
};

/** The rights for everything that a window may read. */
export const readRights: readonly AuthenticationRight[] = readable.map((name) => dataGroups[name].readRight);

/** The acts that a clerk may do with a card as it stands; one that changes nothing is not offered. */
export function actsFor(card: CardRow): readonly ActName[] {
  const standing = { state: card.state, chip: card.generation !== null };
  const idle: readonly ActName[] = [card.eid_active === false ? 'eid-deactivated' : 'eid-activated'];
  return actNames.filter((act) => mayMove(standing, act, 'clerk') && !idle.includes(act));
}

export interface ActOrder {
  readonly act: ClerkAct;
  readonly cardId: string;
  /** The version that the clerk saw. */
  readonly version: number;
  readonly by: By;
  /** As it is printed on the card. */
  readonly can: string;
  readonly address: Address;
}

type WindowMeans = Pick<Means, 'register'> & KnownCardMeans;

/** Does an act with the card on the reader. What may not be written down, by the table of moves, is never asked of the card. */
export function performAct({ act, cardId, version, by, can, address }: ActOrder, means: WindowMeans): Promise<ActResult> {
  const { db, register, cryptography } = means;
  const { rights, perform, changes = {} } = acts[act];
  return withKnownCard(cardId, { can, rights }, means, ({ transmit }) =>
    db.transaction().execute(async (within) => {
      const row = await register.happenIn(within, cardId, { event: act, by, version, changes });
      if (act === 'address-changed') {
        const { street, city, postalCode } = address;
        const columns = { street, city, postal_code: postalCode, country: 'HUN' };
        await within.updateTable('holder').set(columns).where('id', '=', row.holder_id).execute();
      }
      // A card that refuses takes the record back with it.
      return perform(transmit, { random: cryptography.random, address });
    }),
  );
}

/** Every data group, with what stands in those that a window may read. */
export async function readAll(transmit: Transmit): Promise<readonly Content[]> {
  const contents: Content[] = [];
  for (const name of Object.keys(dataGroups) as DataGroupName[]) {
    const { number, shortFileId, readRight } = dataGroups[name];
    const file = readable.includes(name) ? await run(readFile(shortFileId), transmit) : undefined;
    contents.push({ name, number, right: readRight, text: file === undefined ? undefined : textOf(dataGroups[name].decode(file)) });
  }
  return contents;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return `${value.length}`;
  const place = value as GeneralPlace;
  if (place.kind !== 'structured') return place.text;
  return [place.zipCode, place.city, place.street, place.country].filter((part) => part !== undefined).join(', ');
}
