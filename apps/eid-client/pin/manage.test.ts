import { expect, test } from 'vitest';
import { hex } from '../../../lib/bytes/index.ts';
import { profiles } from '../../../lib/card/index.ts';
import type { Card, Pin } from '../../../lib/chip/index.ts';
import { createAuthorities } from '../testing/authorities.ts';
import { createCard, createReader } from '../testing/card.ts';
import { createPinHolder, type PinScript } from '../testing/pin-holder.ts';
import { checkCard } from './check.ts';
import { managePin, type PinTask } from './manage.ts';

const { cvca } = createAuthorities();
const known = { atr: profiles.hungarian.generations['2024'].atr };

function lay(pin: Partial<Pin>, change: Partial<Card> = known) {
  const reader = createReader();
  const card = createCard(cvca.raw, pin);
  card.card = { ...card.card, ...change };
  reader.insert(card);
  return { reader, card };
}

async function manage(task: PinTask, pin: Partial<Pin>, script: PinScript, change: Partial<Card> = known) {
  const { reader, card } = lay(pin, change);
  const holder = createPinHolder(script);
  const { outcome, pin: now } = await managePin(task, { holder, readers: reader.readers });
  return { outcome, now, asked: holder.asked, pin: card.card.passwords.pin, puk: card.card.passwords.puk.uses };
}

const activation = { kind: 'activation', value: '12345' } as const;
const inOrder = { state: 'operational', triesLeft: 3 };

test('a new card is activated: the five digits of the code card, then a PIN of six', async () => {
  const end = await manage('activate', activation, { codes: { activation: ['12345'] }, newPin: '804215' });
  expect(end).toMatchObject({ outcome: 'done', now: inOrder, asked: ['activation 3', 'new PIN'], pin: { kind: 'pin', value: '804215' } });
});

test('two wrong activation PINs, then the CAN, then the right one activates', async () => {
  const end = await manage('activate', activation, {
    codes: { activation: ['11111', '22222', '12345'], can: ['000000', '500540'] },
    newPin: '804215',
  });
  expect(end.asked).toEqual(['activation 3', 'activation 2', 'can', 'can', 'activation 1', 'new PIN']);
  expect([end.outcome, end.pin.value]).toEqual(['done', '804215']);
});

test('the PIN is changed, with the tries told before each entry', async () => {
  const end = await manage('change', { triesLeft: 2 }, { codes: { pin: ['123456'] }, newPin: '804215' });
  expect(end).toMatchObject({ outcome: 'done', now: inOrder, asked: ['pin 2', 'new PIN'], pin: { value: '804215' } });
});

test('a suspended PIN is resumed by CAN and PIN, and stays what it was', async () => {
  const end = await manage('resume', { triesLeft: 1 }, { codes: { can: ['500540'], pin: ['123456'] } });
  expect(end).toMatchObject({ outcome: 'done', now: inOrder, asked: ['can', 'pin 1'], pin: { value: '123456' } });
});

test('a wrong PIN after the CAN blocks, and that is told', async () => {
  const end = await manage('resume', { triesLeft: 1 }, { codes: { can: ['500540'], pin: ['000000'] } });
  expect(end).toMatchObject({ outcome: 'pin.blocked', now: { state: 'blocked', triesLeft: 0 } });
});

test('a blocked PIN is unblocked by the PUK, which a wrong one before does not hinder, and a new PIN is set', async () => {
  const end = await manage('unblock', { triesLeft: 0 }, { codes: { puk: ['0000000000', '9876543210'] }, newPin: '804215' });
  expect(end).toMatchObject({ outcome: 'done', now: inOrder, asked: ['puk', 'puk', 'new PIN'], pin: { value: '804215' }, puk: 9 });
});

test('a PUK that may only unblock does that, and says that the old PIN is valid', async () => {
  const script = { codes: { puk: ['9876543210'] }, newPin: '804215' };
  const end = await manage('unblock', { triesLeft: 0 }, script, { ...known, rules: { pukSetsPin: false } });
  expect(end).toMatchObject({ outcome: 'unblocked-only', now: inOrder, pin: { value: '123456' } });
});

test('a PUK that is used up is told as such', async () => {
  const { card } = lay({});
  const passwords = { ...card.card.passwords, pin: { ...card.card.passwords.pin, triesLeft: 0 }, puk: { value: '9876543210', uses: 0 } };
  const end = await manage('unblock', {}, { codes: { puk: ['9876543210'] }, newPin: '804215' }, { ...known, passwords });
  expect(end).toMatchObject({ outcome: 'puk.used-up', now: { state: 'blocked' } });
});

test.each([
  ['activate', {}, 'pin.in-order'],
  ['activate', { triesLeft: 1 }, 'pin.suspended'],
  ['activate', { triesLeft: 0 }, 'pin.blocked'],
  ['change', activation, 'pin.not-activated'],
  ['change', { ...activation, triesLeft: 1 }, 'pin.not-activated'],
  ['change', { triesLeft: 0 }, 'pin.blocked'],
  ['resume', {}, 'pin.in-order'],
  ['resume', { triesLeft: 0 }, 'pin.blocked'],
  ['unblock', {}, 'pin.in-order'],
  ['unblock', { triesLeft: 1 }, 'pin.suspended'],
  ['activate', { ...activation, active: false }, 'pin.deactivated'],
] as const)('to %s a card with the PIN %j asks for nothing that it could lose: %s', async (task, pin, code) => {
  const end = await manage(task, pin, { codes: { activation: ['12345'] } });
  expect([end.outcome, end.asked.filter((question) => question !== 'activation')]).toEqual([code, []]);
  expect(end.pin).toMatchObject(pin);
});

test('who stops at a question leaves the card as it was', async () => {
  for (const [task, pin, question] of [
    ['activate', activation, 'activation 3'],
    ['change', {}, 'pin 3'],
    ['resume', { triesLeft: 1 }, 'can'],
    ['unblock', { triesLeft: 0 }, 'puk'],
  ] as const) {
    const end = await manage(task, pin, {});
    expect(end).toMatchObject({ outcome: 'user.cancelled', asked: [question], pin });
  }
  const end = await manage('change', {}, { codes: { pin: ['123456'] } });
  expect(end).toMatchObject({ outcome: 'user.cancelled', asked: ['pin 3', 'new PIN'], pin: { value: '123456', triesLeft: 3 } });
});

test('a card that nobody has tried is asked nothing before the warning was accepted', async () => {
  const strange = { atr: hex`3B 00` };
  const script = { codes: { activation: ['12345'] }, newPin: '804215' };
  expect(await manage('activate', activation, script, strange)).toMatchObject({
    outcome: 'user.cancelled',
    asked: ['unknown card'],
    pin: activation,
  });
  expect(await manage('activate', activation, { ...script, allowsUnknown: true }, strange)).toMatchObject({
    outcome: 'done',
    asked: ['unknown card', 'activation 3', 'new PIN'],
  });
});

test('A16: pulled before any command, the card has the old PIN or the new one, and its state is right', async () => {
  for (let commands = 0; ; commands++) {
    const { reader, card } = lay(activation);
    reader.removeAfter(commands);
    const holder = createPinHolder({ codes: { activation: ['12345'] }, newPin: '804215' });
    const { outcome, pin } = await managePin('activate', { holder, readers: reader.readers });
    const { kind, triesLeft } = card.card.passwords.pin;
    if (outcome === 'done') return expect(commands).toBeGreaterThan(8);
    expect([outcome, pin]).toEqual([expect.stringMatching(/^(card\.removed|user\.cancelled)$/), undefined]);
    expect(triesLeft).toBeGreaterThanOrEqual(2);
    reader.removeAfter(Number.POSITIVE_INFINITY);
    reader.insert(card);
    expect((await checkCard(reader.readers)).card?.pin?.state).toBe(kind === 'pin' ? 'operational' : 'not-activated');
  }
});

test.each([
  [{}, undefined, inOrder],
  [{ triesLeft: 1 }, 'pin.suspended', { state: 'suspended', triesLeft: 1 }],
  [{ triesLeft: 0 }, 'pin.blocked', { state: 'blocked', triesLeft: 0 }],
  [activation, 'pin.not-activated', { state: 'not-activated', triesLeft: 3 }],
] as const)('the card check of a card with the PIN %j finds %s and spends no try', async (pin, finding, state) => {
  const { reader, card } = lay(pin);
  const check = await checkCard(reader.readers);
  expect([check.finding, check.card?.pin, check.card?.generation]).toEqual([finding, state, '2024']);
  expect(card.card.passwords.pin).toMatchObject(pin);
});

test('without reader, without card, with another card, or with a card that nobody knows, the check says which', async () => {
  expect(await checkCard(createReader({ present: false }).readers)).toEqual({ finding: 'reader.none' });
  expect(await checkCard(createReader().readers)).toMatchObject({ finding: 'card.none', reader: { name: 'test' } });
  const bank = createReader({ notEid: true });
  bank.insert(createCard(cvca.raw));
  expect(await checkCard(bank.readers)).toMatchObject({ finding: 'card.not-eid', card: { kind: 'other' } });
  expect(await checkCard(lay({}, { atr: hex`3B 00` }).reader.readers)).toMatchObject({ finding: 'card.unknown', card: { kind: 'eid' } });
});
