// Data groups 1 to 22 by effective rights alone, and what the chip says of a birth date that is partly unknown. TR-03110-4 2.2.
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Bytes, latin1 } from '../bytes/index.ts';
import {
  type AuxiliaryData,
  type AuxiliaryItem,
  applicationIdentifiers,
  auxiliaryIdentifiers,
  dataGroups,
  encodeAuxiliaryData,
} from '../card/index.ts';
import type { AuthenticationRight } from '../cvc/index.ts';
import { oid, tlv } from '../tlv/index.ts';
import type { Card } from './card.ts';
import { quickCryptography } from './test-cryptography.ts';
import { allRights, establishAuthorities, one, type SignIn, signIn } from './test-terminal.ts';
import { insertCard, newCard } from './test-world.ts';

const cryptography = quickCryptography(createCryptography());
const authorities = establishAuthorities(cryptography);
const numbers = Array.from({ length: 22 }, (_, i) => i + 1);
const blank = newCard(cryptography, authorities.root.certificate);
const card: Card = {
  ...blank,
  dataGroups: new Map(numbers.map((number) => [number, tlv(0x60 + number, tlv(0x0c, Uint8Array.of(number)))])),
};
const by = (changes: Partial<SignIn>): SignIn => ({ cryptography, authorities, ...changes });

function open(permitted: readonly AuthenticationRight[], on = card) {
  const slot = insertCard(on, cryptography);
  const { speak } = signIn(slot, by({ permitted }));
  speak(one({ ins: 0xa4, p1: 4, p2: 0x0c, data: applicationIdentifiers.eId }));
  return {
    slot,
    read: (number: number) => speak(one({ ins: 0xb0, p1: 0x80 | number, p2: 0, expected: 256 })),
    readOdd: (number: number) => speak(one({ ins: 0xb1, p1: 0, p2: number, data: tlv(0x54, Uint8Array.of(0)), expected: 256 })),
    readSelected: (number: number) => {
      speak(one({ ins: 0xa4, p1: 2, p2: 0x0c, data: Uint8Array.of(1, number) }));
      return speak(one({ ins: 0xb0, p1: 0, p2: 0, expected: 256 }));
    },
    write: (number: number) => speak(one({ ins: 0xd6, p1: 0x80 | number, p2: 0, data: Uint8Array.of(0x60 + number) })).status,
  };
}

describe('each data group', () => {
  test.each(numbers)('DG%i is read with its own right, whichever way it is asked for', (number) => {
    const { read, readOdd, readSelected } = open([`readDg${number}` as AuthenticationRight]);
    for (const asked of [read, readSelected]) expect(asked(number)).toEqual({ data: card.dataGroups.get(number), status: 0x9000 });
    expect(readOdd(number).status).toBe(0x9000);
    for (const other of numbers) if (other !== number) expect(read(other).status).toBe(0x6982);
  });

  test.each(numbers)('DG%i is not read with every right but its own', (number) => {
    const { read, readOdd, readSelected } = open(allRights.filter((right) => right !== `readDg${number}`));
    for (const asked of [read, readOdd, readSelected]) expect(asked(number).status).toBe(0x6982);
  });

  test('is written with its own right where the profile lets it: residence and municipality', () => {
    for (const number of numbers) {
      const own = `writeDg${number}` as AuthenticationRight;
      const writable = number === 17 || number === 18;
      const all = open(allRights);
      expect(all.write(number)).toBe(writable ? 0x9000 : 0x6982);
      expect(open(allRights.filter((right) => right !== own)).write(number)).toBe(0x6982);
      expect(all.slot.kept.dataGroups.get(number)).toEqual(card.dataGroups.get(number));
    }
  });

  test('that the card has not is 6A82, with the right or without', () => {
    const { read, write } = open(allRights, { ...card, dataGroups: new Map() });
    for (const number of numbers) expect([read(number).status, write(number)]).toEqual([0x6a82, 0x6a82]);
  });

  test('lies in the eID application and not in the master file', () => {
    const { speak } = signIn(insertCard(card, cryptography), by({}));
    expect(speak(one({ ins: 0xb0, p1: 0x84, p2: 0, expected: 256 })).status).toBe(0x6a82);
  });
});

describe('auxiliary data', () => {
  /** VERIFY, which COMPARE has to agree with. */
  function compare(files: Readonly<Record<number, Bytes>>, signed: AuxiliaryData, item: AuxiliaryItem, permitted = allRights) {
    const on = { ...blank, dataGroups: new Map(Object.entries(files).map(([number, file]) => [Number(number), file])) };
    const { speak } = signIn(insertCard(on, cryptography), by({ permitted, auxiliaryData: encodeAuxiliaryData(signed) }));
    const [verified, compared] = [0x20, 0x33].map((ins) =>
      speak(one({ cla: 0x80, ins, p1: 0x80, p2: 0, data: oid(auxiliaryIdentifiers[item]) })),
    );
    expect(compared).toEqual(verified);
    return verified?.status;
  }
  const born = (digits: string) => ({ 8: tlv(0x68, tlv(0x12, latin1(digits) as Bytes)) });

  test.each([
    ['19900615', '1990-06-14', '1990-06-15'],
    ['199006  ', '1990-06-29', '1990-06-30'],
    ['199002  ', '1990-02-27', '1990-02-28'],
    ['199202  ', '1992-02-28', '1992-02-29'],
    ['1990    ', '1990-12-30', '1990-12-31'],
    ['1990  15', '1990-12-14', '1990-12-15'],
  ])('a birth date %j counts as the latest that it can be: %s is before, %s is not', (digits, before, since) => {
    expect(compare(born(digits), { dateOfBirth: before }, 'dateOfBirth')).toBe(0x6300);
    expect(compare(born(digits), { dateOfBirth: since }, 'dateOfBirth')).toBe(0x9000);
  });

  test('nothing is known of an age without a year, or without a birth date', () => {
    expect(compare(born('        '), { dateOfBirth: '2026-01-01' }, 'dateOfBirth')).toBe(0x6300);
    expect(compare({}, { dateOfBirth: '2026-01-01' }, 'dateOfBirth')).toBe(0x6a88);
  });

  test('a card is valid to the end of its last day', () => {
    const expires = { 3: dataGroups.dateOfExpiry.encode('2030-06-15') };
    expect(compare(expires, { dateOfExpiry: '2030-06-15' }, 'dateOfExpiry', [])).toBe(0x9000);
    expect(compare(expires, { dateOfExpiry: '2030-06-16' }, 'dateOfExpiry', [])).toBe(0x6300);
  });

  test('a municipality is compared by its first digits, with the right to that', () => {
    const lives = { 18: dataGroups.communityId.encode('19415000') };
    expect(compare(lives, { communityId: '19415000' }, 'communityId')).toBe(0x9000);
    expect(compare(lives, { communityId: '19' }, 'communityId')).toBe(0x9000);
    expect(compare(lives, { communityId: '1942' }, 'communityId')).toBe(0x6300);
    expect(compare(lives, { communityId: '1941500000' }, 'communityId')).toBe(0x6300);
    const lesser = allRights.filter((right) => right !== 'communityIdVerification');
    expect(compare(lives, { communityId: '19' }, 'communityId', lesser)).toBe(0x6982);
  });

  test('an age is told with the right to that, and nothing of what the terminal did not sign', () => {
    const lesser = allRights.filter((right) => right !== 'ageVerification');
    expect(compare(born('19900615'), { dateOfBirth: '2000-01-01' }, 'dateOfBirth', lesser)).toBe(0x6982);
    expect(compare(born('19900615'), { dateOfExpiry: '2000-01-01' }, 'dateOfBirth')).toBe(0x6a88);
  });
});
