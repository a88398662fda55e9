// Every operation of every curve against @noble/curves, which shares no code with OpenSSL.
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, fromUnsigned, toUnsigned } from '../../lib/bytes/index.ts';
import type { CurveName, HashName } from '../../lib/crypto/index.ts';
import { createCryptography } from './index.ts';

const oracles = { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1, 'P-256': p256, 'P-384': p384, 'P-521': p521 } as const;
const cryptography = createCryptography();
const runs = { numRuns: 8 };

describe.each(Object.keys(oracles) as CurveName[])('%s', (name) => {
  const curve = cryptography.curve(name);
  const { Point } = oracles[name];
  const order = Point.Fn.ORDER;
  const scalars = fc.bigInt({ min: 1n, max: order - 1n });
  const octets = (scalar: bigint) => fromUnsigned(scalar, curve.size);
  const times = (scalar: bigint, point = Point.BASE) => bytes(point.multiply(scalar).toBytes(false));
  const x = (point: Uint8Array) => bytes(point.subarray(1, 1 + curve.size));

  test('the domain parameters are those of the oracle', () => {
    const expected = Point.CURVE();
    const { p, a, b, G, n, h } = curve.parameters;
    expect([p, a, b, n, h].map(toUnsigned)).toEqual([expected.p, expected.a, expected.b, expected.n, expected.h]);
    expect(G).toEqual(bytes(Point.BASE.toBytes(false)));
  });

  test('key pair, agreement and membership are right', () => {
    fc.assert(
      fc.property(scalars, scalars, (own, other) => {
        const theirs = times(other);
        expect(curve.isPoint(theirs)).toBe(true);
        expect(curve.keyPair(octets(other))).toEqual({ secret: octets(other), point: theirs });
        expect(curve.agree(octets(own), theirs)).toEqual(x(times(own, Point.BASE.multiply(other))));
      }),
      runs,
    );
  });

  test('the mapped point is k·(s·G + x·Y)', () => {
    const nonces = fc.oneof(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.constant(new Uint8Array(16)),
    );
    fc.assert(
      fc.property(nonces, scalars, scalars, scalars, (nonce, secret, other, ephemeral) => {
        const theirs = Point.BASE.multiply(other);
        const s = toUnsigned(nonce) % order;
        const shared = theirs.multiply(secret);
        const mapped = s === 0n ? shared : Point.BASE.multiply(s).add(shared);
        const mapping = { nonce: bytes(nonce), secret: octets(secret), theirs: bytes(theirs.toBytes(false)) };
        expect(curve.mappedPoint(mapping, octets(ephemeral))).toEqual(times(ephemeral, mapped));
      }),
      runs,
    );
  });

  test('the mapped point is right where the two summands meet, and refused at infinity', () => {
    const [secret, nonce] = [octets(2n), octets(6n).slice(-16)];
    const mapping = (theirs: Uint8Array) => ({ nonce: bytes(nonce), secret, theirs });
    expect(curve.mappedPoint(mapping(times(3n)), octets(1n))).toEqual(times(12n));
    const infinite = () => curve.mappedPoint(mapping(times(order - 3n)), octets(1n));
    expect(infinite).toThrow(expect.objectContaining({ code: 'crypto.bad-point' }));
    for (const k of [1n, 2n, order - 1n, order - 2n]) {
      expect(curve.mappedPoint({ nonce: new Uint8Array(16), secret: octets(1n), theirs: times(5n) }, octets(k))).toEqual(
        times(k, Point.BASE.multiply(5n)),
      );
    }
  });

  test('signatures verify with the oracle and back, and with nothing changed', () => {
    const hashes: readonly HashName[] = ['SHA-256', 'SHA-384', 'SHA-512'];
    const messages = fc.uint8Array({ maxLength: 80 });
    fc.assert(
      fc.property(scalars, messages, fc.constantFrom(...hashes), fc.nat(), (secret, message, hash, flip) => {
        const point = times(secret);
        const digest = cryptography.hash(hash, message);
        const signature = curve.sign(hash, octets(secret), message);
        expect(oracles[name].verify(signature, digest, point, { prehash: false, lowS: false })).toBe(true);
        const theirs = bytes(oracles[name].sign(digest, octets(secret), { prehash: false, lowS: false }));
        expect(curve.verify(hash, point, message, theirs)).toBe(true);
        const bit = flip % (8 * theirs.length);
        theirs[bit >> 3] = (theirs[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(curve.verify(hash, point, message, theirs)).toBe(false);
        for (const other of [signature.slice(1), bytes([0, ...signature]), bytes([])])
          expect(curve.verify(hash, point, message, other)).toBe(false);
        expect(curve.verify(hash, point, message, new Uint8Array(2 * curve.size))).toBe(false);
      }),
      runs,
    );
  });

  test('a point off the curve, at infinity, compressed, too short or with a coordinate of p or more is refused everywhere', () => {
    const good = times(7n);
    const off = bytes(good);
    off[off.length - 1] = (off[off.length - 1] as number) ^ 1;
    const { p, a } = curve.parameters;
    const beyond = Uint8Array.from([
      4,
      ...fromUnsigned(toUnsigned(x(good)) + toUnsigned(p), curve.size + 1).slice(-curve.size),
      ...good.slice(1 + curve.size),
    ]);
    const bad = [
      off,
      beyond,
      Uint8Array.of(0),
      new Uint8Array(0),
      Uint8Array.from([4, ...new Uint8Array(2 * curve.size)]),
      Uint8Array.from([4, ...p, ...a]),
      bytes(Point.fromBytes(good).toBytes(true)),
      good.slice(1),
      Uint8Array.from([6, ...good.slice(1)]),
    ];
    const refused = expect.objectContaining({ code: 'crypto.bad-point' });
    for (const point of bad) {
      expect(curve.isPoint(point)).toBe(false);
      expect(() => curve.agree(octets(5n), point)).toThrow(refused);
      expect(() => curve.mappedPoint({ nonce: new Uint8Array(16), secret: octets(5n), theirs: point }, octets(5n))).toThrow(refused);
      expect(() => curve.verify('SHA-256', point, good, new Uint8Array(2 * curve.size))).toThrow(refused);
    }
  });

  test('a scalar of zero, of the order or of another length is refused', () => {
    for (const secret of [octets(0n), curve.parameters.n, octets(1n).slice(1), new Uint8Array(curve.size).fill(0xff)]) {
      const refused = expect.objectContaining({ code: 'crypto.bad-scalar' });
      expect(() => curve.keyPair(secret)).toThrow(refused);
      expect(() => curve.agree(secret, curve.parameters.G)).toThrow(refused);
      expect(() => curve.sign('SHA-256', secret, secret)).toThrow(refused);
    }
  });

  test('a random scalar is drawn again until it lies in [1, n−1]', () => {
    const draws = [new Uint8Array(curve.size), new Uint8Array(curve.size).fill(0xff), curve.parameters.n, octets(9n)];
    expect(curve.randomScalar(() => draws.shift() as Uint8Array<ArrayBuffer>)).toEqual(octets(9n));
    expect(draws).toEqual([]);
  });
});
