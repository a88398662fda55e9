// The one piece of curve arithmetic that node:crypto does not offer: whether a point is on the curve, and the sum of two points.
import { Buffer } from 'node:buffer';
import { type Bytes, concat, fromUnsigned } from '../../lib/bytes/index.ts';
import type { DomainParameters } from '../../lib/crypto/index.ts';

export interface Affine {
  /** Uncompressed, not infinity, both coordinates below p, on the curve. */
  isPoint(octets: Uint8Array): boolean;
  /** left + right of two points on the curve, 04‖x‖y; `undefined` at infinity. */
  add(left: Uint8Array, right: Uint8Array): Bytes | undefined;
  negate(point: Uint8Array): Bytes;
}

/** Octets as an unsigned integer, quicker than octet by octet. */
export function unsigned(octets: Uint8Array): bigint {
  return octets.length === 0 ? 0n : BigInt(`0x${Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex')}`);
}

export function createAffine(parameters: DomainParameters): Affine {
  const size = parameters.p.length;
  const p = unsigned(parameters.p);
  const a = unsigned(parameters.a);
  const b = unsigned(parameters.b);
  const reduce = (value: bigint) => ((value % p) + p) % p;
  const coordinates = (point: Uint8Array) => [unsigned(point.subarray(1, 1 + size)), unsigned(point.subarray(1 + size))] as const;
  const encode = (x: bigint, y: bigint) => concat(Uint8Array.of(4), fromUnsigned(x, size), fromUnsigned(y, size));

  return {
    isPoint(octets) {
      if (octets.length !== 1 + 2 * size || octets[0] !== 4) return false;
      const [x, y] = coordinates(octets);
      return x < p && y < p && (y * y - (x * x + a) * x - b) % p === 0n;
    },
    add(left, right) {
      const [x1, y1] = coordinates(left);
      const [x2, y2] = coordinates(right);
      const doubling = x1 === x2;
      if (doubling && y1 !== y2) return undefined;
      const numerator = doubling ? 3n * x1 * x1 + a : y2 - y1;
      const denominator = doubling ? 2n * y1 : x2 - x1;
      const slope = reduce(numerator * invert(reduce(denominator), p));
      const x = reduce(slope * slope - x1 - x2);
      return encode(x, reduce(slope * (x1 - x) - y1));
    },
    negate(point) {
      const [x, y] = coordinates(point);
      return encode(x, reduce(-y));
    },
  };
}

/** Inverse modulo a prime by the extended Euclidean algorithm. */
function invert(value: bigint, modulus: bigint): bigint {
  let [r0, r1] = [modulus, value];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  return t0;
}
