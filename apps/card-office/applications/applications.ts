// Applications in the office's table: taken step by step, submitted, issued; whoever saw an older state of one changes nothing.
import type { Kysely } from 'kysely';
import type { CardKind } from '../../../lib/card-lifecycle/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { dayOfOffice } from '../day.ts';
import type { Production } from '../issue/production.ts';
import { holderColumns, newId } from '../register/import.ts';
import type { By, RegisterErrorCode } from '../register/register.ts';
import type { CardRow, HolderRow, Tables } from '../tables.ts';
import { type Answers, firstOpenStep, wishOf } from './check.ts';
import type { ApplicationRow } from './tables.ts';

/**
 * `application.unknown` · `application.incomplete`: a step is missing · `application.numbers-of-another`: a number belongs to somebody else in the register ·
 * `application.has-card`: the holder has a card of this kind that has not ended: that is a replacement.
 */
export type ApplicationErrorCode =
  | 'application.unknown'
  | 'application.incomplete'
  | 'application.numbers-of-another'
  | 'application.has-card';

export interface Application extends Omit<ApplicationRow, 'answers'> {
  readonly answers: Answers;
}

export interface Applications {
  begin(clerk: string): Promise<string>;
  read(id: string): Promise<Application>;
  /** Those that are not issued yet, the latest first. */
  open(): Promise<readonly Application[]>;
  /** Keeps the answers of a step. Throws `register.changed-meanwhile`. */
  answer(id: string, version: number, answers: Answers, clerk: string): Promise<void>;
  submit(id: string, version: number, clerk: string): Promise<void>;
  withdraw(id: string, version: number, clerk: string): Promise<void>;
  /** Enters the person in the register, or brings their data up to date, and begins the card. */
  issue(id: string, version: number, by: By): Promise<CardRow>;
}

interface ApplicationMeans {
  readonly db: Kysely<Tables>;
  readonly production: Production;
  readonly clock: Clock;
}

export function openApplications({ db, production, clock }: ApplicationMeans): Applications {
  const read = async (id: string): Promise<Application> => {
    const row = await db.selectFrom('application').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new EidError<ApplicationErrorCode>('application.unknown');
    return { ...row, answers: JSON.parse(row.answers) as Answers };
  };
  /** Changes the row of a version; for any other one somebody has been quicker. */
  const change = async (id: string, version: number, from: ApplicationRow['state'], set: Partial<ApplicationRow>) => {
    const { numUpdatedRows } = await db
      .updateTable('application')
      .set({ ...set, version: version + 1, changed_at: clock() })
      .where('id', '=', id)
      .where('version', '=', version)
      .where('state', '=', from)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new EidError<RegisterErrorCode>('register.changed-meanwhile');
  };
  return {
    read,
    async begin(clerk) {
      const id = newId();
      const row = { id, version: 1, state: 'open', answers: '{}', card_id: null, clerk, changed_at: clock() } as const;
      await db.insertInto('application').values(row).execute();
      return id;
    },
    async open() {
      const rows = await db
        .selectFrom('application')
        .selectAll()
        .where('state', 'in', ['open', 'submitted'])
        .orderBy('changed_at', 'desc')
        .limit(50)
        .execute();
      return rows.map((row) => ({ ...row, answers: JSON.parse(row.answers) as Answers }));
    },
    async answer(id, version, answers, clerk) {
      const { answers: before } = await read(id);
      await change(id, version, 'open', { answers: JSON.stringify({ ...before, ...answers }), clerk });
    },
    async submit(id, version, clerk) {
      const { answers } = await read(id);
      if (firstOpenStep(answers, dayOfOffice(clock())) !== undefined) throw new EidError<ApplicationErrorCode>('application.incomplete');
      await db.transaction().execute((within) => findHolder(within, wishOf(answers).holder));
      await change(id, version, 'open', { state: 'submitted', clerk });
    },
    withdraw: async (id, version, clerk) => {
      const { state } = await read(id);
      await change(id, version, state, { state: 'withdrawn', answers: '{}', clerk });
    },
    async issue(id, version, by) {
      const { answers, state } = await read(id);
      if (state !== 'submitted') throw new EidError<RegisterErrorCode>('register.changed-meanwhile');
      const { holder, kind, signature } = wishOf(answers);
      const holderId = await db.transaction().execute((within) => enterHolder(within, holder, kind));
      // From here on nobody else begins the same card; when it comes to nothing the application is submitted again.
      await change(id, version, 'submitted', { state: 'issued' });
      try {
        const card = await production.begin({ holderId, kind, signature }, by);
        await db.updateTable('application').set({ card_id: card.id, answers: '{}' }).where('id', '=', id).execute();
        return card;
      } catch (thrown) {
        await db.updateTable('application').set({ state: 'submitted' }).where('id', '=', id).execute();
        throw thrown;
      }
    },
  };
}

type Person = ReturnType<typeof wishOf>['holder'];

/** The holder of these numbers, if the register has one. Throws `application.numbers-of-another`: one number is somebody else's, or they are another person. */
async function findHolder(within: Kysely<Tables>, person: Person): Promise<HolderRow | undefined> {
  const numbers = [
    ['taj', person.taj],
    ['tax_id', person.taxId],
    ['personal_id', person.personalId],
  ] as const;
  const found = new Map<string, HolderRow>();
  for (const [column, value] of numbers) {
    if (value === undefined) continue;
    const row = await within.selectFrom('holder').selectAll().where(column, '=', value).forUpdate().executeTakeFirst();
    if (row !== undefined) found.set(row.id, row);
  }
  const [holder, ...others] = found.values();
  if (holder === undefined) return undefined;
  const same = holder.date_of_birth === person.dateOfBirth && holder.sex === person.sex && sameNumbers(holder, person);
  if (others.length > 0 || !same) throw new EidError<ApplicationErrorCode>('application.numbers-of-another');
  return holder;
}

/** A number that both have is the same one. */
function sameNumbers(holder: HolderRow, { taj, taxId, personalId }: Person): boolean {
  const pairs = [
    [holder.taj, taj],
    [holder.tax_id, taxId],
    [holder.personal_id, personalId],
  ] as const;
  return pairs.every(([known, given]) => known === null || given === undefined || known === given);
}

async function enterHolder(within: Kysely<Tables>, person: Person, kind: CardKind): Promise<string> {
  const known = await findHolder(within, person);
  const columns = holderColumns(person);
  if (known === undefined) {
    const id = newId();
    await within
      .insertInto('holder')
      .values({ ...columns, id, version: 1, died_on: null, sealed_pseudonym_key: null })
      .execute();
    return id;
  }
  const current = await within
    .selectFrom('card')
    .select('id')
    .where('holder_id', '=', known.id)
    .where('state', 'in', ['in-production', 'ready', 'in-use'])
    .where('kind', kind === 'temporary' ? '=' : '<>', 'temporary')
    .executeTakeFirst();
  if (current !== undefined) throw new EidError<ApplicationErrorCode>('application.has-card');
  await within
    .updateTable('holder')
    .set({ ...columns, version: known.version + 1 })
    .where('id', '=', known.id)
    .execute();
  return known.id;
}
