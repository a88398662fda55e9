// Cryptography for tests that talk to the chip ten thousand times: real hashes and ciphers, and instead of a curve the integers modulo its order, in
// which everything is as on a curve but secret. Protocols run in it unchanged, a hundred times as fast.
import { type Bytes, bytes, concat, equal, fromUnsigned, toUnsigned } from '../bytes/index.ts';
import { type CryptoErrorCode, type Cryptography, type Curve, type CurveName, namedCurves } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';

/** `real` gives hashes, ciphers and randomness. */
export function quickCryptography(real: Cryptography): Cryptography {
  const groups = new Map<CurveName, Curve>();
  return {
    ...real,
    curve: (name) => {
      const group = groups.get(name) ?? integers(name, real);
      groups.set(name, group);
      return group;
    },
  };
}

/** The point k·G is the number k: 04 ‖ k ‖ 0. */
function integers(name: CurveName, { hash, random, curve }: Cryptography): Curve {
  const { size, parameters } = namedCurves[name];
  const order = toUnsigned(parameters.n);
  const encode = (value: bigint) => concat(Uint8Array.of(4), fromUnsigned(value % order, size), new Uint8Array(size));
  const decode = (point: Uint8Array) => {
    if (!isPoint(point)) throw new EidError<CryptoErrorCode>('crypto.bad-point');
    return toUnsigned(point.subarray(1, 1 + size));
  };
  const isPoint = (point: Uint8Array) => {
    if (point.length !== 1 + 2 * size || point[0] !== 4 || point.subarray(1 + size).some((octet) => octet !== 0)) return false;
    const value = toUnsigned(point.subarray(1, 1 + size));
    return value > 0n && value < order;
  };
  const signature = (point: Uint8Array, message: Uint8Array): Bytes => {
    const half = concat(hash('SHA-512', concat(point, message)), new Uint8Array(2)).slice(0, size);
    return concat(half, half);
  };
  const keyPair: Curve['keyPair'] = (secret) => ({ secret: bytes(secret), point: encode(toUnsigned(secret)) });
  return {
    name,
    size,
    parameters,
    isPoint,
    keyPair,
    randomScalar: () => curve(name).randomScalar(random),
    agree: (secret, point) => fromUnsigned((toUnsigned(secret) * decode(point)) % order, size),
    mappedPoint: ({ nonce, secret, theirs }, ephemeral) =>
      encode((toUnsigned(nonce) + toUnsigned(secret) * decode(theirs)) * toUnsigned(ephemeral)),
    sign: (_, secret, message) => signature(keyPair(secret).point, message),
    verify: (_, point, message, given) => equal(signature(encode(decode(point)), message), given),
  };
}
