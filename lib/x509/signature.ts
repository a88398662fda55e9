// Signatures in certificates, lists and CMS: ECDSA in DER form (RFC 3279 2.2.3, RFC 5758 3.2) and in plain form (TR-03111 5.2.1).
import { type Bytes, bytes, concat, fromUnsigned, toUnsigned } from '../bytes/index.ts';
import { type Cryptography, type CurveName, type HashName, namedCurves, type Signer } from '../crypto/index.ts';
import { EidError, isEidError } from '../error/index.ts';
import { asn1, content, integer, oid, parseInteger, parseOid, sequence, TlvReader } from '../tlv/index.ts';
import type { X509ErrorCode } from './error.ts';
import type { SubjectPublicKey } from './subject-public-key.ts';

/** How a signature was made: the hash, and DER (r, s) or plain r‖s. */
export interface SignatureAlgorithm {
  readonly hash: HashName;
  readonly form: 'der' | 'plain';
}

const identifiers: readonly (readonly [string, SignatureAlgorithm])[] = [
  ['1.2.840.10045.4.3.2', { hash: 'SHA-256', form: 'der' }],
  ['1.2.840.10045.4.3.3', { hash: 'SHA-384', form: 'der' }],
  ['1.2.840.10045.4.3.4', { hash: 'SHA-512', form: 'der' }],
  ['0.4.0.127.0.7.1.1.4.1.3', { hash: 'SHA-256', form: 'plain' }],
  ['0.4.0.127.0.7.1.1.4.1.4', { hash: 'SHA-384', form: 'plain' }],
  ['0.4.0.127.0.7.1.1.4.1.5', { hash: 'SHA-512', form: 'plain' }],
];

/** The hash that fits a curve's strength. */
export function hashOfCurve(curve: CurveName): HashName {
  const { size } = namedCurves[curve];
  return size <= 32 ? 'SHA-256' : size <= 48 ? 'SHA-384' : 'SHA-512';
}

/** AlgorithmIdentifier, DER form, without parameters. */
export function encodeSignatureAlgorithm(hash: HashName): Bytes {
  const found = identifiers.find(([, algorithm]) => algorithm.hash === hash);
  if (found === undefined) throw unsupported(hash);
  return sequence(oid(found[0]));
}

/** The algorithm of an AlgorithmIdentifier's content; throws `x509.unsupported` for anything but ECDSA with SHA-256, -384 or -512. */
export function parseSignatureAlgorithm(value: Uint8Array): SignatureAlgorithm {
  const reader = new TlvReader(value);
  const identifier = parseOid(reader.take(asn1.oid));
  const algorithm = identifiers.find(([name]) => name === identifier)?.[1];
  if (algorithm === undefined) throw unsupported(identifier);
  reader.end();
  return algorithm;
}

/** A signature in DER form. */
export function signDer(signer: Signer, hash: HashName, message: Uint8Array): Bytes {
  const plain = signer.sign(hash, message);
  const half = plain.length / 2;
  return sequence(integer(toUnsigned(plain.subarray(0, half))), integer(toUnsigned(plain.subarray(half))));
}

/** Whether the signature is right; false for a malformed one, for a key that is no point, and for RSA, which we do not verify. */
export function verifySignature(
  key: SubjectPublicKey,
  algorithm: SignatureAlgorithm,
  message: Uint8Array,
  signature: Uint8Array,
  cryptography: Cryptography,
): boolean {
  if (key.kind !== 'EC') return false;
  try {
    const plain = algorithm.form === 'plain' ? bytes(signature) : toPlain(signature, namedCurves[key.curve].size);
    return cryptography.curve(key.curve).verify(algorithm.hash, key.point, message, plain);
  } catch (error) {
    if (isEidError(error) || error instanceof RangeError) return false;
    throw error;
  }
}

function toPlain(signature: Uint8Array, size: number): Bytes {
  const reader = new TlvReader(content(signature, asn1.sequence));
  const r = parseInteger(reader.take(asn1.integer));
  const s = parseInteger(reader.take(asn1.integer));
  reader.end();
  return concat(fromUnsigned(r, size), fromUnsigned(s, size));
}

function unsupported(algorithm: string): EidError<X509ErrorCode> {
  return new EidError<X509ErrorCode>('x509.unsupported', { algorithm });
}
