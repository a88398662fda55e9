// Requests for CV certificates: signed with the new key inside, and with a key that is still valid outside. TR-03110-3 C.2.
import { type Bytes, bytes, concat } from '../bytes/index.ts';
import type { Cryptography, CurveName, Signer } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import { TlvReader, tlv } from '../tlv/index.ts';
import { verifyCertificate } from './certificate.ts';
import type { CvcErrorCode } from './error.ts';
import { type Extensions, encodeExtensions, noExtensions, parseExtensions } from './extensions.ts';
import { encodePublicKey, type PublicKey, parsePublicKey, type VerificationKey } from './public-key.ts';
import { encodeReference, type HolderReference, parseReference } from './reference.ts';

/** What is asked for. `publicKey` names its curve by full domain parameters. */
export interface RequestBody {
  /** The authority that is asked; absent when the asker does not say. */
  readonly car?: HolderReference;
  readonly publicKey: PublicKey & { readonly curve: CurveName };
  readonly chr: HolderReference;
  readonly extensions: Extensions;
}

export interface CertificateRequest extends RequestBody {
  /** The whole request: 7F21, or 67 with an outer signature. */
  readonly raw: Bytes;
  readonly bodyRaw: Bytes;
  /** Inner signature, by the new key. */
  readonly signature: Bytes;
  /** Outer signature of a renewal: by the key that `car` names, over the objects 7F21 and 42. */
  readonly outer?: { readonly car: HolderReference; readonly signedRaw: Bytes; readonly signature: Bytes };
}

/** A first request, signed with the new key itself. */
export function createRequest(body: RequestBody, newKey: Signer): CertificateRequest {
  const bodyRaw = tlv(
    0x7f4e,
    tlv(0x5f29, Uint8Array.of(0)),
    body.car === undefined ? new Uint8Array(0) : tlv(0x42, encodeReference(body.car)),
    encodePublicKey(body.publicKey),
    tlv(0x5f20, encodeReference(body.chr)),
    encodeExtensions(body.extensions),
  );
  const signature = newKey.sign(body.publicKey.hash, bodyRaw);
  return parseRequest(tlv(0x7f21, bodyRaw, tlv(0x5f37, signature)));
}

/** Wraps a first request as a renewal, signed with the key whose certificate is still valid. */
export function authenticateRequest(
  request: CertificateRequest,
  old: { readonly chr: HolderReference; readonly signer: Signer; readonly hash: VerificationKey['hash'] },
): CertificateRequest {
  const signedRaw = concat(request.raw, tlv(0x42, encodeReference(old.chr)));
  return parseRequest(tlv(0x67, signedRaw, tlv(0x5f37, old.signer.sign(old.hash, signedRaw))));
}

/** A request of either form; strict. Throws `cvc.malformed`, `cvc.unsupported` or a code of lib/tlv. */
export function parseRequest(octets: Uint8Array): CertificateRequest {
  const outer = new TlvReader(octets);
  if (outer.nextTag !== 0x67) {
    const request = parseInner(outer.take(0x7f21));
    outer.end();
    return { raw: bytes(octets), ...request };
  }
  const reader = new TlvReader(outer.take(0x67));
  outer.end();
  const inner = reader.take(0x7f21);
  const car = parseReference(reader.take(0x42));
  const signature = reader.take(0x5f37);
  reader.end();
  const signedRaw = concat(tlv(0x7f21, inner), tlv(0x42, encodeReference(car)));
  return { raw: bytes(octets), ...parseInner(inner), outer: { car, signedRaw, signature } };
}

/** Whether the asker holds the new key: the inner signature. */
export function verifyInnerSignature(request: CertificateRequest, cryptography: Cryptography): boolean {
  return verifyCertificate(request, request.publicKey, cryptography);
}

/** Whether the outer signature of a renewal is that of the old key; false when there is none. */
export function verifyOuterSignature({ outer }: CertificateRequest, old: VerificationKey, cryptography: Cryptography): boolean {
  return outer !== undefined && verifyCertificate({ bodyRaw: outer.signedRaw, signature: outer.signature }, old, cryptography);
}

function parseInner(octets: Uint8Array): Omit<CertificateRequest, 'raw' | 'outer'> {
  const reader = new TlvReader(octets);
  const body = reader.take(0x7f4e);
  const signature = reader.take(0x5f37);
  reader.end();
  const fields = new TlvReader(body);
  const profile = fields.take(0x5f29);
  if (profile.length !== 1 || profile[0] !== 0) throw malformed('profile');
  const car = fields.maybe(0x42);
  const publicKey = parsePublicKey(fields.take(0x7f49));
  const { curve } = publicKey;
  if (curve === undefined) throw malformed('domain parameters');
  const chr = parseReference(fields.take(0x5f20));
  const extensions = fields.maybe(0x65);
  fields.end();
  return {
    bodyRaw: tlv(0x7f4e, body),
    ...(car === undefined ? {} : { car: parseReference(car) }),
    publicKey: { ...publicKey, curve },
    chr,
    extensions: extensions === undefined ? noExtensions : parseExtensions(extensions),
    signature,
  };
}

function malformed(field: string): EidError<CvcErrorCode> {
  return new EidError<CvcErrorCode>('cvc.malformed', { field });
}
