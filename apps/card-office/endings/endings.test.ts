// The rules by which cards end, on a register of its own and with a block service that may be away.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { quiet } from '../../../io/log/index.ts';
import { testStore } from '../../../io/store/testing/database.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { DocumentNumber } from '../../../lib/person/index.ts';
import type { Authorities } from '../authorities.ts';
import { openRegister, type Register } from '../register/register.ts';
import { type CardRow, migrations, schema, type Tables } from '../tables.ts';
import { type Endings, openEndings } from './endings.ts';
import { keepRegistrationCode } from './registration-code.ts';

const begin = Date.parse('2026-11-23T09:00:00Z');
const clerk = { actor: 'clerk', clerk: { name: 'Kőszegi Máté', sub: 'clerk' }, reason: 'próba' } as const;
const store = testStore<Tables>(schema, migrations);
let register: Register;
let endings: Endings;
let now = begin;
/** What the block service was told, and whether it answers. */
let told: string[] = [];
let isAway = false;

beforeAll(async () => {
  const { db } = store;
  register = openRegister(db, () => now);
  const authorities = (async (message: string, { documentNumbers = [] }: { documentNumbers?: readonly string[] }) => {
    if (isAway) throw new EidError('pki.down');
    told.push(`${message} ${documentNumbers.join()}`);
    return {};
  }) as Authorities;
  endings = openEndings({ db, register, authorities, production: {} as never, clock: () => now }, quiet);
});
beforeEach(() => {
  [told, isAway, now] = [[], false, begin];
});

let serial = 100_000;

/** A person with a card. */
async function card(change: Partial<CardRow> = {}): Promise<CardRow & { readonly document_number: DocumentNumber }> {
  const number = `${++serial}AA` as DocumentNumber;
  const holder = `holder-${serial}`;
  await store.db
    .insertInto('holder')
    .values({
      id: change.holder_id ?? holder,
      version: 1,
      family: 'Próba',
      given: 'Pál',
      date_of_birth: '1990-01-01',
      sex: 'M',
      nationality: 'HUN',
      country: 'HUN',
    } as never)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const row: CardRow = {
    id: `card-${serial}`,
    version: 1,
    holder_id: holder,
    document_number: number,
    kind: 'permanent',
    generation: '2024',
    state: 'in-use',
    issued: '2026-01-01',
    expires: '2032-01-01',
    eid_active: true,
    activated: true,
    blocking_key: `04${String(serial)}`,
    replaces: null,
    changed_at: now,
    ...change,
  };
  await store.db.insertInto('card').values(row).execute();
  return { ...row, document_number: number };
}
const stateOf = async ({ id }: CardRow) => (await register.card(id)).state;

test('a report ends the card in the register and on the block list at once', async () => {
  const lost = await card();
  await endings.report(lost.id, 'reported-lost', { actor: 'holder' });
  expect([await stateOf(lost), told]).toEqual(['missing', [`block ${lost.document_number}`]]);
});

test('while the block service is away the report stands, and the order is carried out as soon as it is back', async () => {
  const lost = await card();
  isAway = true;
  await endings.report(lost.id, 'reported-stolen', { actor: 'holder' });
  await endings.sweep();
  expect([await stateOf(lost), told]).toEqual(['missing', []]);
  isAway = false;
  await endings.sweep();
  await endings.sweep();
  expect(told).toEqual([`block ${lost.document_number}`]);
});

test('a card that was found comes back, unless a new one was issued in its place', async () => {
  const [lost, other] = [await card(), await card()];
  for (const one of [lost, other]) await endings.report(one.id, 'reported-lost', clerk);
  await card({ replaces: other.id, holder_id: other.holder_id, state: 'in-production' });
  await endings.found(lost.id, clerk);
  await expect(endings.found(other.id, clerk)).rejects.toMatchObject({ code: 'card.already-replaced' });
  expect([await stateOf(lost), await stateOf(other)]).toEqual(['in-use', 'missing']);
  expect(told.slice(2)).toEqual([`release ${lost.document_number}`]);
  await expect(endings.found(lost.id, { actor: 'holder' })).rejects.toMatchObject({ code: 'card.not-yours-to-do' });
});

test('a blank that became no card replaces nothing', async () => {
  const lost = await card();
  await endings.report(lost.id, 'reported-lost', clerk);
  await card({ replaces: lost.id, holder_id: lost.holder_id, state: 'void' });
  await endings.found(lost.id, clerk);
  expect(await stateOf(lost)).toBe('in-use');
});

test('as soon as the next card is in its holder’s hands the one before is dead', async () => {
  const before = await card();
  const next = await card({ replaces: before.id, holder_id: before.holder_id, state: 'ready' });
  await endings.sweep();
  expect(await stateOf(before)).toBe('in-use');
  await register.happen(next.id, { event: 'handed-over', by: clerk });
  await endings.sweep();
  expect([await stateOf(before), told]).toEqual(['ended', [`block ${before.document_number}`]]);
});

test('a holder’s death ends every card of theirs', async () => {
  const one = await card();
  const two = await card({ holder_id: one.holder_id });
  expect(await endings.died(one.holder_id, clerk)).toBe(2);
  expect([await stateOf(one), await stateOf(two), (await register.holder(one.holder_id)).died_on]).toEqual([
    'ended',
    'ended',
    '2026-11-23',
  ]);
  expect(await endings.died(one.holder_id, clerk)).toBe(0);
});

test('the calendar ends a card the day after its last one, and one that nobody came for after a year', async () => {
  const [expiring, unclaimed] = [await card({ expires: '2026-11-23' }), await card({ state: 'missing' })];
  await endings.sweep();
  expect([await stateOf(expiring), await stateOf(unclaimed)]).toEqual(['in-use', 'missing']);
  now += 86_400_000;
  await endings.sweep();
  expect([await stateOf(expiring), await stateOf(unclaimed)]).toEqual(['ended', 'missing']);
  now += 365 * 86_400_000;
  await endings.sweep();
  expect(await stateOf(unclaimed)).toBe('ended');
});

test('by registration code: right once, alike for every card that there is not, and closed after five tries in an hour', async () => {
  const lost = await card();
  await keepRegistrationCode(store.db, lost.id, 'ABCDEFGHJKM');
  const report = (document: DocumentNumber, code: string) => endings.reportByCode(document, code, 'reported-lost');
  expect(await report(lost.document_number, 'ABCDEFGHJKN')).toBe('no-match');
  expect(await report('999999ZZ' as DocumentNumber, 'ABCDEFGHJKM')).toBe('no-match');
  expect(await stateOf(lost)).toBe('in-use');
  expect(await report(lost.document_number, 'abcd efgh-jkm')).toBe('done');
  expect(await stateOf(lost)).toBe('missing');
  for (let i = 0; i < 3; i++) await report(lost.document_number, 'ABCDEFGHJKN');
  expect(await report(lost.document_number, 'ABCDEFGHJKM')).toBe('too-often');
  now += 3_600_001;
  expect(await report(lost.document_number, 'ABCDEFGHJKM')).toBe('done');
  const [row] = await store.db.selectFrom('registration_code').selectAll().where('card_id', '=', lost.id).execute();
  expect(JSON.stringify(row)).not.toContain('ABCDEFGHJKM');
});
