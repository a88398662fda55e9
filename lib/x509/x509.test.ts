import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Bytes, bytes, hex, toUnsigned } from '../bytes/index.ts';
import { createSigner, namedCurves, type Signer } from '../crypto/index.ts';
import { asn1, bitString, boolean, integer, octetString, oid, sequence, setOf, tlv } from '../tlv/index.ts';
import {
  type CertificateExtensions,
  createName,
  encodeStandardizedCurve,
  encodeSubjectPublicKey,
  isIssuedBy,
  isSignatureRight,
  parseEcAlgorithm,
  parseRevocationList,
  parseSignedData,
  parseSubjectPublicKey,
  parseX509,
  signContent,
  signX509,
  type X509Certificate,
} from './index.ts';
import { signDer } from './signature.ts';
import { encodeTime, parseTime } from './time.ts';

const cryptography = createCryptography();
const curve = cryptography.curve('brainpoolP256r1');
const newKey = () => createSigner(curve, curve.randomScalar(cryptography.random));
const [authorityKey, childKey] = [newKey(), newKey()];
const ecdsa256 = sequence(oid('1.2.840.10045.4.3.2'));
const ecdsa384 = sequence(oid('1.2.840.10045.4.3.3'));
const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'));

function certify(of: Signer, by: Signer, extensions: CertificateExtensions, names = { subject: 'CA', issuer: 'CA' }): X509Certificate {
  return signX509(
    {
      serialNumber: 5n,
      issuer: createName({ commonName: names.issuer }),
      subject: createName({ commonName: names.subject }),
      notBefore: 0,
      notAfter: 1000,
      publicKey: { kind: 'EC', curve: of.curve, point: of.point },
      extensions,
    },
    by,
  );
}

const ca = certify(authorityKey, authorityKey, { authority: {}, keyUsage: ['keyCertSign'] });
const child = certify(childKey, authorityKey, {}, { subject: 'child', issuer: 'CA' });

const stranger = certify(childKey, authorityKey, {}, { subject: 'child', issuer: 'CB' });

describe('issuing', () => {
  it('a certificate stands below an authority of its issuer name that signed it', () => {
    expect(isIssuedBy(child, ca, cryptography)).toBe(true);
  });

  it('not below one with the same key that is no authority, is none for certificates, or has another name', () => {
    expect(isIssuedBy(child, certify(authorityKey, authorityKey, { keyUsage: ['keyCertSign'] }), cryptography)).toBe(false);
    expect(isIssuedBy(child, certify(authorityKey, authorityKey, { authority: {}, keyUsage: ['cRLSign'] }), cryptography)).toBe(false);
    const renamed = certify(authorityKey, authorityKey, { authority: {} }, { subject: 'CB', issuer: 'CB' });
    expect(isIssuedBy(child, renamed, cryptography)).toBe(false);
  });

  it('not below one with the same name and another key', () => {
    expect(isIssuedBy(child, certify(childKey, childKey, { authority: {} }), cryptography)).toBe(false);
  });
});

describe('a certificate', () => {
  const withExtensions = (...extensions: Bytes[]) => {
    const body = sequence(
      tlv(0xa0, integer(2)),
      integer(1),
      ecdsa256,
      createName({ commonName: 'a' }).raw,
      sequence(encodeTime(0), encodeTime(1000)),
      createName({ commonName: 'a' }).raw,
      encodeSubjectPublicKey({ kind: 'EC', curve: 'brainpoolP256r1', point: authorityKey.point }),
      tlv(0xa3, sequence(...extensions)),
    );
    return (outer = ecdsa256) => sequence(body, outer, bitString(signDer(authorityKey, 'SHA-256', body)));
  };
  const unknown = (critical: boolean) => sequence(oid('2.999.1'), ...(critical ? [boolean(true)] : []), octetString(hex`0500`));
  const usage = sequence(oid('2.5.29.15'), boolean(true), octetString(hex`03 02 07 80`));

  it('with an unknown extension is read, unless the extension is critical', () => {
    expect(parseX509(withExtensions(unknown(false), usage)()).extensions).toEqual({ keyUsage: ['digitalSignature'] });
    expect(() => parseX509(withExtensions(unknown(true))())).toThrow('x509.unsupported');
  });

  it('with an extension twice is refused', () => {
    expect(() => parseX509(withExtensions(usage, usage)())).toThrow('x509.malformed');
  });

  it('whose signed part names another algorithm than its signature is refused', () => {
    expect(() => parseX509(withExtensions(usage)(ecdsa384))).toThrow('x509.malformed');
  });

  it('with a signature algorithm that we do not speak is refused', () => {
    expect(() => parseX509(withExtensions(usage)(sequence(oid('1.2.840.113549.1.1.11'), hex`0500`)))).toThrow();
  });
});

describe('a revocation list', () => {
  const listWith = (critical: boolean, entryExtension?: Bytes) => {
    const number = sequence(oid('2.5.29.20'), octetString(integer(1)));
    const other = sequence(oid('2.5.29.28'), ...(critical ? [boolean(true)] : []), octetString(hex`3000`));
    const entry = sequence(integer(7), encodeTime(0), ...(entryExtension === undefined ? [] : [sequence(entryExtension)]));
    const body = sequence(
      integer(1),
      ecdsa256,
      ca.subject.raw,
      encodeTime(0),
      encodeTime(1000),
      sequence(entry),
      tlv(0xa0, sequence(number, other)),
    );
    return sequence(body, ecdsa256, bitString(signDer(authorityKey, 'SHA-256', body)));
  };

  it('with a critical extension that we do not know is not taken for a complete one', () => {
    expect(parseRevocationList(listWith(false)).revoked.map(({ serialNumber }) => serialNumber)).toEqual([7n]);
    expect(() => parseRevocationList(listWith(true))).toThrow('x509.unsupported');
  });

  it('with a critical extension in an entry is refused, with a reason in it is read', () => {
    const reason = sequence(oid('2.5.29.21'), octetString(hex`0A 01 01`));
    const issuer = sequence(oid('2.5.29.29'), boolean(true), octetString(hex`3000`));
    expect(parseRevocationList(listWith(false, reason)).revoked).toHaveLength(1);
    expect(() => parseRevocationList(listWith(false, issuer))).toThrow('x509.unsupported');
  });
});

describe('signed data', () => {
  const content = hex`010203`;
  const contentType = sequence(oid('1.2.840.113549.1.9.3'), setOf(oid('2.999.1')));
  const digest = (of = content) => sequence(oid('1.2.840.113549.1.9.4'), setOf(octetString(cryptography.hash('SHA-256', of))));
  const build = (attributes: readonly Bytes[], { algorithm = ecdsa256, digestAlgorithm = sha256, certificates = [child] } = {}) => {
    const set = setOf(...attributes);
    const info = sequence(
      integer(1),
      sequence(child.issuer.raw, integer(child.serialNumber)),
      digestAlgorithm,
      tlv(0xa0, ...attributes),
      algorithm,
      octetString(signDer(childKey, 'SHA-256', set)),
    );
    const inner = sequence(oid('2.999.1'), tlv(0xa0, octetString(content)));
    const data = sequence(integer(3), setOf(sha256), inner, tlv(0xa0, ...certificates.map(({ raw }) => raw)), setOf(info));
    return sequence(oid('1.2.840.113549.1.7.2'), tlv(0xa0, data));
  };

  it('built by hand is read and right, with the octets that we write ourselves', () => {
    expect(isSignatureRight(parseSignedData(build([contentType, digest()])), cryptography)).toBe(true);
    const ours = parseSignedData(signContent('2.999.1', content, { certificate: child, signer: childKey }, cryptography));
    expect(ours).toMatchObject({ contentType: '2.999.1', content, digest: 'SHA-256' });
  });

  it('with the digest of other content is not right', () => {
    expect(isSignatureRight(parseSignedData(build([contentType, digest(hex`01`)])), cryptography)).toBe(false);
  });

  it.each([
    ['an attribute twice', () => build([contentType, digest(hex`01`), digest()])],
    ['no digest', () => build([contentType])],
    ['no content type', () => build([digest()])],
    ['another content type under signature', () => build([sequence(oid('1.2.840.113549.1.9.3'), setOf(oid('2.999.2'))), digest()])],
    ['a signature with another hash than the digest', () => build([contentType, digest()], { algorithm: ecdsa384 })],
    ['a signer whose certificate is not there', () => build([contentType, digest()], { certificates: [stranger] })],
    ['two signers', () => replaceSigners(build([contentType, digest()]))],
  ])('with %s is refused', (_, make) => {
    expect(() => parseSignedData(make())).toThrow();
  });

  function replaceSigners(octets: Bytes): Bytes {
    const data = parseSignedData(octets);
    const marker = Buffer.from(octets).lastIndexOf(Buffer.from(data.signature));
    expect(marker).toBeGreaterThan(0);
    const inner = sequence(oid('2.999.1'), tlv(0xa0, octetString(content)));
    const info = sequence(integer(1));
    return sequence(
      oid('1.2.840.113549.1.7.2'),
      tlv(0xa0, sequence(integer(3), setOf(sha256), inner, tlv(0xa0, child.raw), setOf(info, info))),
    );
  }
});

describe('a public key', () => {
  const point = authorityKey.point;
  const { p, a, b, G, n } = namedCurves.brainpoolP256r1.parameters;
  const field = (prime: Uint8Array) => sequence(oid('1.2.840.10045.1.1'), integer(toUnsigned(prime)));
  const explicitParameters = (prime: Uint8Array = p, generator: Bytes = G) =>
    sequence(
      integer(1),
      field(prime),
      sequence(octetString(a), octetString(b)),
      octetString(generator),
      integer(toUnsigned(n)),
      integer(1),
    );
  const withParameters = (parameters: Bytes) => sequence(sequence(oid('1.2.840.10045.2.1'), parameters), bitString(point));

  it('names its curve by identifier, by explicit parameters, or by the number of the card', () => {
    const expected = { kind: 'EC', curve: 'brainpoolP256r1', point };
    expect(parseSubjectPublicKey(withParameters(oid('1.3.36.3.3.2.8.1.1.7')))).toEqual(expected);
    expect(parseSubjectPublicKey(withParameters(explicitParameters()))).toEqual(expected);
    expect(parseEcAlgorithm(encodeStandardizedCurve('brainpoolP256r1'))).toBe('brainpoolP256r1');
  });

  it('with explicit parameters that are nearly those of a curve is refused (CVE-2020-0601)', () => {
    expect(() => parseSubjectPublicKey(withParameters(explicitParameters(p, point)))).toThrow('x509.unsupported');
    expect(() => parseSubjectPublicKey(withParameters(explicitParameters(n)))).toThrow('x509.unsupported');
  });

  it('with a point of another length, or compressed, is refused', () => {
    const algorithm = sequence(oid('1.2.840.10045.2.1'), oid('1.3.36.3.3.2.8.1.1.7'));
    expect(() => parseSubjectPublicKey(sequence(algorithm, bitString(point.slice(0, 33))))).toThrow('x509.malformed');
    expect(() => parseSubjectPublicKey(sequence(algorithm, bitString(bytes([2, ...point.slice(1)]))))).toThrow('x509.malformed');
  });
});

describe('time', () => {
  it('is UTCTime to the end of 2049 and GeneralizedTime after it', () => {
    expect(encodeTime(Date.parse('2049-12-31T23:59:59Z'))).toEqual(tlv(asn1.utcTime, bytes(Buffer.from('491231235959Z'))));
    expect(encodeTime(Date.parse('2050-01-01T00:00:00Z'))).toEqual(tlv(asn1.generalizedTime, bytes(Buffer.from('20500101000000Z'))));
  });

  it.each(['491331235959Z', '490231235959Z', '4912312359Z', '491231235959+0100'])('%s is refused', (text) => {
    expect(() => parseTime({ tag: asn1.utcTime, value: bytes(Buffer.from(text)) })).toThrow('x509.malformed');
  });
});
