import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStores } from '../testing/idp.ts';

let opened: Awaited<ReturnType<typeof openStores>>;

beforeAll(async () => {
  opened = await openStores([]);
});
afterAll(() => opened?.[Symbol.asyncDispose]());

test('a person stays known by the first pseudonym, through one move of the sector and the next', async () => {
  const { pseudonyms } = opened.stores;
  expect(await pseudonyms.lasting('aa', undefined)).toBe('aa');
  expect(await pseudonyms.lasting('bb', 'aa')).toBe('aa');
  expect(await pseudonyms.lasting('bb', undefined)).toBe('aa');
  expect(await pseudonyms.lasting('cc', 'bb')).toBe('aa');
  expect(await pseudonyms.lasting('cc', undefined)).toBe('aa');
  expect(await pseudonyms.lasting('dd', undefined)).toBe('dd');
});

test('who comes twice at once in a move is one person', async () => {
  const { pseudonyms } = opened.stores;
  expect(await Promise.all([pseudonyms.lasting('02', '01'), pseudonyms.lasting('02', '01')])).toEqual(['01', '01']);
});
