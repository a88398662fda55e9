// The core's cryptography, done by OpenSSL through node:crypto. Nothing of the curves or ciphers is calculated here but what it does not offer.
import { hash, randomBytes } from 'node:crypto';
import { bytes } from '../../lib/bytes/index.ts';
import type { Cryptography, Curve, CurveName, HashName, Random } from '../../lib/crypto/index.ts';
import { createAesKey } from './aes.ts';
import { createCurve } from './curve.ts';
import { digestNames } from './openssl-names.ts';
import { verifyRsa } from './rsa.ts';

/** Makes the cryptography of a process. `random` may be scripted by tests; the default is the generator of OpenSSL. */
export function createCryptography(options: { readonly random?: Random } = {}): Cryptography {
  const curves = new Map<CurveName, Curve>();
  return {
    random: options.random ?? ((size) => bytes(randomBytes(size))),
    hash: (name: HashName, data) => bytes(hash(digestNames[name], data, 'buffer')),
    aes: createAesKey,
    curve(name) {
      const known = curves.get(name) ?? createCurve(name);
      curves.set(name, known);
      return known;
    },
    verifyRsa,
  };
}
