// The small parts: keys of sessions, days of comparison.
import { expect, test } from 'vitest';
import { yearsBefore } from './login/did-authenticate-eac1.ts';
import { createMarks } from './marks.ts';
import { createKeyring } from './psk.ts';
import { createMemory } from './session/memory.ts';

test('every node with the cluster key knows the key of a session at once, and nobody else does', () => {
  const [here, there, elsewhere] = [1, 1, 2].map((fill) => createKeyring([new Uint8Array(32).fill(fill)], 1000));
  const { id, key } = here?.issue() ?? { id: '', key: new Uint8Array(0) };
  expect(there?.keyOf(id)).toEqual(key);
  expect(elsewhere?.keyOf(id)).toBeUndefined();
  for (const wrong of ['', 'x', id.slice(1), id.toUpperCase(), `${id}0`, '../etc']) expect(here?.keyOf(wrong), wrong).toBeUndefined();
});

const chosen = (id: string) => ({ id, key: '01'.repeat(16) });

test('a chosen key is known to the node that keeps it, and opens nothing before a session has its identity', () => {
  const keyring = createKeyring([new Uint8Array(32)], 1000);
  const id = 'AB'.repeat(16);
  const key = keyring.read(chosen(id));
  expect(keyring.keyOf(id)).toBeUndefined();
  if (key !== undefined) keyring.keep(key);
  expect(keyring.keyOf(id)).toHaveLength(16);
  const next = keyring.read({ id, key: '02'.repeat(16) });
  if (next !== undefined) keyring.keep(next);
  keyring.forget(key === undefined ? [] : [key]);
  expect(keyring.keyOf(id), 'the key of a later session of that identity stays').toEqual(next?.key);
  keyring.forget(keyring.chosen());
  expect([keyring.keyOf(id), keyring.chosen()]).toEqual([undefined, []]);
});

test('an identity that could be one of ours is not for anybody to choose', () => {
  const keyring = createKeyring([new Uint8Array(32)], 1000);
  const { id, key } = keyring.issue();
  expect(keyring.read(chosen(id))).toBeUndefined();
  keyring.keep({ id, key: new Uint8Array(32) });
  expect(keyring.keyOf(id)).toEqual(key);
});

test('a session that began under the last cluster key is found while that key is still listed, and new ones begin under the newest', () => {
  const [older, newer] = [1, 2].map((fill) => new Uint8Array(32).fill(fill)) as [Uint8Array, Uint8Array];
  const [before, during, after] = [[older], [newer, older], [newer]].map((keys) => createKeyring(keys, 1000));
  const old = before?.issue();
  expect(during?.keyOf(old?.id ?? '')).toEqual(old?.key);
  expect(after?.keyOf(old?.id ?? '')).toBeUndefined();
  const fresh = during?.issue();
  expect(after?.keyOf(fresh?.id ?? '')).toEqual(fresh?.key);
  const prepared = createKeyring([older, newer], 1000);
  expect([prepared.keyOf(fresh?.id ?? ''), before?.keyOf(fresh?.id ?? '')]).toEqual([fresh?.key, undefined]);
  expect(before?.keyOf(prepared.issue().id)).toBeDefined();
});

test('what a node remembers of a session is gone when the session has expired, also from memory', () => {
  let now = 0;
  const lifetimes = { created: 1, greeted: 1, connected: 1000, challenged: 1, signed: 1, reading: 1, finished: 1 };
  const memory = createMemory<object>(lifetimes, () => now);
  const [peer, other] = [{}, {}];
  const session = (version: number) =>
    ({
      identity: 'a',
      service: 'first',
      version,
      asked: { required: [], allowed: [] },
      progress: { state: 'connected', auxiliaryData: new Uint8Array(0) },
    }) as const;
  memory.set(peer, session(1));
  now = 500;
  memory.set(other, session(2));
  expect([memory.get(peer)?.version, memory.get(other)?.version, memory.sweep()]).toEqual([1, 2, 2]);
  now = 1000;
  expect([memory.get(peer), memory.sweep()]).toEqual([undefined, 1]);
  memory.delete(other);
  expect(memory.sweep()).toBe(0);
});

test('a mark is of its key, its purpose and its parts, and is found again under every key that is still listed', () => {
  const [older, newer] = [1, 2].map((fill) => new Uint8Array(32).fill(fill)) as [Uint8Array, Uint8Array];
  const [before, during] = [createMarks('card', [older]), createMarks('card', [newer, older])];
  const mark = before.mark('first', 'identifier');
  expect(during.marks('first', 'identifier')[1]).toEqual(mark);
  expect(during.mark('first', 'identifier')).not.toEqual(mark);
  const others = [createMarks('value', [older]).mark('first', 'identifier'), before.mark('firsti', 'dentifier'), before.mark('first')];
  expect(new Set([mark, ...others].map((one) => one.toString('hex'))).size).toBe(4);
});

test('a birthday counts from its own day, and the 29th of February from the 28th in common years', () => {
  expect(yearsBefore('2026-06-15', 18)).toBe('2008-06-15');
  expect(yearsBefore('2028-02-29', 18)).toBe('2010-02-28');
  expect(yearsBefore('2028-02-29', 16)).toBe('2012-02-29');
  expect(yearsBefore('2026-06-15', 2025)).toBe('0001-06-15');
});
