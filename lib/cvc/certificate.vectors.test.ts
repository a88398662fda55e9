import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import vectors from '../../vectors/cvc.json' with { type: 'json' };
import { type Bytes, parseHex, toHex } from '../bytes/index.ts';
import { oidContent } from '../tlv/index.ts';
import { encodeCertificate, parseCertificate, verificationKey, verifyCertificate } from './index.ts';

const cryptography = createCryptography();
const octets = (text: string) => parseHex(text) as Bytes;

const { cvca, dv, terminal } = vectors.chain;
const { otherRoot, otherHierarchy } = vectors;
const printed = { cvca, dv, terminal, otherRoot, otherHierarchy };

describe('BSI EAC worked example and public roots: CV certificates', () => {
  it.each(Object.entries(printed))('%s is read as printed', (_, vector) => {
    const certificate = parseCertificate(octets(vector.raw));
    expect(certificate.car.text).toBe(vector.car);
    expect(certificate.chr.text).toBe(vector.chr);
    expect(toHex(oidContent(certificate.publicKey.oid))).toBe(vector.keyOid);
    expect(toHex(certificate.publicKey.point)).toBe(vector.publicPoint);
    expect(toHex(certificate.chat.bits)).toBe(vector.chatBits);
    expect(certificate.effective).toBe(vector.effective);
    expect(certificate.expiration).toBe(vector.expiration);
    expect(toHex(certificate.bodyRaw)).toBe(vector.body);
    expect(toHex(certificate.signature)).toBe(vector.signature);
    expect(toHex(encodeCertificate(certificate))).toBe(vector.raw);
  });

  it.each([
    ['cvca by itself', cvca, cvca],
    ['document verifier by the cvca', dv, cvca],
    ['terminal by the document verifier', terminal, dv],
    ['another root by itself', otherRoot, otherRoot],
    ['the root of another hierarchy by itself', otherHierarchy, otherHierarchy],
  ])('the signature of the %s is right', (_, signed, issuer) => {
    const key = verificationKey(parseCertificate(octets(issuer.raw)), 'brainpoolP512r1');
    expect(verifyCertificate(parseCertificate(octets(signed.raw)), key, cryptography)).toBe(true);
  });

  it('a document verifier is not signed by the root of another hierarchy', () => {
    const key = verificationKey(parseCertificate(octets(otherHierarchy.raw)));
    expect(verifyCertificate(parseCertificate(octets(dv.raw)), key, cryptography)).toBe(false);
  });
});
