// X.509 version 3 certificates: RFC 5280 4. Ours are signed with ECDSA.
import { type Bytes, equal } from '../bytes/index.ts';
import type { Cryptography, Signer } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import { asn1, content, explicit, integer, parseInteger, parseSmallInteger, sequence, TlvReader, tlv } from '../tlv/index.ts';
import type { X509ErrorCode } from './error.ts';
import { type CertificateExtensions, encodeCertificateExtensions, parseCertificateExtensions } from './extensions.ts';
import { type Name, parseName, sameName } from './name.ts';
import { verifySignature } from './signature.ts';
import { encodeSigned, parseSigned, type Signed } from './signed.ts';
import { encodeSubjectPublicKey, parseSubjectPublicKey, type SubjectPublicKey } from './subject-public-key.ts';
import { encodeTime, parseTime } from './time.ts';

/** What an authority states about a key. Times are milliseconds since 1970. */
export interface X509Body {
  readonly serialNumber: bigint;
  readonly issuer: Name;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly subject: Name;
  readonly publicKey: SubjectPublicKey;
  readonly extensions: CertificateExtensions;
}

export type X509Certificate = X509Body & Signed;

/** Signs a body. */
export function signX509(body: X509Body, signer: Signer): X509Certificate {
  const encodeBody = (algorithm: Bytes) =>
    sequence(
      explicit(0, integer(2)),
      integer(body.serialNumber),
      algorithm,
      body.issuer.raw,
      sequence(encodeTime(body.notBefore), encodeTime(body.notAfter)),
      body.subject.raw,
      encodeSubjectPublicKey(body.publicKey),
      explicit(3, encodeCertificateExtensions(body.extensions)),
    );
  return parseX509(encodeSigned(signer, encodeBody));
}

/** A certificate from its octets; throws `x509.malformed`, `x509.unsupported` (algorithm, curve, critical extension) or a code of lib/tlv. */
export function parseX509(octets: Uint8Array): X509Certificate {
  return parseSigned(octets, parseBody);
}

/**
 * Whether the issuer's certificate stands above this one: its name, an authority that may sign certificates, and the signature.
 * Dates are looked at by the caller.
 */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate, cryptography: Cryptography): boolean {
  const { authority, keyUsage } = issuer.extensions;
  if (authority === undefined || (keyUsage !== undefined && !keyUsage.includes('keyCertSign'))) return false;
  const { signatureAlgorithm, bodyRaw, signature } = certificate;
  return (
    sameName(certificate.issuer, issuer.subject) && verifySignature(issuer.publicKey, signatureAlgorithm, bodyRaw, signature, cryptography)
  );
}

function parseBody(bodyRaw: Bytes, outerAlgorithm: Bytes): X509Body {
  const reader = new TlvReader(content(bodyRaw, asn1.sequence));
  if (parseSmallInteger(content(reader.take(0xa0), asn1.integer)) !== 2)
    throw new EidError<X509ErrorCode>('x509.unsupported', { field: 'version' });
  const serialNumber = parseInteger(reader.take(asn1.integer));
  if (!equal(reader.take(asn1.sequence), outerAlgorithm)) throw new EidError<X509ErrorCode>('x509.malformed', { field: 'algorithm' });
  const issuer = parseName(tlv(asn1.sequence, reader.take(asn1.sequence)));
  const validity = new TlvReader(reader.take(asn1.sequence));
  const notBefore = parseTime(validity.any());
  const notAfter = parseTime(validity.any());
  validity.end();
  const subject = parseName(tlv(asn1.sequence, reader.take(asn1.sequence)));
  const publicKey = parseSubjectPublicKey(tlv(asn1.sequence, reader.take(asn1.sequence)));
  const extensions = reader.maybe(0xa3);
  reader.end();
  return {
    serialNumber,
    issuer,
    notBefore,
    notAfter,
    subject,
    publicKey,
    extensions: extensions === undefined ? {} : parseCertificateExtensions(extensions),
  };
}
