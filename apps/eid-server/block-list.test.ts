// Block lists in two parts: a complete one, and what changed since.
import { expect, test } from 'vitest';
import { relyingParty } from './testing/caller.ts';
import { serving } from './testing/server.ts';
import { noon, personalise } from './testing/world.ts';

const daily = { operations: { restrictedId: 'REQUIRED' } } as const;
const patiently = { timeout: 20_000, interval: 100 };
const at = serving();

test('changes of the block list count beside the complete one they belong to; those that do not fit leave in force what is', async () => {
  const [lost, found, other] = [personalise(), personalise(), personalise()];
  const { files } = at.world;
  const state = (number: number, finalEntries: number) => ({ listId: Uint8Array.of(number), finalEntries, issuedAt: noon + 1000 * number });
  const [first] = files.config.services;
  if (first === undefined) throw new Error('there is a first service');
  files.list({ issuedAt: noon, sectors: files.sectors([found]) });
  const blockList = { ...first.blockList, changes: files.changes(state(2, 2), [lost], []) };
  await using server = await at.world.start({ services: [{ ...first, blockList }] });
  using party = relyingParty(server, files.clients.first);
  const minors = async () =>
    Promise.all([lost, found, other].map(async (card) => (await party.signIn(daily, { card })).party.result.message));
  const [blocked, good] = ['document.revoked', undefined];
  expect(await minors()).toEqual([blocked, blocked, good]);
  files.changes(state(3, 1), [lost], [found]);
  await expect.poll(minors, patiently).toEqual([blocked, good, good]);
  await at.world.renew(1, () => files.changes(state(4, 7), [], []));
  expect(await minors()).toEqual([blocked, good, good]);
  await at.world.renew(1, () => files.changes({ ...state(4, 7), issuedAt: noon }, [], []));
  expect(await minors()).toEqual([blocked, good, good]);
  await at.world.renew(1, () => files.changes({ ...state(1, 0), issuedAt: noon + 1000 }, [], []));
  expect(await minors()).toEqual([blocked, good, good]);
  files.list({ listId: Uint8Array.of(5), issuedAt: noon + 5000, sectors: files.sectors([other]) });
  await expect.poll(minors, patiently).toEqual([good, good, blocked]);
});
