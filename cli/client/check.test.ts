import { expect, test } from 'vitest';
import { createAuthorities } from '../../apps/eid-client/testing/authorities.ts';
import { createCard, createReader } from '../../apps/eid-client/testing/card.ts';
import type { Pin } from '../../lib/chip/index.ts';
import { examine } from './check.ts';
import { chooseReader } from './readers.ts';

const { cvca } = createAuthorities();

async function check(pin: Partial<Pin>, notEid = false) {
  const reader = createReader({ notEid });
  const card = createCard(cvca.raw, pin);
  reader.insert(card);
  await using taken = await chooseReader(reader.readers.list(), 'TES').connect();
  return { report: await examine(taken), left: card.card.passwords.pin.triesLeft };
}

test.each([
  [{}, 'operational', 3],
  [{ triesLeft: 2 }, 'operational', 2],
  [{ triesLeft: 1 }, 'suspended', 1],
  [{ triesLeft: 0 }, 'blocked', 0],
] as const)('a card with the PIN %j is told as %s, and no try is spent', async (pin, state, triesLeft) => {
  expect(await check(pin)).toEqual({ report: { kind: 'eid', pin: { state, triesLeft } }, left: triesLeft });
});

test.each([{ kind: 'activation', value: '12345' }, { active: false }] as const)('a card with the PIN %j is not activated', async (pin) => {
  expect((await check(pin)).report).toMatchObject({ kind: 'eid', pin: { state: 'not-activated' } });
});

test('a card that is no eID card is told as another card', async () => {
  expect((await check({}, true)).report).toEqual({ kind: 'other' });
});

test('a reader that is not there is reader.none', () => {
  expect(() => chooseReader(createReader().readers.list(), 'another')).toThrow(expect.objectContaining({ code: 'reader.none' }));
});
