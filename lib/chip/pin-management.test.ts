// Both ends of PIN management: the terminal's commands inside the channel, against the chip.
import { expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { runSync } from '../apdu/index.ts';
import { digitsPassword, establishPace } from '../eac/pace/index.ts';
import { isSimplePin, type NewPin, parseNewPin, type ResetOutcome, setPin, unblockPin } from '../eac/pin-management/index.ts';
import { secured } from '../secure-messaging/index.ts';
import { type Card, type Pin, pinState } from './card.ts';
import { insertCard, issue, newCard, newSigner, offer } from './test-world.ts';

const cryptography = createCryptography();
const signer = newSigner(cryptography);
const root = { chr: 'HUCVCA00001', signer };
const authority = issue(root, { ...root, place: 'cvca', rights: [] });

const insert = (pin: Partial<Pin>, change: Partial<Card> = {}) =>
  insertCard({ ...newCard(cryptography, authority, pin), ...change }, cryptography);

function within(
  slot: ReturnType<typeof insert>,
  password: 'pin' | 'puk' | 'can',
  digits: string,
  protocol: () => ReturnType<typeof setPin>,
) {
  const outcome = runSync(establishPace({ offer, password: digitsPassword(password, digits) }, cryptography), slot.send);
  if (outcome.kind !== 'established') throw new Error(outcome.kind);
  return runSync(secured(protocol(), outcome.channel), slot.send)[0];
}

const pin = (digits: string) => parseNewPin(digits) as NewPin;

test('the activation PIN sets the first PIN of six digits, and the card is in use then', () => {
  const slot = insert({ kind: 'activation', value: '12345' });
  expect(within(slot, 'pin', '12345', () => setPin(pin('804215')))).toBe('done');
  expect([slot.kept.passwords.pin, pinState(slot.kept.passwords.pin)]).toEqual([
    { kind: 'pin', value: '804215', triesLeft: 3, active: true },
    'operational',
  ]);
});

test('the PIN sets the next one; the PUK sets one or only unblocks; the CAN does neither', () => {
  const blocked = { triesLeft: 0 };
  expect(within(insert({}), 'pin', '123456', () => setPin(pin('804215')))).toBe('done');
  expect(within(insert(blocked), 'puk', '9876543210', () => setPin(pin('804215')))).toBe('done');
  const slot = insert(blocked);
  expect(within(slot, 'puk', '9876543210', unblockPin)).toBe('done');
  expect(slot.kept.passwords.pin).toMatchObject({ value: '123456', triesLeft: 3 });
  expect(within(insert({}), 'can', '500540', () => setPin(pin('804215')))).toBe('not-allowed');
});

test.each<[string, Partial<Card>, ResetOutcome]>([
  ['that may only unblock', { rules: { pukSetsPin: false } }, 'not-allowed'],
  ['that is used up', {}, 'puk-used-up'],
])('a PUK %s sets no PIN, and the card says so', (_, change, expected) => {
  const { passwords } = newCard(cryptography, authority, { triesLeft: 0 });
  const uses = expected === 'puk-used-up' ? 0 : 10;
  const slot = insert({ triesLeft: 0 }, { ...change, passwords: { ...passwords, puk: { ...passwords.puk, uses } } });
  expect(within(slot, 'puk', '9876543210', () => setPin(pin('804215')))).toBe(expected);
  expect(slot.kept.passwords.pin.triesLeft).toBe(0);
});

test('nothing but six digits becomes a new PIN, and a card never sees it', () => {
  for (const entry of ['', '12345', '1234567', '12345a', '１２３４５６', ' 123456', '123456\n']) expect(parseNewPin(entry)).toBeUndefined();
  const chosen = pin('804215');
  expect(JSON.stringify({ chosen })).not.toContain('804215');
  chosen[Symbol.dispose]();
  expect([...chosen.reveal()]).toEqual([0, 0, 0, 0, 0, 0]);
});

test.each(['111111', '123456', '654321', '121212', '123123', '567890', '098765'])('%s is a simple PIN', (digits) =>
  expect(isSimplePin(pin(digits))).toBe(true),
);

test.each(['804215', '112233', '192837', '100000', '123457'])('%s is none of the simple ones', (digits) =>
  expect(isSimplePin(pin(digits))).toBe(false),
);

test('another status word is no outcome', () => {
  const protocol = unblockPin();
  protocol.next();
  expect(() => protocol.next({ data: new Uint8Array(0), status: 0x6f00 })).toThrow('pin-management.refused');
});
