// SubjectPublicKeyInfo: EC keys by named curve, explicit parameters or standardised identifier, and RSA keys. RFC 5480, RFC 3279 2.3, TR-03110-3 A.2.1.
import { type Bytes, bytes } from '../bytes/index.ts';
import { type CurveName, curveOfOid, curveOfParameterId, curveOfParameters, namedCurves } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import {
  asn1,
  bitString,
  content,
  integer,
  oid,
  parseBitString,
  parseInteger,
  parseOid,
  parseSmallInteger,
  sequence,
  TlvReader,
  tlv,
} from '../tlv/index.ts';
import type { X509ErrorCode } from './error.ts';

export type SubjectPublicKey =
  | { readonly kind: 'EC'; readonly curve: CurveName /** 04‖x‖y. */; readonly point: Bytes }
  | { readonly kind: 'RSA'; readonly modulus: bigint; readonly exponent: bigint };

const ecPublicKey = '1.2.840.10045.2.1';
const primeField = '1.2.840.10045.1.1';
const rsaEncryption = '1.2.840.113549.1.1.1';
const standardizedDomainParameters = '0.4.0.127.0.7.1.2';
const keyAgreement = '0.4.0.127.0.7.2.2.1.2';

/** The octets of a SubjectPublicKeyInfo: named curve, or rsaEncryption. */
export function encodeSubjectPublicKey(key: SubjectPublicKey): Bytes {
  if (key.kind === 'EC') return sequence(sequence(oid(ecPublicKey), oid(namedCurves[key.curve].oid)), bitString(key.point));
  return sequence(sequence(oid(rsaEncryption), tlv(asn1.null)), bitString(sequence(integer(key.modulus), integer(key.exponent))));
}

/** A key from its SubjectPublicKeyInfo; throws `x509.malformed`, `x509.unsupported` or a code of lib/tlv. */
export function parseSubjectPublicKey(octets: Uint8Array): SubjectPublicKey {
  const reader = new TlvReader(content(octets, asn1.sequence));
  const algorithm = reader.take(asn1.sequence);
  const key = parseBitString(reader.take(asn1.bitString));
  reader.end();
  if (parseOid(new TlvReader(algorithm).take(asn1.oid)) === rsaEncryption) return parseRsa(algorithm, key);
  const curve = parseEcAlgorithm(sequence(algorithm));
  if (curve === undefined) throw new EidError<X509ErrorCode>('x509.unsupported', { field: 'curve' });
  if (key[0] !== 4 || key.length !== 1 + 2 * namedCurves[curve].size) throw malformed('point');
  return { kind: 'EC', curve, point: key };
}

/**
 * AlgorithmIdentifier of a curve as the card's SecurityInfos give it: standardizedDomainParameters with its number.
 *
 * @see TR-03110-3 A.2.1.1
 */
export function encodeStandardizedCurve(curve: CurveName): Bytes {
  return sequence(oid(standardizedDomainParameters), integer(namedCurves[curve].parameterId));
}

/** The curve of an EC AlgorithmIdentifier in any of the three spellings; `undefined` for another algorithm or an unknown curve. */
export function parseEcAlgorithm(octets: Uint8Array): CurveName | undefined {
  const reader = new TlvReader(content(octets, asn1.sequence));
  const algorithm = parseOid(reader.take(asn1.oid));
  if (algorithm === standardizedDomainParameters) {
    const id = parseSmallInteger(reader.take(asn1.integer));
    reader.end();
    return curveOfParameterId(id);
  }
  if (algorithm !== ecPublicKey && algorithm !== keyAgreement) return undefined;
  const named = reader.maybe(asn1.oid);
  const explicit = named === undefined ? reader.take(asn1.sequence) : undefined;
  reader.end();
  return named === undefined ? parseExplicit(explicit as Bytes) : curveOfOid(parseOid(named));
}

// ECParameters of X9.62, as document signers often carry them.
function parseExplicit(octets: Uint8Array): CurveName | undefined {
  const reader = new TlvReader(octets);
  if (parseSmallInteger(reader.take(asn1.integer)) !== 1) throw malformed('parameters');
  const field = new TlvReader(reader.take(asn1.sequence));
  if (parseOid(field.take(asn1.oid)) !== primeField) throw new EidError<X509ErrorCode>('x509.unsupported', { field: 'parameters' });
  const p = positive(field.take(asn1.integer));
  field.end();
  const equation = new TlvReader(reader.take(asn1.sequence));
  const a = equation.take(asn1.octetString);
  const b = equation.take(asn1.octetString);
  equation.maybe(asn1.bitString);
  equation.end();
  const G = reader.take(asn1.octetString);
  const n = positive(reader.take(asn1.integer));
  const h = reader.maybe(asn1.integer);
  reader.end();
  return curveOfParameters({ p, a, b, G, n, h });
}

function positive(value: Bytes): Bytes {
  parseInteger(value);
  return value[0] === 0 ? bytes(value.subarray(1)) : value;
}

function parseRsa(algorithm: Uint8Array, key: Uint8Array): SubjectPublicKey {
  const fields = new TlvReader(algorithm);
  fields.take(asn1.oid);
  if (fields.take(asn1.null).length !== 0) throw malformed('parameters');
  fields.end();
  const reader = new TlvReader(content(key, asn1.sequence));
  const modulus = parseInteger(reader.take(asn1.integer));
  const exponent = parseInteger(reader.take(asn1.integer));
  reader.end();
  return { kind: 'RSA', modulus, exponent };
}

function malformed(field: string): EidError<X509ErrorCode> {
  return new EidError<X509ErrorCode>('x509.malformed', { field });
}
