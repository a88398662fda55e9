// PACE at the chip: what it offers, which password leads whom where, and what guesses cost. TR-03110-2 3.2 and 3.3, TR-03110-3 B.1.
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Protocol, runSync } from '../apdu/index.ts';
import { type Bytes, hex } from '../bytes/index.ts';
import { dataGroups, encodeSecurityInfos } from '../card/index.ts';
import { curveOfParameterId } from '../crypto/index.ts';
import { type AuthenticationRight, createChat } from '../cvc/index.ts';
import { digitsPassword, establishPace, machineReadablePassword, type PaceOutcome, type PacePassword } from '../eac/pace/index.ts';
import { secured } from '../secure-messaging/index.ts';
import type { Card } from './card.ts';
import { encodeCardFile, parseCardFile } from './card-file.ts';
import { machineReadableData } from './machine-readable-data.ts';
import { quickCryptography } from './test-cryptography.ts';
import { establishAuthorities, one, openWithPin, type Slot, speaker } from './test-terminal.ts';
import { insertCard, newCard, offer, PowerCut } from './test-world.ts';

const real = createCryptography();
const cryptography = quickCryptography(real);
const authorities = establishAuthorities(cryptography);
const card = newCard(cryptography, authorities.root.certificate);
const insert = (changes: Partial<Card> = {}) => insertCard({ ...card, ...changes }, cryptography);

type Named = 'mrz' | 'can' | 'pin' | 'puk';
const right: Readonly<Record<Named, () => PacePassword>> = {
  mrz: () => machineReadablePassword(real, machineReadableData(card) as string),
  can: () => digitsPassword('can', '500540'),
  pin: () => digitsPassword('pin', '123456'),
  puk: () => digitsPassword('puk', '9876543210'),
};
const wrong: Readonly<Record<'mrz' | 'can', () => PacePassword>> = {
  mrz: () => machineReadablePassword(real, '000000000000000000000000'),
  can: () => digitsPassword('can', '000000'),
};
const attempt = (password: PacePassword, rights?: readonly AuthenticationRight[]): Protocol<PaceOutcome> =>
  establishPace({ offer, password, ...(rights && { chat: createChat(rights) }) }, cryptography);
const give = (slot: Slot, password: PacePassword, rights?: readonly AuthenticationRight[]) => runSync(attempt(password, rights), slot.send);

describe('the machine-readable zone', () => {
  const printed = (documentNumber: string, born: string, expires: string) =>
    machineReadableData({
      ...card,
      documentNumber,
      dataGroups: new Map([
        [8, dataGroups.dateOfBirth.encode(born)],
        [3, dataGroups.dateOfExpiry.encode(expires)],
      ]),
    });

  test('ICAO 9303-11 D.2: document number, birth and expiry with their check digits', () => {
    expect(printed('L898902C', '1969-08-06', '1994-06-23')).toBe('L898902C<369080619406236');
  });

  test('fills what is unknown of the birth date', () => {
    expect(printed('123456789', '1990-  -  ', '2030-01-01')).toMatch(/^123456789\d90<<<<\d300101\d$/);
  });

  test('is no password where the data do not give one', () => {
    expect(printed('1234567890', '1990-01-01', '2030-01-01')).toBeUndefined();
    expect(machineReadableData({ ...card, dataGroups: new Map() })).toBeUndefined();
    const select = hex`0022C1A4 0F 800A04007F00070202040202 830101`;
    expect(insert({ dataGroups: new Map() }).sendOctets(select).status).toBe(0x6a88);
    expect(insert().sendOctets(select).status).toBe(0x9000);
  });
});

describe('every supported curve with every size of AES', () => {
  const ciphers = [2, 3, 4];
  const parameterIds = [12, 13, 15, 16, 17, 18];
  const offers = ciphers.flatMap((cipher) =>
    parameterIds.map((parameterId) => ({ protocol: `0.4.0.127.0.7.2.2.4.2.${cipher}`, parameterId })),
  );
  const cardAccess = encodeSecurityInfos(offers.map((one) => ({ kind: 'pace', ...one, version: 2 })));
  const many = { ...card, masterFile: { ...card.masterFile, cardAccess } };

  test.each(offers.map((one, i) => [curveOfParameterId(one.parameterId), one.protocol.slice(-1), one, i] as const))(
    '%s, cipher %s',
    (_, __, chosen, place) => {
      for (const [i, password] of Object.values(right).entries()) {
        // Every password everywhere; on the real curve one after the other, since that is slow.
        const arithmetic = i === place % 4 ? real : cryptography;
        const slot = insertCard(many, arithmetic);
        const outcome = runSync(establishPace({ offer: chosen, nameParameters: true, password: password() }, arithmetic), slot.send);
        expect(outcome.kind).toBe('established');
        if (outcome.kind === 'established') {
          expect(speaker(slot, outcome.channel)(one({ ins: 0xb0, p1: 0x9e, p2: 0, expected: 256 })).data).toEqual(
            card.masterFile.directory,
          );
        }
      }
    },
  );

  test('without a named one the first of the protocol is taken; one that is not offered is 6A88', () => {
    const select = (...more: readonly number[]) =>
      insertCard(many, real).sendOctets(
        Uint8Array.of(0, 0x22, 0xc1, 0xa4, 0x0f + more.length, ...hex`800A04007F00070202040203830102`, ...more),
      );
    expect(
      runSync(establishPace({ offer: { ...offer, parameterId: 12 }, password: right.can() }, real), insertCard(many, real).send).kind,
    ).toBe('established');
    expect([select().status, select(0x84, 1, 18).status, select(0x84, 1, 14).status]).toEqual([0x9000, 0x9000, 0x6a88]);
  });
});

describe('a terminal', () => {
  const words: readonly (readonly [Named, readonly AuthenticationRight[], number])[] = [
    ['pin', ['readDg4'], 0x9000],
    ['can', ['readDg4', 'canAllowed'], 0x9000],
    ['can', ['readDg4'], 0x6a80],
    ['mrz', ['readDg4', 'canAllowed'], 0x6a80],
    ['puk', ['readDg4', 'canAllowed'], 0x6a80],
  ];
  const selection = (password: Named, chat: Bytes) =>
    one({
      ins: 0x22,
      p1: 0xc1,
      p2: 0xa4,
      data: new Uint8Array([...hex`800A04007F00070202040202 8301`, 1 + Object.keys(right).indexOf(password), ...chat]),
    });

  test.each(words)('comes by the %s with %j: %i', (password, rights, expected) => {
    const { bits } = createChat(rights);
    const chat = new Uint8Array([...hex`7F4C 12 06 09 04007F000703010202 53 05`, ...bits]);
    expect(runSync(selection(password, chat), insert().send).status).toBe(expected);
  });

  test('of another kind, or of none that is known, is 6A88', () => {
    for (const chat of [hex`7F4C 0E 06 09 04007F000703010201 53 01 20`, hex`7F4C 0E 06 09 04007F000703010209 53 01 20`]) {
      expect(runSync(selection('pin', chat), insert().send).status).toBe(0x6a88);
    }
  });

  test('is told the trust points, the current one first, and nobody else is', () => {
    const trustPoints = [authorities.root.certificate.raw, authorities.root.certificate.raw];
    expect(give(insert({ trustPoints }), right.pin(), ['readDg4'])).toMatchObject({ cars: ['HUCVCA00001', 'HUCVCA00001'] });
    for (const password of Object.values(right)) expect(give(insert(), password())).toMatchObject({ cars: [] });
  });

  test('gets no further right than PACE let it have, and none at all without one', () => {
    const { authentication } = (() => {
      const slot = insert();
      openWithPin(slot, { cryptography, authorities, permitted: ['readDg4'] });
      return slot.chip.session;
    })();
    expect(authentication).toMatchObject({ step: 'password', chat: createChat(['readDg4']) });
    const slot = insert();
    const outcome = give(slot, right.pin());
    if (outcome.kind !== 'established') throw new Error(outcome.kind);
    expect(speaker(slot, outcome.channel)(one({ ins: 0x84, p1: 0, p2: 0, expected: 8 })).status).toBe(0x6982);
  });
});

describe('GENERAL AUTHENTICATE', () => {
  const step = (cla: number, data: Bytes) => ({ cla, ins: 0x86, p1: 0, p2: 0, data, expected: 256 });
  const selected = () => {
    const slot = insert();
    slot.sendOctets(hex`0022C1A4 0F 800A04007F00070202040202 830102`);
    return slot;
  };

  test.each([
    ['the nonce asked for without a chain', step(0x00, hex`7C00`), 0x6883],
    ['a mapping key before the nonce', step(0x10, hex`7C02 8100`), 0x6985],
    ['two objects at once', step(0x10, hex`7C04 8100 8300`), 0x6a80],
    ['another template', step(0x00, hex`7D00`), 0x6883],
  ])('%s: %#', (_, command, expected) => {
    const slot = selected();
    expect(slot.send(command).status).toBe(expected);
    expect(slot.send(step(0x10, hex`7C00`)).status).toBe(0x6985);
  });

  test.each([
    ['blocked', { triesLeft: 0 }, 0x63c0, 0x6983],
    ['deactivated', { active: false }, 0x6283, 0x6984],
  ])('a PIN that is %s is named, and then not judged', (_, pin, named, refused) => {
    const slot = insert({ passwords: { ...card.passwords, pin: { ...card.passwords.pin, ...pin } } });
    expect(slot.sendOctets(hex`0022C1A4 0F 800A04007F00070202040202 830103`).status).toBe(named);
    expect(slot.send(step(0x10, hex`7C00`)).status).toBe(refused);
    expect(slot.kept.passwords.pin).toMatchObject(pin);
  });

  test('another command in between ends PACE', () => {
    const slot = selected();
    slot.sendOctets(hex`00A4000C`);
    expect(slot.send(step(0x10, hex`7C00`)).status).toBe(0x6985);
  });

  test('A9: a point that is none, and the own key sent back, are 6A80', () => {
    for (const point of [hex`00`, new Uint8Array(65), hex`04 01`, undefined]) {
      const slot = selected();
      slot.send(step(0x10, hex`7C00`));
      const bad = point ?? new Uint8Array([4, ...new Uint8Array(64).fill(0xff)]);
      expect(slot.send(step(0x10, new Uint8Array([0x7c, bad.length + 2, 0x81, bad.length, ...bad]))).status).toBe(0x6a80);
    }
  });

  test('A8: two nonces of the same password differ', () => {
    const nonce = () => selected().send(step(0x10, hex`7C00`)).data;
    expect(nonce()).not.toEqual(nonce());
  });
});

describe('PACE inside a channel', () => {
  test('opens a new one; a wrong password ends both', () => {
    const slot = insert();
    const outer = give(slot, right.can());
    if (outer.kind !== 'established') throw new Error(outer.kind);
    const [inner] = runSync(secured(attempt(right.pin(), ['readDg4']), outer.channel), slot.send);
    if (inner.kind !== 'established') throw new Error(inner.kind);
    expect(speaker(slot, inner.channel)(one({ ins: 0x84, p1: 0, p2: 0, expected: 8 })).status).toBe(0x9000);
    slot.reset();
    const again = give(slot, right.can());
    if (again.kind !== 'established') throw new Error(again.kind);
    expect(runSync(secured(attempt(digitsPassword('pin', '000000')), again.channel), slot.send)[0]).toEqual({
      kind: 'wrong-password',
      triesLeft: 2,
    });
    expect(slot.chip.session.channel).toBeUndefined();
  });

  test('resumes a suspended PIN after the CAN, and after no other password', () => {
    for (const password of ['mrz', 'puk'] as const) {
      const slot = insert({ passwords: { ...card.passwords, pin: { ...card.passwords.pin, triesLeft: 1 } } });
      const outer = give(slot, right[password]());
      if (outer.kind !== 'established') throw new Error(outer.kind);
      const resumed = establishPace({ offer, password: right.pin(), resumed: true }, cryptography);
      expect(runSync(secured(resumed, outer.channel), slot.send)[0]).toEqual({ kind: 'suspended' });
      expect(slot.kept.passwords.pin.triesLeft).toBe(1);
    }
  });
});

describe.each(['can', 'mrz'] as const)('A4: guesses of the %s', (password) => {
  const late = (slot: Slot, guess: PacePassword) => {
    const before = slot.clock;
    give(slot, guess);
    return slot.clock - before;
  };

  test('are answered ever later, right or wrong, and the right one ends that', () => {
    const slot = insert();
    expect(Array.from({ length: 9 }, () => late(slot, wrong[password]()))).toEqual([0, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(late(slot, right[password]())).toBe(5000);
    expect(late(slot, right[password]())).toBe(0);
    expect(slot.kept.passwords).toEqual(card.passwords);
  });

  test('never block, and three hundred of them take twenty minutes and more', () => {
    const slot = insert();
    for (let i = 0; i < 300; i++) expect(give(slot, wrong[password]())).toEqual({ kind: 'wrong-password' });
    expect(slot.clock).toBeGreaterThan(1_200_000);
    expect(give(slot, right[password]()).kind).toBe('established');
  });

  test('are counted over resets and cuts of power, before the answer', () => {
    const slot = insert();
    give(slot, wrong[password]());
    slot.cutPower('after');
    expect(() => give(slot, wrong[password]())).toThrow(PowerCut);
    slot.reset();
    expect(slot.kept.wrongGuesses?.[password]).toBe(2);
    expect(late(slot, wrong[password]())).toBe(200);
    expect(parseCardFile(JSON.parse(JSON.stringify(encodeCardFile(slot.kept))))).toEqual(slot.kept);
  });

  test('are counted apart from the other password', () => {
    const slot = insert();
    for (let i = 0; i < 4; i++) give(slot, wrong[password]());
    expect(late(slot, right[password === 'can' ? 'mrz' : 'can']())).toBe(0);
    expect(late(slot, right.puk())).toBe(0);
    expect(slot.kept.wrongGuesses?.[password]).toBe(4);
  });
});
