// Sessions as they are kept: sealed, versioned, expiring.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../io/store/testing/database.ts';
import { hex } from '../../../lib/bytes/index.ts';
import { createSeal } from './seal.ts';
import { openSessions, type Session, type SessionStore } from './store.ts';

const seal = createSeal([new Uint8Array(32).fill(1)]);
const lifetimes = { created: 1000, greeted: 5000, connected: 5000, challenged: 5000, signed: 5000, reading: 5000, finished: 2000 };
let now = 1_000_000;
let store: SessionStore;
let database: pg.Pool;

beforeAll(async () => {
  const url = await testDatabase();
  store = await openSessions(url, seal, lifetimes, () => now);
  database = new pg.Pool({ connectionString: url, max: 1 });
});

afterAll(async () => {
  await database?.end();
  await store?.[Symbol.asyncDispose]();
});

const asked = { required: ['givenNames'], allowed: [], transactionInfo: 'Kórház' } as const;
let count = 0;

async function create(service = 'first', limit = 100, inTotal = 1000) {
  const identity = `identity-${++count}`;
  const reference = Uint8Array.of(count >> 8, count);
  const created = await store.create({ identity, service, asked }, reference, { ofService: limit, inTotal });
  return { identity, reference, created: created === 'created', session: (await store.load(identity)) as Session };
}

const last = { request: hex`01`, answer: 'answer', messageId: 'urn:uuid:1' };

test('a session comes back as it was saved, one version on', async () => {
  const { session, identity } = await create();
  expect(session).toEqual({ identity, service: 'first', version: 0, asked, progress: { state: 'created' } });
  const progress = {
    state: 'reading',
    chat: hex`01`,
    channel: hex`02 03`,
    identification: { blocking: { protocol: '1.2', keyId: 3 } },
  } as const;
  expect(await store.save({ ...session, progress, last })).toBe(true);
  expect(await store.load(identity)).toEqual({ ...session, version: 1, progress, last });
});

test('of two who saved the same version one wins, and nothing of the other remains', async () => {
  const { session, identity } = await create();
  const saves = ['a', 'b'].map((answer) => store.save({ ...session, last: { ...last, answer } }));
  const outcomes = await Promise.all(saves);
  expect(outcomes.toSorted()).toEqual([false, true]);
  const kept = await store.load(identity);
  expect([kept?.version, kept?.last?.answer]).toEqual([1, outcomes[0] ? 'a' : 'b']);
});

test('a row that holds an older or a stranger session does not open', async () => {
  const [one, other] = [await create(), await create()];
  const { rows } = await database.query('select sealed from eid_server.session where identity = $1', [one.identity]);
  await store.save(one.session);
  await database.query('update eid_server.session set sealed = $1 where identity = any($2)', [
    rows[0].sealed,
    [one.identity, other.identity],
  ]);
  await expect(store.load(one.identity)).rejects.toMatchObject({ code: 'seal.broken' });
  await expect(store.load(other.identity)).rejects.toMatchObject({ code: 'seal.broken' });
});

test('a session expires counted from its last step, is then as if it had never been, and is swept away', async () => {
  const { session, identity, reference } = await create();
  now += 999;
  expect(await store.save({ ...session, progress: { state: 'connected', auxiliaryData: hex`67 00` } })).toBe(true);
  now += 4999;
  expect(await store.load(identity)).toBeDefined();
  now += 1;
  expect(await store.load(identity)).toBeUndefined();
  expect(await store.collect(reference, 'first', 1)).toBe('unknown');
  await create();
  now += 5000;
  expect(await store.sweep()).toBeGreaterThan(0);
  expect((await database.query('select count(*)::int as n from eid_server.session where expires_at <= $1', [now])).rows).toEqual([
    { n: 0 },
  ]);
});

const finished = { state: 'finished', outcome: { kind: 'document', reason: 'expired' } } as const;

test('a relying party collects its own session only, with a counter that goes up by one', async () => {
  const { reference, session } = await create();
  expect(await store.collect(reference, 'second', 1)).toBe('unknown');
  expect(await store.collect(reference, 'first', 5)).toBe('running');
  await store.save({ ...session, progress: finished });
  expect(await store.collect(reference, 'second', 6)).toBe('unknown');
  expect(await store.collect(reference, 'first', 5)).toBe('counter');
  expect(await store.collect(reference, 'first', 6)).toBe('unknown');
});

test('counting requests for the result does not disturb the step that is under way', async () => {
  const { session, reference } = await create();
  await store.collect(reference, 'first', 1);
  expect(await store.save(session)).toBe(true);
});

test('a finished session is taken away once', async () => {
  const { session, reference } = await create();
  await store.save({ ...session, progress: finished });
  const taken = await Promise.all([1, 1, 1].map((counter) => store.collect(reference, 'first', counter)));
  expect(taken.filter((one) => typeof one === 'object')).toMatchObject([{ progress: finished }]);
  expect(await store.collect(reference, 'first', 2)).toBe('unknown');
});

test('no more sessions of a relying party than its limit', async () => {
  expect((await create('third', 1)).created).toBe(true);
  const identity = 'one too many';
  expect(await store.create({ identity, service: 'third', asked }, hex`FF FF`, { ofService: 1, inTotal: 1000 })).toBe('full');
  expect(await store.load(identity)).toBeUndefined();
});

test('no more sessions of all relying parties together than their limit, and those that expire make room', async () => {
  const open = await store.open();
  expect((await create('fourth', 100, open)).created).toBe(false);
  expect((await create('fourth', 100, open + 1)).created).toBe(true);
  expect(await store.open()).toBe(open + 1);
  now += 5000;
  expect(await store.open()).toBe(0);
  expect((await create('fourth', 100, 1)).created).toBe(true);
});

test('an identity that a session has is taken, and the session stays as it is', async () => {
  const { identity, session } = await create('fifth');
  const again = { identity, service: 'sixth', asked };
  expect(await store.create(again, hex`FE FE`, { ofService: 100, inTotal: 1000 })).toBe('taken');
  expect(await store.load(identity)).toEqual(session);
  expect(await store.openAmong([identity, 'nobody'])).toEqual(new Set([identity]));
  now += 1000;
  expect(await store.openAmong([identity])).toEqual(new Set());
});

test('a session outlives the key that it was closed with as long as that key is still listed', async () => {
  const [older, newer] = [1, 2].map((fill) => new Uint8Array(32).fill(fill)) as [Uint8Array, Uint8Array];
  const closed = createSeal([older]).close({ a: 1 }, 'row');
  expect(createSeal([newer, older]).open(closed, 'row')).toEqual({ a: 1 });
  expect(() => createSeal([newer]).open(closed, 'row')).toThrow('seal.broken');
  const renewed = createSeal([newer, older]).close({ a: 2 }, 'row');
  expect(createSeal([newer]).open(renewed, 'row')).toEqual({ a: 2 });
});

test('a seal opens under its own key and binding only', () => {
  const closed = seal.close({ octets: 'text', list: [hex`00 FF`, 'á', null, 1] }, 'a 1');
  expect(() => seal.open(closed, 'a 2')).toThrow('seal.broken');
  expect(() => createSeal([new Uint8Array(32)]).open(closed, 'a 1')).toThrow('seal.broken');
  expect(() => seal.open(closed.subarray(0, 20), 'a 1')).toThrow('seal.broken');
  expect(seal.open(seal.close({ list: [hex`00 FF`, 'á', null, 1] }, 'a'), 'a')).toEqual({ list: [hex`00 FF`, 'á', null, 1] });
});
