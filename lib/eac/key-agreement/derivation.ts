// What PACE and chip authentication do with a shared secret: session keys, authentication token, compressed key. TR-03110-3 A.2.
import { type Bytes, bytes, unmoved } from '../../bytes/index.ts';
import type { AesKey, Cryptography, HashName } from '../../crypto/index.ts';
import { oid, tlv } from '../../tlv/index.ts';

/** Ciphers of secure messaging, named by key size, with the hash that derives their keys. @see TR-03110-3 A.2.3.2 */
export const cipherSuites = {
  'AES-128': { keySize: 16, hash: 'SHA-1' },
  'AES-192': { keySize: 24, hash: 'SHA-256' },
  'AES-256': { keySize: 32, hash: 'SHA-256' },
} as const satisfies Record<string, { readonly keySize: number; readonly hash: HashName }>;

export type CipherSuite = keyof typeof cipherSuites;

/** The counter names the use; `password` gives K_π. */
const counter = { encryption: 1, mac: 2, password: 3 } as const;

/**
 * Derives a key from a shared secret: KDF(K, r, c) = H(K ‖ r ‖ c), cut to the key size of the cipher. The nonce r takes part in chip
 * authentication only.
 *
 * @see TR-03110-3 A.2.3
 */
export function deriveKey(
  cryptography: Cryptography,
  suite: CipherSuite,
  use: keyof typeof counter,
  secret: Uint8Array,
  nonce: Uint8Array = new Uint8Array(0),
): Bytes {
  const { hash, keySize } = cipherSuites[suite];
  const input = unmoved(secret, secret.length + nonce.length + 4);
  input.set(nonce, secret.length);
  input[input.length - 1] = counter[use];
  const key = cryptography.hash(hash, input).slice(0, keySize);
  input.fill(0);
  return key;
}

/**
 * Authentication token over the *other* side's public key: the first eight octets of CMAC(K_MAC, 7F49 { 06 protocol, 86 04‖x‖y }).
 *
 * @see TR-03110-3 A.2.4
 */
export function authenticationToken(mac: AesKey, protocol: string, theirs: Uint8Array): Bytes {
  return mac.cmac(tlv(0x7f49, oid(protocol), tlv(0x86, theirs))).slice(0, 8);
}

/** Comp(PK): the x-coordinate of a point 04‖x‖y. @see TR-03110-3 A.2.2.3 */
export function compress(point: Uint8Array): Bytes {
  return bytes(point.subarray(1, 1 + (point.length - 1) / 2));
}
