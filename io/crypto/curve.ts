// An elliptic curve of the core, by OpenSSL: TR-03111 (ECDSA, ECKA) and the generic mapping of PACE, TR-03110-3 A.3.5.1.
import { createECDH, diffieHellman, ECDH, sign, verify } from 'node:crypto';
import { type Bytes, bytes, equal, fromUnsigned } from '../../lib/bytes/index.ts';
import { type CryptoErrorCode, type Curve, type CurveName, namedCurves } from '../../lib/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { createAffine, unsigned } from './affine.ts';
import { createKeyImport, type KeyImport } from './key-encodings.ts';
import { curveNames, digestNames } from './openssl-names.ts';

/** Multiplies a scalar in [1, n−1] and a point of the curve, both of full length, to the full point. */
type Multiply = (secret: Bytes, base: Uint8Array) => Bytes;

export function createCurve(name: CurveName): Curve {
  const { parameters, size } = namedCurves[name];
  const named = curveNames[name];
  const order = unsigned(parameters.n);
  const topOctet = 0xff >> (8 * size - order.toString(2).length);
  const affine = createAffine(parameters);
  const keys = createKeyImport(name);
  let multiply: Multiply | undefined;

  const scalar = (octets: Uint8Array): Bytes => {
    const value = unsigned(octets);
    if (octets.length !== size || value === 0n || value >= order) throw new EidError<CryptoErrorCode>('crypto.bad-scalar');
    return bytes(octets);
  };
  const point = (octets: Uint8Array): Uint8Array => {
    if (!affine.isPoint(octets)) throw badPoint();
    return octets;
  };
  const publicPoint = (secret: Bytes): Bytes => {
    const pair = createECDH(named);
    pair.setPrivateKey(secret);
    return bytes(pair.getPublicKey());
  };
  const xOfProduct = (secret: Bytes, base: Uint8Array): Bytes =>
    bytes(diffieHellman({ privateKey: keys.privateKey(secret), publicKey: keys.publicKey(base) }));

  /**
   * The full point from x-coordinates only: x(k·P) leaves ±k·P, and x((k+1)·P) says which of the two it is.
   * Two multiplications; quicker than explicit parameters where OpenSSL has special code for the named curve.
   */
  const multiplyByX: Multiply = (secret, base) => {
    const value = unsigned(secret);
    if (value === order - 1n) return affine.negate(base);
    const compressed = Uint8Array.of(2, ...xOfProduct(secret, base));
    const either = bytes(ECDH.convertKey(compressed, named, undefined, undefined, 'uncompressed') as Buffer);
    const next = affine.add(either, base);
    const isNext = next !== undefined && equal(next.subarray(1, 1 + size), xOfProduct(fromUnsigned(value + 1n, size), base));
    return isNext ? either : affine.negate(either);
  };

  return {
    name,
    size,
    parameters,
    isPoint: affine.isPoint,
    randomScalar(random) {
      for (;;) {
        const candidate = bytes(random(size));
        candidate[0] = (candidate[0] as number) & topOctet;
        const value = unsigned(candidate);
        if (value > 0n && value < order) return candidate;
      }
    },
    keyPair(secret) {
      const own = scalar(secret);
      return { secret: own, point: publicPoint(own) };
    },
    agree: (secret, theirs) => xOfProduct(scalar(secret), point(theirs)),
    mappedPoint({ nonce, secret, theirs }, ephemeral) {
      const k = unsigned(scalar(ephemeral));
      const fixed = (k * unsigned(nonce)) % order;
      const variable = fromUnsigned((k * unsigned(scalar(secret))) % order, size);
      multiply ??= prefersNamed.has(name) || !explicitParametersWork(keys, publicPoint, size) ? multiplyByX : keys.multiply;
      const right = multiply(variable, point(theirs));
      const sum = fixed === 0n ? right : affine.add(publicPoint(fromUnsigned(fixed, size)), right);
      if (sum === undefined) throw badPoint();
      return sum;
    },
    sign: (hash, secret, message) =>
      bytes(sign(digestNames[hash], message, { key: keys.privateKey(scalar(secret)), dsaEncoding: 'ieee-p1363' })),
    verify(hash, theirs, message, signature) {
      const key = keys.publicKey(point(theirs));
      return verify(digestNames[hash], message, { key, dsaEncoding: 'ieee-p1363' }, signature);
    },
  };
}

/** Curves for which OpenSSL's own code beats twice over what explicit parameters can use. */
const prefersNamed: ReadonlySet<CurveName> = new Set(['P-256']);

/** Explicit parameters are a legacy feature that a build of OpenSSL may lack: 3·(2·G) has to be 6·G before anything relies on them. */
function explicitParametersWork(keys: KeyImport, publicPoint: (secret: Bytes) => Bytes, size: number): boolean {
  const small = (value: bigint) => publicPoint(fromUnsigned(value, size));
  try {
    return equal(keys.multiply(fromUnsigned(3n, size), small(2n)), small(6n));
  } catch {
    return false;
  }
}

function badPoint(): EidError<CryptoErrorCode> {
  return new EidError<CryptoErrorCode>('crypto.bad-point');
}
