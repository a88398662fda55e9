// The packed set against a plain one, and what is no set.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bytes, bytes, concat, hex, toHex } from '../bytes/index.ts';
import { encodeIdentifiers, parseIdentifiers, union } from './identifier-set.ts';

const identifier = fc.uint8Array({ maxLength: 40 }).map((octets) => bytes(octets));
/** Few different ones, so that they meet. */
const few = fc.uint8Array({ maxLength: 2, max: 3 }).map((octets) => bytes(octets));
const texts = (identifiers: Iterable<Bytes>) => [...identifiers].map(toHex);

test('it holds what a plain set holds, in the order of the list, each once', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(identifier, few)), fc.array(fc.oneof(identifier, few)), (listed, others) => {
      const set = parseIdentifiers(encodeIdentifiers(listed));
      const plain = new Set(listed.map(toHex));
      expect(texts(set)).toEqual([...plain]);
      expect(set.size).toBe(plain.size);
      for (const one of [...listed, ...others]) expect(set.has(one)).toBe(plain.has(toHex(one)));
    }),
  );
});

test('several sets are one', () => {
  fc.assert(
    fc.property(fc.array(few), identifier, (listed, other) => {
      const [a, b] = [parseIdentifiers(encodeIdentifiers(listed)), parseIdentifiers(encodeIdentifiers([concat(hex`FFFF`, other)]))];
      expect(texts(union([a, b]))).toEqual([...texts(a), ...texts(b)]);
      expect([...listed, ...b].every((one) => union([a, b]).has(one))).toBe(true);
      expect(union([a, b]).size).toBe(a.size + b.size);
    }),
  );
});

test('identifiers that only differ behind their first octets are told apart', () => {
  const alike = Array.from({ length: 500 }, (_, i) => bytes([...new Array(30).fill(7), i >> 8, i & 255]));
  const set = parseIdentifiers(encodeIdentifiers(alike.slice(0, 250)));
  expect(alike.map((one) => set.has(one))).toEqual(alike.map((_, i) => i < 250));
});

test('what is no list of octet strings is refused', () => {
  for (const octets of [hex`0402`, hex`04`, hex`040201`, hex`0302 0000`, hex`048101 00`, hex`0401 00 FF`]) {
    expect(() => parseIdentifiers(octets)).toThrow('card.malformed');
  }
});
