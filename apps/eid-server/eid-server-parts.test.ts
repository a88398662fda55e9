// The small parts: keys of sessions, days of comparison.
import { expect, test } from 'vitest';
import { yearsBefore } from './login/did-authenticate-eac1.ts';
import { createKeyring } from './psk.ts';

test('every node with the cluster key knows the key of a session at once, and nobody else does', () => {
  const [here, there, elsewhere] = [1, 1, 2].map((fill) => createKeyring([new Uint8Array(32).fill(fill)], 1000, () => 0));
  const { id, key } = here?.issue() ?? { id: '', key: new Uint8Array(0) };
  expect(there?.keyOf(id)).toEqual(key);
  expect(elsewhere?.keyOf(id)).toBeUndefined();
  for (const wrong of ['', 'x', id.slice(1), id.toUpperCase(), `${id}0`, '../etc']) expect(here?.keyOf(wrong), wrong).toBeUndefined();
});

test('a chosen key is known to the node that took it, until it ends', () => {
  let now = 0;
  const keyring = createKeyring([new Uint8Array(32)], 1000, () => now);
  const psk = { id: 'AB'.repeat(16), key: '01'.repeat(16) };
  expect(keyring.accept(psk)?.key).toHaveLength(16);
  expect(keyring.accept(psk)).toBeUndefined();
  now = 1000;
  expect(keyring.accept(psk)?.key).toHaveLength(16);
});

test('a session that began under the last cluster key is found while that key is still listed, and new ones begin under the newest', () => {
  const [older, newer] = [1, 2].map((fill) => new Uint8Array(32).fill(fill)) as [Uint8Array, Uint8Array];
  const [before, during, after] = [[older], [newer, older], [newer]].map((keys) => createKeyring(keys, 1000, () => 0));
  const old = before?.issue();
  expect(during?.keyOf(old?.id ?? '')).toEqual(old?.key);
  expect(after?.keyOf(old?.id ?? '')).toBeUndefined();
  const fresh = during?.issue();
  expect(after?.keyOf(fresh?.id ?? '')).toEqual(fresh?.key);
});

test('a chosen key is forgotten when its time is over', () => {
  let now = 0;
  const keyring = createKeyring([new Uint8Array(32)], 1000, () => now);
  keyring.accept({ id: 'AB'.repeat(16), key: '01'.repeat(16) });
  expect(keyring.forget()).toBe(1);
  now = 1000;
  expect(keyring.forget()).toBe(0);
});

test('a birthday counts from its own day, and the 29th of February from the 28th in common years', () => {
  expect(yearsBefore('2026-06-15', 18)).toBe('2008-06-15');
  expect(yearsBefore('2028-02-29', 18)).toBe('2010-02-28');
  expect(yearsBefore('2028-02-29', 16)).toBe('2012-02-29');
  expect(yearsBefore('2026-06-15', 2025)).toBe('0001-06-15');
});
