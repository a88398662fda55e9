// Signatures in certificates, lists and CMS: ECDSA in DER form (RFC 3279 2.2.3, RFC 5758 3.2) and in plain form (TR-03111 5.2.1); RSA (RFC 4055), verified only.
import { type Bytes, bytes, concat, fromUnsigned, toUnsigned } from '../bytes/index.ts';
import { type Cryptography, type CurveName, type HashName, namedCurves, type RsaPadding, type Signer } from '../crypto/index.ts';
import { EidError, isEidError } from '../error/index.ts';
import { asn1, content, integer, oid, parseInteger, parseOid, parseSmallInteger, sequence, TlvReader } from '../tlv/index.ts';
import type { X509ErrorCode } from './error.ts';
import type { SubjectPublicKey } from './subject-public-key.ts';

/** How a signature was made: ECDSA as DER (r, s) or plain r‖s, RSA with the padding of PKCS #1 or PSS. */
export type SignatureAlgorithm =
  | { readonly hash: HashName; readonly form: 'der' | 'plain' }
  | { readonly hash: HashName; readonly form: 'rsa'; readonly padding: RsaPadding };

const pkcs1 = { form: 'rsa', padding: { kind: 'pkcs1' } } as const;
const identifiers: readonly (readonly [string, SignatureAlgorithm])[] = [
  ['1.2.840.10045.4.3.2', { hash: 'SHA-256', form: 'der' }],
  ['1.2.840.10045.4.3.3', { hash: 'SHA-384', form: 'der' }],
  ['1.2.840.10045.4.3.4', { hash: 'SHA-512', form: 'der' }],
  ['0.4.0.127.0.7.1.1.4.1.3', { hash: 'SHA-256', form: 'plain' }],
  ['0.4.0.127.0.7.1.1.4.1.4', { hash: 'SHA-384', form: 'plain' }],
  ['0.4.0.127.0.7.1.1.4.1.5', { hash: 'SHA-512', form: 'plain' }],
  ['1.2.840.113549.1.1.11', { hash: 'SHA-256', ...pkcs1 }],
  ['1.2.840.113549.1.1.12', { hash: 'SHA-384', ...pkcs1 }],
  ['1.2.840.113549.1.1.13', { hash: 'SHA-512', ...pkcs1 }],
];
const rsaEncryption = '1.2.840.113549.1.1.1';
const rsaPss = '1.2.840.113549.1.1.10';
const maskGeneration = '1.2.840.113549.1.1.8';

const digests: readonly (readonly [string, HashName])[] = [
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA-384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
];

/** Shorter RSA keys sign nothing that we believe. */
const shortestModulus = 1n << 2047n;

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

/**
 * The algorithm of an AlgorithmIdentifier's content; throws `x509.unsupported` for anything but ECDSA and RSA with SHA-256, -384 or -512.
 *
 * @param digest what a CMS signer info names beside it: only there may RSA be named without its hash (RFC 3370 3.2)
 */
export function parseSignatureAlgorithm(value: Uint8Array, digest?: HashName): SignatureAlgorithm {
  const reader = new TlvReader(value);
  const identifier = parseOid(reader.take(asn1.oid));
  if (identifier === rsaPss) return parsePss(reader);
  const algorithm =
    identifier === rsaEncryption && digest !== undefined
      ? { hash: digest, ...pkcs1 }
      : identifiers.find(([name]) => name === identifier)?.[1];
  if (algorithm === undefined) throw unsupported(identifier);
  if (algorithm.form === 'rsa') reader.maybe(asn1.null);
  reader.end();
  return algorithm;
}

/** The AlgorithmIdentifier of a digest. */
export function encodeDigestAlgorithm(hash: HashName): Bytes {
  const found = digests.find(([, name]) => name === hash);
  if (found === undefined) throw unsupported(hash);
  return sequence(oid(found[0]));
}

/** The digest of an AlgorithmIdentifier's content; throws `x509.unsupported` for anything but SHA-256, -384 and -512. */
export function parseDigestAlgorithm(value: Uint8Array): HashName {
  const reader = new TlvReader(value);
  const identifier = parseOid(reader.take(asn1.oid));
  reader.maybe(asn1.null);
  reader.end();
  const hash = digests.find(([name]) => name === identifier)?.[1];
  if (hash === undefined) throw unsupported(identifier);
  return hash;
}

// RSASSA-PSS-params (RFC 4055 3.1). Its defaults mean SHA-1, so hash and mask generation must be there, and name the same hash.
function parsePss(reader: TlvReader): SignatureAlgorithm {
  const parameters = new TlvReader(reader.take(asn1.sequence));
  reader.end();
  const [hashField, maskField, salt, trailer] = [0xa0, 0xa1, 0xa2, 0xa3].map((tag) => parameters.maybe(tag));
  parameters.end();
  if (hashField === undefined || maskField === undefined) throw unsupported(rsaPss);
  const hash = parseDigestAlgorithm(content(hashField, asn1.sequence));
  const mask = new TlvReader(content(maskField, asn1.sequence));
  const generator = parseOid(mask.take(asn1.oid));
  const maskHash = parseDigestAlgorithm(mask.take(asn1.sequence));
  mask.end();
  const saltLength = salt === undefined ? 20 : parseSmallInteger(content(salt, asn1.integer));
  const oneTrailer = trailer === undefined || parseSmallInteger(content(trailer, asn1.integer)) === 1;
  if (generator !== maskGeneration || maskHash !== hash || !oneTrailer) throw unsupported(rsaPss);
  return { hash, form: 'rsa', padding: { kind: 'pss', saltLength } };
}

/** A signature in DER form. */
export function signDer(signer: Signer, hash: HashName, message: Uint8Array): Bytes {
  const plain = signer.sign(hash, message);
  const half = plain.length / 2;
  return sequence(integer(toUnsigned(plain.subarray(0, half))), integer(toUnsigned(plain.subarray(half))));
}

/** Whether the signature is right; false for a malformed one, for a key of another kind, that is no point, or is RSA of less than 2048 bits. */
export function verifySignature(
  key: SubjectPublicKey,
  algorithm: SignatureAlgorithm,
  message: Uint8Array,
  signature: Uint8Array,
  cryptography: Cryptography,
): boolean {
  if (key.kind === 'RSA') {
    if (algorithm.form !== 'rsa' || key.modulus < shortestModulus) return false;
    return cryptography.verifyRsa(key, algorithm.padding, algorithm.hash, message, signature);
  }
  if (algorithm.form === 'rsa') return false;
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
