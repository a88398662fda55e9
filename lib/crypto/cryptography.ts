// What the core wants of cryptography. `io/crypto` makes it from node:crypto; the core is handed it and never reaches outside.
import type { Bytes } from '../bytes/index.ts';

/** Fresh random octets. Tests script it and so replay published transcripts. */
export type Random = (size: number) => Bytes;

/** Milliseconds since 1970-01-01T00:00:00Z. One clock for a whole world. */
export type Clock = () => number;

export type HashName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

/** Named curves by their standardised domain parameter names. @see TR-03110-3 A.2.1.1 */
export type CurveName = 'brainpoolP256r1' | 'brainpoolP384r1' | 'brainpoolP512r1' | 'P-256' | 'P-384' | 'P-521';

/** An AES key with its contexts kept: creating one per message costs more than the message. */
export interface AesKey {
  /** 16, 24 or 32 octets. */
  readonly size: number;
  /** One block, ECB. */
  encryptBlock(block: Uint8Array): Bytes;
  /** CBC without padding; `data` is whole blocks. */
  encryptCbc(iv: Uint8Array, data: Uint8Array): Bytes;
  decryptCbc(iv: Uint8Array, data: Uint8Array): Bytes;
  /** CMAC, 16 octets. @see NIST SP 800-38B */
  cmac(data: Uint8Array): Bytes;
}

/** Domain parameters, each in full field length (h: one octet). */
export interface DomainParameters {
  readonly p: Bytes;
  readonly a: Bytes;
  readonly b: Bytes;
  /** Uncompressed, 04‖x‖y. */
  readonly G: Bytes;
  readonly n: Bytes;
  readonly h: Bytes;
}

/** A key pair: `secret` is the scalar in full length of the order, `point` is 04‖x‖y. */
export interface KeyPair {
  readonly secret: Bytes;
  readonly point: Bytes;
}

/**
 * An elliptic curve. Points are uncompressed octets 04‖x‖y; a point that comes from outside is checked by `isPoint` first, and every
 * operation checks its points too, throwing `EidError('crypto.bad-point')`.
 */
export interface Curve {
  readonly name: CurveName;
  /** Octets of a field element: 32, 48, 64 or 66. */
  readonly size: number;
  readonly parameters: DomainParameters;
  /** Whether the octets are a point on the curve, not infinity, with both coordinates below p. */
  isPoint(point: Uint8Array): boolean;
  /** A uniformly random scalar in [1, n−1] by rejection: each try takes one string of the order's length from `random`. */
  randomScalar(random: Random): Bytes;
  /** The key pair of a scalar in [1, n−1]; else `EidError('crypto.bad-scalar')`. One multiplication. */
  keyPair(secret: Uint8Array): KeyPair;
  /** x-coordinate of secret·point in full field length (ECKA, TR-03111 4.3). One multiplication. */
  agree(secret: Uint8Array, point: Uint8Array): Bytes;
  /**
   * PACE generic mapping without ever building the mapped generator Ĝ = s·G + x·Y:
   * the own ephemeral public key k·Ĝ = (k·s)·G + (k·x)·Y. Two multiplications and one addition. Throws `crypto.bad-point` at infinity.
   * @see TR-03110-3 A.3.5.1
   */
  mappedPoint(
    mapping: { readonly nonce: Uint8Array; readonly secret: Uint8Array; readonly theirs: Uint8Array },
    ephemeral: Uint8Array,
  ): Bytes;
  /** ECDSA in plain form r‖s, each in the order's length. @see TR-03111 5.2.1 */
  sign(hash: HashName, secret: Uint8Array, message: Uint8Array): Bytes;
  /** False for every signature that is not exactly right; throws `crypto.bad-point` for a bad key only. */
  verify(hash: HashName, point: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** An RSA key, and how its signatures are padded: RSASSA-PKCS1-v1_5, or RSASSA-PSS with MGF1 of the same hash. @see RFC 8017 8 */
export interface RsaKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}
export type RsaPadding = { readonly kind: 'pkcs1' } | { readonly kind: 'pss' /** Octets. */; readonly saltLength: number };

/** Everything the core may ask of cryptography. */
export interface Cryptography {
  readonly random: Random;
  hash(name: HashName, data: Uint8Array): Bytes;
  aes(key: Uint8Array): AesKey;
  curve(name: CurveName): Curve;
  /** False for every signature that is not exactly right, and for a key that is none. We only verify: no key of ours is RSA but one for TLS. */
  verifyRsa(key: RsaKey, padding: RsaPadding, hash: HashName, message: Uint8Array, signature: Uint8Array): boolean;
}

export type CryptoErrorCode = 'crypto.bad-point' | 'crypto.bad-scalar' | 'crypto.bad-key';
