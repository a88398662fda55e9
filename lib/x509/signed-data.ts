// CMS SignedData with one signer, content inside and signed attributes: RFC 5652 5.
import { type Bytes, equal } from '../bytes/index.ts';
import type { Cryptography, HashName, Signer } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import {
  asn1,
  content,
  explicit,
  integer,
  octetString,
  oid,
  parseInteger,
  parseOid,
  parseSmallInteger,
  parseTlv,
  parseTlvs,
  sequence,
  setOf,
  TlvReader,
  tlv,
} from '../tlv/index.ts';
import { parseX509, type X509Certificate } from './certificate.ts';
import type { X509ErrorCode } from './error.ts';
import { parseName, sameName } from './name.ts';
import {
  encodeDigestAlgorithm,
  encodeSignatureAlgorithm,
  hashOfCurve,
  parseDigestAlgorithm,
  parseSignatureAlgorithm,
  type SignatureAlgorithm,
  signDer,
  verifySignature,
} from './signature.ts';
import { encodeTime, parseTime } from './time.ts';

const signedData = '1.2.840.113549.1.7.2';
const contentTypeAttribute = '1.2.840.113549.1.9.3';
const messageDigestAttribute = '1.2.840.113549.1.9.4';
const signingTimeAttribute = '1.2.840.113549.1.9.5';

export interface SignedData {
  /** eContentType, dotted. */
  readonly contentType: string;
  readonly content: Bytes;
  /** Certificates that came along; not yet trusted. */
  readonly certificates: readonly X509Certificate[];
  /** The one among them that the signer info names. */
  readonly signer: X509Certificate;
  readonly digest: HashName;
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** The attributes as they were signed, a SET OF. */
  readonly attributesRaw: Bytes;
  readonly messageDigest: Bytes;
  /** When the signer says that it signed, milliseconds since 1970. */
  readonly signingTime?: number;
  readonly signature: Bytes;
}

/** Who signs: a certificate and its key. */
export interface ContentSigner {
  readonly certificate: X509Certificate;
  readonly signer: Signer;
}

/** Signs content with the key of this certificate, which goes along; with the time of signing (milliseconds since 1970), if one is given. */
export function signContent(
  contentType: string,
  signed: Bytes,
  by: ContentSigner,
  cryptography: Cryptography,
  signingTime?: number,
): Bytes {
  const hash = hashOfCurve(by.signer.curve);
  const digestAlgorithm = encodeDigestAlgorithm(hash);
  const attributes = setOf(
    sequence(oid(contentTypeAttribute), setOf(oid(contentType))),
    sequence(oid(messageDigestAttribute), setOf(octetString(cryptography.hash(hash, signed)))),
    ...(signingTime === undefined ? [] : [sequence(oid(signingTimeAttribute), setOf(encodeTime(signingTime)))]),
  );
  const signerInfo = sequence(
    integer(1),
    sequence(by.certificate.issuer.raw, integer(by.certificate.serialNumber)),
    digestAlgorithm,
    tlv(0xa0, content(attributes, asn1.set)),
    encodeSignatureAlgorithm(hash),
    octetString(signDer(by.signer, hash, attributes)),
  );
  return sequence(
    oid(signedData),
    explicit(
      0,
      sequence(
        integer(3),
        setOf(digestAlgorithm),
        sequence(oid(contentType), explicit(0, octetString(signed))),
        tlv(0xa0, by.certificate.raw),
        setOf(signerInfo),
      ),
    ),
  );
}

/** SignedData with exactly one signer whose certificate came along; throws `x509.malformed`, `x509.unsupported` or a code of lib/tlv. */
export function parseSignedData(octets: Uint8Array): SignedData {
  const outer = new TlvReader(content(octets, asn1.sequence));
  if (parseOid(outer.take(asn1.oid)) !== signedData) throw malformed('content type');
  const reader = new TlvReader(content(outer.take(0xa0), asn1.sequence));
  outer.end();
  if (parseSmallInteger(reader.take(asn1.integer)) !== 3) throw malformed('version');
  reader.take(asn1.set);
  const encapsulated = new TlvReader(reader.take(asn1.sequence));
  const contentType = parseOid(encapsulated.take(asn1.oid));
  const signed = content(encapsulated.take(0xa0), asn1.octetString);
  encapsulated.end();
  const certificates = parseTlvs(reader.take(0xa0)).map(({ tag, value }) => parseX509(tlv(tag, value)));
  reader.maybe(0xa1);
  const signerInfo = reader.take(asn1.set);
  reader.end();
  return { contentType, content: signed, certificates, ...parseSignerInfo(content(signerInfo, asn1.sequence), contentType, certificates) };
}

/** Whether the content is what the signer signed: its digest is the attribute's, and the signature over the attributes is the certificate's. */
export function isSignatureRight(data: SignedData, cryptography: Cryptography): boolean {
  if (!equal(cryptography.hash(data.digest, data.content), data.messageDigest)) return false;
  return verifySignature(data.signer.publicKey, data.signatureAlgorithm, data.attributesRaw, data.signature, cryptography);
}

function parseSignerInfo(
  value: Uint8Array,
  contentType: string,
  certificates: readonly X509Certificate[],
): Omit<SignedData, 'contentType' | 'content' | 'certificates'> {
  const reader = new TlvReader(value);
  if (parseSmallInteger(reader.take(asn1.integer)) !== 1) throw malformed('signer version');
  const identifier = new TlvReader(reader.take(asn1.sequence));
  const issuer = parseName(tlv(asn1.sequence, identifier.take(asn1.sequence)));
  const serialNumber = parseInteger(identifier.take(asn1.integer));
  identifier.end();
  const signer = certificates.find((one) => one.serialNumber === serialNumber && sameName(one.issuer, issuer));
  if (signer === undefined) throw malformed('signer');
  const digest = parseDigestAlgorithm(reader.take(asn1.sequence));
  const attributesRaw = tlv(asn1.set, reader.take(0xa0));
  const signatureAlgorithm = parseSignatureAlgorithm(reader.take(asn1.sequence), digest);
  const signature = reader.take(asn1.octetString);
  reader.end();
  if (signatureAlgorithm.hash !== digest) throw malformed('digest');
  const attributes = parseAttributes(attributesRaw);
  const stated = attributes.get(contentTypeAttribute);
  const messageDigest = attributes.get(messageDigestAttribute);
  if (stated === undefined || messageDigest === undefined) throw malformed('attributes');
  if (parseOid(content(stated, asn1.oid)) !== contentType) throw malformed('content type');
  const time = attributes.get(signingTimeAttribute);
  return {
    signer,
    digest,
    signatureAlgorithm,
    attributesRaw,
    messageDigest: content(messageDigest, asn1.octetString),
    ...(time !== undefined && { signingTime: parseTime(parseTlv(time)) }),
    signature,
  };
}

// Attribute type → its one value. An attribute stands once, and has one value (RFC 5652 11.1, 11.2).
function parseAttributes(octets: Bytes): ReadonlyMap<string, Bytes> {
  const attributes = new Map<string, Bytes>();
  for (const { tag, value } of parseTlvs(content(octets, asn1.set))) {
    if (tag !== asn1.sequence) throw malformed('attributes');
    const reader = new TlvReader(value);
    const type = parseOid(reader.take(asn1.oid));
    const values = reader.take(asn1.set);
    reader.end();
    if (attributes.has(type)) throw malformed('attributes');
    attributes.set(type, values);
  }
  return attributes;
}

function malformed(field: string): EidError<X509ErrorCode> {
  return new EidError<X509ErrorCode>('x509.malformed', { field });
}
