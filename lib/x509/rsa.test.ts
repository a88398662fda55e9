import { constants, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Bytes, bytes, concat, hex, toUnsigned, utf8 } from '../bytes/index.ts';
import { createSigner } from '../crypto/index.ts';
import { asn1, integer, oid, sequence, tlv } from '../tlv/index.ts';
import { parseSignatureAlgorithm, verifySignature } from './signature.ts';
import type { SubjectPublicKey } from './subject-public-key.ts';

const cryptography = createCryptography();
const message = utf8('message');
const none = tlv(asn1.null);

function rsa(modulusLength: number) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' }) as { n: string; e: string };
  const number = (text: string) => toUnsigned(bytes(Buffer.from(text, 'base64url')));
  const publicKey: SubjectPublicKey = { kind: 'RSA', modulus: number(n), exponent: number(e) };
  const signed = (hash: string, pss?: number): Bytes =>
    bytes(
      sign(hash, message, {
        key: privateKey,
        ...(pss === undefined ? { padding: constants.RSA_PKCS1_PADDING } : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pss }),
      }),
    );
  return { publicKey, signed };
}

const key = rsa(2048);
const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'), none);
const sha1 = sequence(oid('1.3.14.3.2.26'), none);

interface Parameters {
  readonly hash?: Bytes;
  readonly mask?: Bytes;
  readonly generator?: string;
  readonly trailer?: Bytes;
}

function pss({ hash = sha256, mask = hash, generator = '1.2.840.113549.1.1.8', trailer = integer(1) }: Parameters = {}): Bytes {
  const generation = sequence(oid(generator), mask);
  const parameters = sequence(tlv(0xa0, hash), tlv(0xa1, generation), tlv(0xa2, integer(32)), tlv(0xa3, trailer));
  return concat(oid('1.2.840.113549.1.1.10'), parameters);
}

const verify = (algorithm: Uint8Array, signature: Bytes, publicKey: SubjectPublicKey = key.publicKey, text = message) =>
  verifySignature(publicKey, parseSignatureAlgorithm(algorithm), text, signature, cryptography);

describe('RSA signatures', () => {
  it.each([
    ['1.2.840.113549.1.1.11', 'sha256'],
    ['1.2.840.113549.1.1.12', 'sha384'],
    ['1.2.840.113549.1.1.13', 'sha512'],
  ])('%s is PKCS #1 with %s', (identifier, hash) => {
    const algorithm = concat(oid(identifier), none);
    expect(verify(algorithm, key.signed(hash))).toBe(true);
    expect(verify(algorithm, key.signed('sha1'))).toBe(false);
    expect(verify(algorithm, key.signed(hash), key.publicKey, utf8('another'))).toBe(false);
  });

  it('PSS wants the padding and the salt that its parameters name', () => {
    expect(verify(pss(), key.signed('sha256', 32))).toBe(true);
    expect(verify(pss(), key.signed('sha256', 20))).toBe(false);
    expect(verify(pss(), key.signed('sha256'))).toBe(false);
    expect(verify(concat(oid('1.2.840.113549.1.1.11'), none), key.signed('sha256', 32))).toBe(false);
  });

  it('PSS with SHA-1, spoken or by default, with two hashes, another mask or another trailer is not spoken', () => {
    const sha384 = sequence(oid('2.16.840.1.101.3.4.2.2'));
    for (const parameters of [
      pss({ hash: sha1 }),
      pss({ mask: sha384 }),
      pss({ generator: '1.2.840.113549.1.1.9' }),
      pss({ trailer: integer(2) }),
      concat(oid('1.2.840.113549.1.1.10'), sequence()),
    ]) {
      expect(() => parseSignatureAlgorithm(parameters)).toThrow('x509.unsupported');
    }
  });

  it('RSA without a hash is read only where a digest stands beside it', () => {
    const plain = concat(oid('1.2.840.113549.1.1.1'), none);
    expect(() => parseSignatureAlgorithm(plain)).toThrow('x509.unsupported');
    const algorithm = parseSignatureAlgorithm(plain, 'SHA-384');
    expect(verifySignature(key.publicKey, algorithm, message, key.signed('sha384'), cryptography)).toBe(true);
  });

  it('a key of less than 2048 bits, and one that cannot be, sign nothing', () => {
    const algorithm = concat(oid('1.2.840.113549.1.1.11'), none);
    const short = rsa(1024);
    expect(verify(algorithm, short.signed('sha256'), short.publicKey)).toBe(false);
    const impossible = { kind: 'RSA', modulus: (key.publicKey as { modulus: bigint }).modulus, exponent: 0n } as const;
    expect(verify(algorithm, key.signed('sha256'), impossible)).toBe(false);
    expect(verify(algorithm, hex`01`)).toBe(false);
  });

  it('a key and an algorithm of different kinds never fit', () => {
    const curve = cryptography.curve('P-256');
    const signer = createSigner(curve, curve.randomScalar(cryptography.random));
    const ec = { kind: 'EC', curve: 'P-256', point: signer.point } as const;
    expect(verify(concat(oid('1.2.840.113549.1.1.11'), none), signer.sign('SHA-256', message), ec)).toBe(false);
    expect(verify(oid('0.4.0.127.0.7.1.1.4.1.3'), key.signed('sha256'))).toBe(false);
  });
});
