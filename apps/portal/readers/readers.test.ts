import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStore } from '../../../io/store/testing/database.ts';
import {
  addReaders,
  parseSerial,
  type ReaderTables,
  readerBySerial,
  readerMigrations,
  readersOf,
  readGivenReaders,
  replaceReader,
  setReaderState,
  stock,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'readers-'));
const file = join(folder, 'readers.json');
const store = testStore<ReaderTables>('readers_test', readerMigrations);

const list = [
  {
    serial: 'OK-1',
    model: 'A',
    institution: '104217',
    workstation: 'bel-101',
    origin: 'operator',
    given: '2025-01-02',
    warrantyUntil: '2027-01-02',
  },
  { serial: 'OWN-1', model: 'B', institution: '104217', origin: 'own' },
  { serial: 'ST-2', model: 'B', origin: 'operator' },
  { serial: 'ST-1', model: 'A', origin: 'operator' },
];

beforeAll(() => writeFileSync(file, JSON.stringify(list)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the operator's list is read once: what is known stays as it is", async () => {
  expect(await addReaders(store.db, readGivenReaders(file))).toBe(4);
  expect(await addReaders(store.db, readGivenReaders(file))).toBe(0);
  expect((await readersOf(store.db, '104217')).map(({ serial }) => serial)).toEqual(['OK-1', 'OWN-1']);
  expect((await stock(store.db, 'B')).map(({ serial }) => serial)).toEqual(['ST-2', 'ST-1']);
  writeFileSync(file, JSON.stringify([{ ...list[0], serial: 'ok 1' }]));
  expect(() => readGivenReaders(file)).toThrow();
});

test('a replacement takes the place of the broken reader at its workstation, once', async () => {
  await setReaderState(store.db, 'OK-1', 'in-repair');
  const replace = () => store.db.transaction().execute((transaction) => replaceReader(transaction, 'OK-1', 'ST-1', '2026-11-23'));
  expect(await replace()).toBe(true);
  expect(await readerBySerial(store.db, 'ST-1')).toMatchObject({
    institution: '104217',
    workstation: 'bel-101',
    state: 'in-use',
    given_on: '2026-11-23',
  });
  expect(await readerBySerial(store.db, 'OK-1')).toMatchObject({ institution: null, workstation: null, state: 'retired' });
  expect(await replace()).toBe(false);
  const nobody = store.db.transaction().execute((transaction) => replaceReader(transaction, 'NONE', 'ST-2', '2026-11-23'));
  expect(await nobody).toBe(false);
});

test.each([
  ['ok 5022-0001 ', 'OK5022-0001'],
  ['abc', undefined],
  ['<b>1234</b>', undefined],
  [`A${'1'.repeat(24)}`, undefined],
])('the serial number %j is read as %s', (text, serial) => expect(parseSerial(text)).toBe(serial));
