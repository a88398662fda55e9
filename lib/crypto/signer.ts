// A signing key that may live anywhere: in a file, in a hardware module, in a test.
import type { Bytes } from '../bytes/index.ts';
import type { Curve, CurveName, HashName } from './cryptography.ts';

/** An elliptic-curve key that signs. The secret stays inside. */
export interface Signer {
  readonly curve: CurveName;
  /** Public key, 04‖x‖y. */
  readonly point: Bytes;
  /** ECDSA in plain form r‖s, each in the order's length. */
  readonly sign: (hash: HashName, message: Uint8Array) => Bytes;
}

/** A signer that holds the secret scalar in memory. */
export function createSigner(curve: Curve, secret: Uint8Array): Signer {
  const key = curve.keyPair(secret);
  return { curve: curve.name, point: key.point, sign: (hash, message) => curve.sign(hash, key.secret, message) };
}
