import { beforeAll, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Protocol, type ResponseApdu, runSync } from '../apdu/index.ts';
import { latin1 } from '../bytes/index.ts';
import { type AuthenticationRight, type CvCertificate, createChat } from '../cvc/index.ts';
import { digitsPassword, establishPace, type PaceOutcome, readPinTries } from '../eac/pace/index.ts';
import { type SecureChannel, secured } from '../secure-messaging/index.ts';
import { type Pin, pinState } from './card.ts';
import { insertCard, issue, newCard, newSigner, offer, PowerCut } from './test-world.ts';

const cryptography = createCryptography();
type Slot = ReturnType<typeof insertCard>;
let authority: CvCertificate;

beforeAll(() => {
  const signer = newSigner(cryptography);
  const root = { chr: 'HUCVCA00001', signer };
  authority = issue(root, { ...root, place: 'cvca', rights: [] });
});

const insert = (pin: Partial<Pin> = {}): Slot => insertCard(newCard(cryptography, authority, pin), cryptography);

type Attempt = { password: 'can' | 'pin' | 'puk'; value: string; rights?: AuthenticationRight[]; resumed?: boolean };
const attempt = ({ password, value, rights, resumed = false }: Attempt): Protocol<PaceOutcome> =>
  establishPace({ offer, password: digitsPassword(password, value), resumed, ...(rights && { chat: createChat(rights) }) }, cryptography);

const give = (slot: Slot, given: Attempt): PaceOutcome => runSync(attempt(given), slot.send);
const pin = (value: string): Attempt => ({ password: 'pin', value });
const can: Attempt = { password: 'can', value: '500540' };
const puk: Attempt = { password: 'puk', value: '9876543210' };

/** PACE inside the channel of another one, as a suspended PIN wants it. */
function within(slot: Slot, outer: Attempt, inner: Attempt): PaceOutcome {
  const outcome = give(slot, outer);
  if (outcome.kind !== 'established') return outcome;
  return runSync(secured(attempt(inner), outcome.channel), slot.send)[0];
}

/** One command in the channel that these give; its status word. */
function after(slot: Slot, given: Attempt, ins: number, parameters: number, data?: string): number {
  const outcome = give(slot, given);
  if (outcome.kind !== 'established') throw new Error(outcome.kind);
  return inChannel(slot, outcome.channel, ins, parameters, data);
}

function inChannel(slot: Slot, channel: SecureChannel, ins: number, parameters: number, data?: string): number {
  const octets = data === undefined ? undefined : (latin1(data) ?? undefined);
  function* one(): Protocol<ResponseApdu> {
    return yield { cla: 0, ins, p1: parameters >> 8, p2: parameters & 0xff, ...(octets && { data: octets }) };
  }
  return runSync(secured(one(), channel), slot.send)[0].status;
}

const state = (slot: Slot) => pinState(slot.kept.passwords.pin);

test('the PIN opens a channel and fills its counter again', () => {
  const slot = insert({ triesLeft: 2 });
  expect(give(slot, pin('123456')).kind).toBe('established');
  expect(slot.kept.passwords.pin.triesLeft).toBe(3);
});

test('two wrong PINs suspend, the third try waits for the CAN in the same session, and the right PIN then fills the counter', () => {
  const slot = insert();
  expect(give(slot, pin('000000'))).toEqual({ kind: 'wrong-password', triesLeft: 2 });
  expect(give(slot, pin('000000'))).toEqual({ kind: 'wrong-password', triesLeft: 1 });
  expect(state(slot)).toBe('suspended');
  expect(give(slot, pin('123456'))).toEqual({ kind: 'suspended' });
  expect(give(slot, { ...pin('123456'), resumed: true })).toEqual({ kind: 'suspended' });
  expect(give(slot, can).kind).toBe('established');
  slot.reset();
  expect(give(slot, { ...pin('123456'), resumed: true })).toEqual({ kind: 'suspended' });
  expect(slot.kept.passwords.pin.triesLeft).toBe(1);
  expect(within(slot, can, { ...pin('123456'), resumed: true }).kind).toBe('established');
  expect(state(slot)).toBe('operational');
});

test('a wrong CAN does not resume, and costs no try of the PIN', () => {
  const slot = insert({ triesLeft: 1 });
  expect(within(slot, { ...can, value: '000000' }, { ...pin('123456'), resumed: true })).toEqual({ kind: 'wrong-password' });
  expect(slot.kept.passwords.pin.triesLeft).toBe(1);
});

test('the CAN resumes one try only: a wrong PIN after it blocks', () => {
  const slot = insert({ triesLeft: 1 });
  expect(within(slot, can, { ...pin('000000'), resumed: true })).toEqual({ kind: 'blocked' });
  expect(state(slot)).toBe('blocked');
  expect(within(slot, can, { ...pin('123456'), resumed: true })).toEqual({ kind: 'blocked' });
});

test('a blocked PIN is set back by the PUK, unchanged, and the PUK loses a use', () => {
  const slot = insert({ triesLeft: 0 });
  expect(give(slot, pin('123456'))).toEqual({ kind: 'blocked' });
  expect(after(slot, puk, 0x2c, 0x0303)).toBe(0x9000);
  expect(slot.kept.passwords).toMatchObject({ pin: { value: '123456', triesLeft: 3 }, puk: { uses: 9 } });
  expect(give(slot, pin('123456')).kind).toBe('established');
});

test('the PUK sets a new PIN where the profile says so', () => {
  const slot = insert({ triesLeft: 0 });
  expect(after(slot, puk, 0x2c, 0x0203, '654321')).toBe(0x9000);
  expect(slot.kept.passwords).toMatchObject({ pin: { value: '654321', triesLeft: 3 }, puk: { uses: 9 } });
});

test('a PUK unblocks ten times and no more', () => {
  const slot = insert({ triesLeft: 0 });
  for (let i = 0; i < 10; i++) expect(after(slot, puk, 0x2c, 0x0303)).toBe(0x9000);
  expect(after(slot, puk, 0x2c, 0x0303)).toBe(0x6983);
  expect(after(slot, puk, 0x2c, 0x0203, '654321')).toBe(0x6983);
});

test('a wrong PUK opens nothing and is not counted', () => {
  const slot = insert({ triesLeft: 0 });
  expect(give(slot, { ...puk, value: '0000000000' })).toEqual({ kind: 'wrong-password' });
  expect(slot.kept.passwords).toMatchObject({ pin: { triesLeft: 0 }, puk: { uses: 10 } });
});

test('the activation PIN is good for one thing: setting the PIN of six digits', () => {
  const slot = insert({ kind: 'activation', value: '12345' });
  expect(state(slot)).toBe('not-activated');
  expect(() => give(slot, { ...pin('12345'), rights: ['readDg4'] })).toThrow('pace.refused');
  expect(slot.kept.passwords.pin.triesLeft).toBe(3);
  expect(after(slot, pin('12345'), 0x2c, 0x0203, '123456')).toBe(0x9000);
  expect(state(slot)).toBe('operational');
  expect(give(slot, pin('12345'))).toEqual({ kind: 'wrong-password', triesLeft: 2 });
  expect(give(slot, { ...pin('123456'), rights: ['readDg4'] }).kind).toBe('established');
});

test('the PIN is changed after PACE with the PIN, to six digits and nothing else', () => {
  const slot = insert();
  expect(after(slot, pin('123456'), 0x2c, 0x0203)).toBe(0x6a80);
  for (const wrong of ['12345', '1234567', '12345a']) expect(after(slot, pin('123456'), 0x2c, 0x0203, wrong)).toBe(0x6984);
  expect(after(slot, pin('123456'), 0x2c, 0x0203, '654321')).toBe(0x9000);
  expect(give(slot, pin('654321')).kind).toBe('established');
});

test.each([
  ['without a channel', 0x0203, undefined],
  ['after the CAN', 0x0203, can],
  ['for a terminal that has not proved its right', 0x0203, { ...pin('123456'), rights: ['pinManagement'] } as Attempt],
])('the PIN is not changed %s', (_, parameters, given) => {
  const slot = insert();
  const word = given
    ? after(slot, given, 0x2c, parameters, '654321')
    : slot.send({ cla: 0, ins: 0x2c, p1: 2, p2: 3, data: latin1('654321') ?? new Uint8Array(0) }).status;
  expect(word).toBe(0x6982);
  expect(slot.kept.passwords.pin.value).toBe('123456');
});

test('the counter is not set back by PIN or CAN, nor is the PIN switched on or off', () => {
  for (const given of [pin('123456'), can]) {
    expect(after(insert(), given, 0x2c, 0x0303)).toBe(0x6982);
    expect(after(insert(), given, 0x44, 0x1003)).toBe(0x6982);
    expect(after(insert(), given, 0x04, 0x1003)).toBe(0x6982);
  }
  expect(after(insert(), pin('123456'), 0x2c, 0x0202, '111111')).toBe(0x6984);
});

test.each([
  [{}, { kind: 'known', triesLeft: 3 }],
  [{ triesLeft: 2 }, { kind: 'known', triesLeft: 2 }],
  [{ triesLeft: 1 }, { kind: 'known', triesLeft: 1 }],
  [{ triesLeft: 0 }, { kind: 'known', triesLeft: 0 }],
  [{ active: false }, { kind: 'deactivated' }],
])('the retry counter can be asked for without a try: %j', (pinRecord, expected) => {
  const slot = insert(pinRecord);
  expect(runSync(readPinTries(offer), slot.send)).toEqual(expected);
  expect(slot.kept.passwords.pin).toMatchObject(pinRecord);
});

test('a deactivated PIN opens nothing', () => {
  expect(give(insert({ active: false }), pin('123456'))).toEqual({ kind: 'deactivated' });
});

test('a terminal may use the PIN, the CAN with its right, and never the PUK', () => {
  const rights: AuthenticationRight[] = ['readDg4'];
  expect(give(insert(), { ...pin('123456'), rights }).kind).toBe('established');
  expect(() => give(insert(), { ...can, rights })).toThrow('pace.refused');
  expect(give(insert(), { ...can, rights: ['canAllowed'] }).kind).toBe('established');
  expect(() => give(insert(), { ...puk, rights })).toThrow('pace.refused');
});

test('the chip names its trust points to a terminal, and to nobody else', () => {
  expect(give(insert(), { ...pin('123456'), rights: ['readDg4'] })).toMatchObject({ cars: ['HUCVCA00001'] });
  expect(give(insert(), pin('123456'))).toMatchObject({ cars: [] });
});

test('A1: however the power is cut, there are never more verdicts than tries spent', () => {
  const patterns = [[], ['before'], ['after'], ['before', 'after'], ['after', undefined, 'before']] as const;
  for (const pattern of patterns) {
    const slot = insert();
    let verdicts = 0;
    for (let i = 0; i < 8; i++) {
      const cut = pattern[i % pattern.length];
      if (cut !== undefined) slot.cutPower(cut);
      const guess = { ...pin('000000'), resumed: true };
      try {
        const outcome = slot.kept.passwords.pin.triesLeft > 1 ? give(slot, guess) : within(slot, can, guess);
        if (outcome.kind === 'wrong-password' || (outcome.kind === 'blocked' && verdicts < 3)) verdicts++;
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(PowerCut);
      }
      expect(slot.kept.passwords.pin.triesLeft).toBeLessThanOrEqual(Math.max(0, 3 - verdicts));
    }
  }
});

test('A1: after the right PIN a cut before the counter is set back leaves it lowered', () => {
  const slot = insert({ triesLeft: 2 });
  slot.cutPower('after');
  expect(() => give(slot, pin('123456'))).toThrow(PowerCut);
  expect(slot.kept.passwords.pin.triesLeft).toBe(1);
});

test('A2: reset and power-off give no try back and keep no session', () => {
  const slot = insert();
  give(slot, pin('000000'));
  slot.reset();
  expect(runSync(readPinTries(offer), slot.send)).toEqual({ kind: 'known', triesLeft: 2 });
  const outcome = give(slot, pin('123456'));
  slot.reset();
  expect(slot.chip.session.channel).toBeUndefined();
  if (outcome.kind !== 'established') throw new Error('the PIN is right');
  expect(() => inChannel(slot, outcome.channel, 0xb0, 0x9c00)).toThrow('secure-messaging.missing');
});
