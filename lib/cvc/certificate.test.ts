import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import vectors from '../../vectors/cvc.json' with { type: 'json' };
import { type Bytes, bytes, concat, hex, parseHex } from '../bytes/index.ts';
import { createSigner } from '../crypto/index.ts';
import { tlv } from '../tlv/index.ts';
import {
  authenticateRequest,
  type CertificateBody,
  createPublicKey,
  createRequest,
  encodeCertificate,
  encodeDescription,
  encodePublicKey,
  holderReference,
  isDescriptionOf,
  nextReference,
  noExtensions,
  parseCertificate,
  parseDescription,
  parseReference,
  parseRequest,
  signCertificate,
  verificationKey,
  verifyCertificate,
  verifyInnerSignature,
  verifyOuterSignature,
} from './index.ts';

const cryptography = createCryptography();
const curve = cryptography.curve('brainpoolP256r1');
const key = () => createSigner(curve, curve.randomScalar(cryptography.random));
const root = parseHex(vectors.otherRoot.raw) as Bytes;

/** A body like that of a public root, with changes. */
function sample(changes: Partial<CertificateBody>): CertificateBody {
  const { car, chr, chat, effective, expiration, publicKey } = parseCertificate(root);
  return { car, chr, chat, effective, expiration, publicKey, extensions: noExtensions, ...changes };
}

function withoutLastPointOctet(certificate: Bytes): Bytes {
  const { publicKey, signature } = parseCertificate(certificate);
  return encodeCertificate({ ...sample({ publicKey: { ...publicKey, point: bytes(publicKey.point.subarray(0, 64)) } }), signature });
}

describe('CV certificate', () => {
  const replaced = (from: Bytes, to: Bytes) => {
    const text = vectors.otherRoot.raw;
    const hexOf = (octets: Bytes) => Buffer.from(octets).toString('hex');
    expect(text.split(hexOf(from))).toHaveLength(2);
    return parseHex(text.replace(hexOf(from), hexOf(to))) as Bytes;
  };

  it.each([
    ['another profile', replaced(hex`5F2901 00`, hex`5F2901 01`), 'cvc.malformed'],
    ['a day that is none', replaced(hex`5F2406 010301000108`, hex`5F2406 010300020300`), 'cvc.malformed'],
    ['an end before its beginning', replaced(hex`5F2406 010301000108`, hex`5F2406 000901000108`), 'cvc.malformed'],
    ['a reference without a country', replaced(hex`5F20 0E 4445`, hex`5F20 0E 3031`), 'cvc.malformed'],
    ['a protocol that we do not speak', replaced(hex`060A 04007F00070202020203`, hex`060A 04007F00070202020102`), 'cvc.unsupported'],
    ['domain parameters of no known curve', replaced(hex`8520 A9FB57DB`, hex`8520 A9FB57DA`), 'cvc.unsupported'],
    ['a point of another length', withoutLastPointOctet(root), 'cvc.malformed'],
    ['a compressed point', replaced(hex`8641 04`, hex`8641 02`), 'cvc.malformed'],
    ['octets behind its end', concat(root, hex`00`), 'tlv.malformed'],
  ])('with %s is refused', (_, octets, code) => {
    expect(() => parseCertificate(octets)).toThrow(code);
  });

  it('a key without domain parameters is a point of odd length all the same', () => {
    for (const point of [hex`02 ${new Uint8Array(32)}`, hex`04 ${new Uint8Array(63)}`]) {
      const body = sample({ publicKey: createPublicKey('SHA-256', point) });
      expect(() => signCertificate(body, { signer: key(), hash: 'SHA-256' })).toThrow('cvc.malformed');
    }
  });

  it('with a known extension twice is refused', () => {
    const description = { oid: '0.4.0.127.0.7.3.1.3.1', value: tlv(0x80, hex`01`) };
    const sector = { oid: '0.4.0.127.0.7.3.1.3.2', value: tlv(0x80, hex`01`) };
    for (const one of [description, sector]) {
      const body = sample({ extensions: { sectorHashes: [], others: [one, one] } });
      expect(() => signCertificate(body, { signer: key(), hash: 'SHA-256' })).toThrow('cvc.malformed');
    }
  });

  it('without domain parameters inherits the curve, and cannot be used when nobody names one', () => {
    const certificate = parseCertificate(parseHex(vectors.chain.dv.raw) as Bytes);
    expect(verificationKey(certificate, 'brainpoolP512r1').curve).toBe('brainpoolP512r1');
    expect(() => verificationKey(certificate)).toThrow('cvc.malformed');
  });

  it('a key that is no point of the curve verifies nothing', () => {
    const certificate = parseCertificate(root);
    const issuer = { ...verificationKey(certificate), point: hex`04 ${new Uint8Array(64).fill(1)}` };
    expect(verifyCertificate(certificate, issuer, cryptography)).toBe(false);
  });

  it('a date beyond this century is not written', () => {
    const signer = key();
    const { car, chr, chat } = parseCertificate(root);
    const body = { car, chr, chat, publicKey: createPublicKey('SHA-256', signer.point), extensions: noExtensions };
    expect(() => signCertificate({ ...body, effective: '2026-01-01', expiration: '2126-01-01' }, { signer, hash: 'SHA-256' })).toThrow(
      'cvc.malformed',
    );
  });

  it('a reference counts on by its sequence', () => {
    expect(nextReference(holderReference('HUEESZTAT00009')).text).toBe('HUEESZTAT00010');
    expect(nextReference(holderReference('HUEESZTAT99999')).text).toBe('HUEESZTAT00001');
    expect(() => nextReference(holderReference('DETESTATDE019'))).toThrow('cvc.malformed');
    expect(parseReference(hex`4855 41 3030303031`)).toEqual({ country: 'HU', mnemonic: 'A', sequence: '00001', text: 'HUA00001' });
  });

  it('a sector key object holds the full domain parameters: 0x11D octets on a curve of 256 bits', () => {
    expect(encodePublicKey(createPublicKey('SHA-256', key().point, 'brainpoolP256r1')).subarray(0, 5)).toEqual(hex`7F49 82011D`);
  });
});

describe('request for a certificate', () => {
  const [first, second] = [key(), key()];
  const chr = holderReference('HUEESZTAT00002');
  const body = {
    publicKey: { ...createPublicKey('SHA-256', second.point), curve: 'brainpoolP256r1' as const },
    chr,
    extensions: noExtensions,
  };
  const request = createRequest(body, second);
  const old = { chr: holderReference('HUEESZTAT00001'), signer: first, hash: 'SHA-256' as const };
  const oldKey = { hash: 'SHA-256' as const, curve: 'brainpoolP256r1' as const, point: first.point };

  it('is signed by the new key', () => {
    expect(verifyInnerSignature(parseRequest(request.raw), cryptography)).toBe(true);
    expect(verifyInnerSignature(createRequest(body, first), cryptography)).toBe(false);
  });

  it('is signed by the old key too when it renews', () => {
    const renewal = parseRequest(authenticateRequest(request, old).raw);
    expect(renewal.outer?.car.text).toBe('HUEESZTAT00001');
    expect(verifyInnerSignature(renewal, cryptography)).toBe(true);
    expect(verifyOuterSignature(renewal, oldKey, cryptography)).toBe(true);
    expect(verifyOuterSignature(renewal, { ...oldKey, point: second.point }, cryptography)).toBe(false);
  });

  it('without an outer signature renews nothing', () => {
    expect(verifyOuterSignature(request, oldKey, cryptography)).toBe(false);
  });

  it('names the curve of its key', () => {
    const bare = tlv(
      0x7f4e,
      tlv(0x5f29, hex`00`),
      encodePublicKey(createPublicKey('SHA-256', second.point)),
      tlv(0x5f20, hex`48554130303030`, hex`31`),
    );
    expect(() => parseRequest(tlv(0x7f21, bare, tlv(0x5f37, new Uint8Array(64))))).toThrow('cvc.malformed');
  });
});

describe('certificate description', () => {
  const description = {
    issuerName: 'DV',
    subjectName: 'EESZT',
    subjectUrl: 'https://idp.example',
    terms: { format: 'plain', text: 'Célja…' },
  } as const;

  it('belongs to the certificate that holds its hash, and to no other', () => {
    const signer = key();
    const octets = encodeDescription(description);
    const { car, chr, chat, effective, expiration } = parseCertificate(root);
    const body = { car, chr, chat, effective, expiration, publicKey: createPublicKey('SHA-384', signer.point) };
    const extensions = { ...noExtensions, descriptionHash: cryptography.hash('SHA-384', octets) };
    const certificate = signCertificate({ ...body, extensions }, { signer, hash: 'SHA-256' });
    expect(isDescriptionOf(octets, certificate, cryptography)).toBe(true);
    expect(isDescriptionOf(encodeDescription({ ...description, subjectName: 'Más' }), certificate, cryptography)).toBe(false);
    expect(isDescriptionOf(octets, parseCertificate(root), cryptography)).toBe(false);
  });

  it('an address holds visible ASCII only', () => {
    const octets = encodeDescription(description);
    octets[octets.indexOf(0x68)] = 0x0a;
    expect(() => parseDescription(octets)).toThrow('cvc.malformed');
  });
});
