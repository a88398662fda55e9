import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bytes, bytes, concat } from '../bytes/index.ts';
import { isEidError } from '../error/index.ts';
import { content, integer, oid, parseInteger, parseOid, parseTlvs, type Tlv, tlv } from './index.ts';

const octets = fc.uint8Array({ maxLength: 400 }).map((array) => bytes(array));
const tags = fc.constantFrom(0x04, 0x30, 0x5f37, 0x7f21, 0x7f4e, 0x80, 0xa3);

test('what is encoded is decoded to the same objects', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ tag: tags, value: octets }), { maxLength: 6 }), (objects) => {
      expect(parseTlvs(concat(...objects.map(({ tag, value }) => tlv(tag, value))))).toEqual(objects);
    }),
  );
});

test('what is decoded is encoded to the same octets: one spelling per value', () => {
  fc.assert(
    fc.property(octets, (input) => {
      const objects = orNothing(() => parseTlvs(input));
      if (objects) expect(concat(...objects.map(({ tag, value }: Tlv) => tlv(tag, value)))).toEqual(input);
    }),
    { numRuns: 2000 },
  );
});

test('integers and object identifiers come back as they went', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 600n }), (value) => {
      expect(parseInteger(content(integer(value), 0x02))).toBe(value);
    }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 39 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      (first, second, rest) => {
        const dotted = [first, second, ...rest].join('.');
        expect(parseOid(content(oid(dotted), 0x06))).toBe(dotted);
      },
    ),
  );
});

test('any octets give objects or an error of this package, nothing else', () => {
  fc.assert(
    fc.property(octets, (input) => {
      for (const decode of [parseTlvs, parseOid, parseInteger]) orNothing(() => decode(input));
    }),
    { numRuns: 2000 },
  );
});

function orNothing<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (thrown) {
    if (!isEidError(thrown)) throw thrown;
    return undefined;
  }
}

test('the oracle above sees a foreign error', () => {
  expect(() => orNothing(() => (undefined as unknown as { x: Bytes }).x)).toThrow(TypeError);
});
