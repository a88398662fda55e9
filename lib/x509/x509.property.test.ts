import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { throwsOnlyEidError } from '../bytes/garbage.fixture.ts';
import { bytes } from '../bytes/index.ts';
import { createSigner } from '../crypto/index.ts';
import { isEidError } from '../error/index.ts';
import {
  createName,
  encodeSubjectPublicKey,
  isIssuedBy,
  isListOf,
  isSignatureRight,
  parseName,
  parseRevocationList,
  parseSignedData,
  parseSubjectPublicKey,
  parseX509,
  type SubjectPublicKey,
  signContent,
  signRevocationList,
  signX509,
  type X509Body,
} from './index.ts';

const cryptography = createCryptography();
const curve = cryptography.curve('brainpoolP256r1');
const signer = createSigner(curve, curve.randomScalar(cryptography.random));
const publicKey = { kind: 'EC', curve: 'brainpoolP256r1', point: signer.point } as const;

const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
const words = fc.string({ minLength: 1, unit: 'grapheme' });
const name = fc
  .record({ country: fc.constantFrom('HU', 'DE'), organization: words, organizationalUnit: words, commonName: words }, { requiredKeys: [] })
  .map(createName);
const octets = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength }).map((array) => bytes(array));
const key: fc.Arbitrary<SubjectPublicKey> = fc.oneof(
  fc.constant(publicKey),
  fc.record({ kind: fc.constant('RSA' as const), modulus: fc.bigInt({ min: 1n, max: 1n << 64n }), exponent: fc.constant(65537n) }),
);
const body: fc.Arbitrary<X509Body> = fc.record({
  serialNumber: fc.bigInt({ min: 1n, max: 1n << 120n }),
  issuer: name,
  notBefore: instant,
  notAfter: instant,
  subject: name,
  publicKey: key,
  extensions: fc.record(
    {
      authority: fc.constantFrom({}, { pathLength: 0 }),
      keyUsage: fc.subarray(['digitalSignature', 'keyEncipherment', 'keyCertSign', 'cRLSign'] as const, { minLength: 1 }),
      extendedKeyUsage: fc.subarray(['serverAuth', 'clientAuth'] as const, { minLength: 1 }),
      subjectKeyIdentifier: octets(20, 20),
      authorityKeyIdentifier: octets(20, 20),
      dnsNames: fc.subarray(['localhost', 'idp.localhost'], { minLength: 1 }),
      addresses: fc.constantFrom([bytes([127, 0, 0, 1])]),
      documentTypes: fc.constantFrom(['ID'], ['A', 'ID']),
    },
    { requiredKeys: [] },
  ),
});
const list = fc.record({
  issuer: name,
  thisUpdate: instant,
  nextUpdate: instant,
  number: fc.bigInt({ min: 0n, max: 1n << 60n }),
  revoked: fc.array(fc.record({ serialNumber: fc.bigInt({ min: 1n, max: 1n << 60n }), revokedAt: instant }), { maxLength: 3 }),
});

const authorityBody: X509Body = {
  serialNumber: 7n,
  issuer: createName({ commonName: 'CSCA' }),
  subject: createName({ commonName: 'CSCA' }),
  notBefore: 0,
  notAfter: 4_000_000_000_000,
  publicKey,
  extensions: { authority: {}, keyUsage: ['keyCertSign', 'cRLSign'], documentTypes: ['ID'] },
};
const authority = signX509(authorityBody, signer);
const listRaw = signRevocationList(
  { issuer: authority.subject, thisUpdate: 0, nextUpdate: 1000, number: 1n, revoked: [{ serialNumber: 1n, revokedAt: 0 }] },
  signer,
  bytes([1]),
).raw;
const signedRaw = signContent('2.999.1', bytes([1, 2, 3]), { certificate: authority, signer }, cryptography);

describe('X.509', () => {
  it('a certificate is read as it was written', () => {
    fc.assert(
      fc.property(body, (written) => {
        const certificate = parseX509(signX509(written, signer).raw);
        expect(certificate).toMatchObject(written);
      }),
      { numRuns: 50 },
    );
  });

  it('a revocation list is read as it was written', () => {
    fc.assert(
      fc.property(list, (written) => {
        expect(parseRevocationList(signRevocationList(written, signer, bytes([1, 2])).raw)).toMatchObject(written);
      }),
      { numRuns: 50 },
    );
  });

  it('signed content is read as it was written', () => {
    fc.assert(
      fc.property(octets(0, 300), (content) => {
        const data = parseSignedData(signContent('2.999.1', content, { certificate: authority, signer }, cryptography));
        expect(data.content).toEqual(content);
        expect(data.signer.raw).toEqual(authority.raw);
        expect(isSignatureRight(data, cryptography)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('a name and a key are read as they were written', () => {
    fc.assert(
      fc.property(name, key, (written, writtenKey) => {
        expect(parseName(written.raw)).toEqual(written);
        expect(parseSubjectPublicKey(encodeSubjectPublicKey(writtenKey))).toEqual(writtenKey);
      }),
    );
  });

  it('the decoders throw nothing but EidError on any octets', () => {
    throwsOnlyEidError((any) => isIssuedBy(parseX509(any), authority, cryptography), [authority.raw]);
    throwsOnlyEidError((any) => isListOf(parseRevocationList(any), authority, cryptography), [listRaw]);
    throwsOnlyEidError((any) => isSignatureRight(parseSignedData(any), cryptography), [signedRaw]);
    throwsOnlyEidError(parseName, [authority.subject.raw]);
    throwsOnlyEidError(parseSubjectPublicKey, [encodeSubjectPublicKey(publicKey)]);
  });

  it('no changed octet of signed content passes as what was signed', () => {
    fc.assert(
      fc.property(fc.nat(signedRaw.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = bytes(signedRaw);
        changed[index] = (changed[index] as number) ^ change;
        try {
          const data = parseSignedData(changed);
          const same = data.contentType === '2.999.1' && data.content.join() === '1,2,3';
          expect(same || !isSignatureRight(data, cryptography)).toBe(true);
        } catch (error) {
          expect(isEidError(error)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
