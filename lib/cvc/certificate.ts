// Card-verifiable certificates, profile 1: TR-03110-3 C and D.2.
import { type Bytes, bytes, concat } from '../bytes/index.ts';
import type { Cryptography, CurveName, Signer } from '../crypto/index.ts';
import { EidError, isEidError } from '../error/index.ts';
import { parseTlvs, TlvReader, tlv } from '../tlv/index.ts';
import { type Chat, encodeChat, parseChatValue } from './chat.ts';
import { type CalendarDate, encodeDate, parseDate } from './date.ts';
import type { CvcErrorCode } from './error.ts';
import { type Extensions, encodeExtensions, noExtensions, parseExtensions } from './extensions.ts';
import { encodePublicKey, type PublicKey, parsePublicKey, type VerificationKey } from './public-key.ts';
import { encodeReference, type HolderReference, parseReference } from './reference.ts';

/** What an authority states about a key. */
export interface CertificateBody {
  /** Certification authority reference: the key that verifies this certificate. */
  readonly car: HolderReference;
  readonly publicKey: PublicKey;
  /** Certificate holder reference: the name of this key. */
  readonly chr: HolderReference;
  readonly chat: Chat;
  readonly effective: CalendarDate;
  /** Valid to the end of this day. */
  readonly expiration: CalendarDate;
  readonly extensions: Extensions;
}

export interface CvCertificate extends CertificateBody {
  /** The whole object 7F21, as it came. */
  readonly raw: Bytes;
  /** The object 7F4E, over which the signature is made. */
  readonly bodyRaw: Bytes;
  /** ECDSA r‖s. */
  readonly signature: Bytes;
}

/** A certificate from its octets; strict. Throws `cvc.malformed`, `cvc.unsupported` or a code of lib/tlv. */
export function parseCertificate(octets: Uint8Array): CvCertificate {
  const outer = new TlvReader(octets);
  const reader = new TlvReader(outer.take(0x7f21));
  outer.end();
  const body = reader.take(0x7f4e);
  const signature = reader.take(0x5f37);
  reader.end();
  return { raw: bytes(octets), bodyRaw: tlv(0x7f4e, body), ...parseBody(body), signature };
}

/** Certificates one behind the other, as a file with a chain has them. Throws as `parseCertificate`. */
export function parseCertificates(octets: Uint8Array): readonly CvCertificate[] {
  return parseTlvs(octets).map(({ tag, value }) => parseCertificate(tlv(tag, value)));
}

/** The octets of a certificate: its body encoded anew, and its signature. */
export function encodeCertificate(certificate: CertificateBody & { readonly signature: Bytes }): Bytes {
  return join(encodeBody(certificate), certificate.signature);
}

/** Signs a body with the key of its CAR, whose public key object fixes the hash. */
export function signCertificate(
  body: CertificateBody,
  issuer: { readonly signer: Signer; readonly hash: VerificationKey['hash'] },
): CvCertificate {
  const bodyRaw = encodeBody(body);
  const signature = issuer.signer.sign(issuer.hash, bodyRaw);
  return parseCertificate(join(bodyRaw, signature));
}

/** Whether the signature is that of the issuer's key. Dates, names and roles are not looked at. */
export function verifyCertificate(
  certificate: Pick<CvCertificate, 'bodyRaw' | 'signature'>,
  issuer: VerificationKey,
  cryptography: Cryptography,
): boolean {
  try {
    return cryptography.curve(issuer.curve).verify(issuer.hash, issuer.point, certificate.bodyRaw, certificate.signature);
  } catch (error) {
    if (isEidError(error, 'crypto.bad-point')) return false;
    throw error;
  }
}

/**
 * The key of a certificate, ready to verify with. DV and terminal keys inherit the curve of their CVCA, which the caller hands in.
 * Throws `cvc.malformed` when neither names one.
 */
export function verificationKey({ publicKey }: Pick<CvCertificate, 'publicKey'>, inherited?: CurveName): VerificationKey {
  const curve = publicKey.curve ?? inherited;
  if (curve === undefined) throw new EidError<CvcErrorCode>('cvc.malformed', { field: 'domain parameters' });
  return { hash: publicKey.hash, curve, point: publicKey.point };
}

function encodeBody(body: CertificateBody): Bytes {
  return tlv(
    0x7f4e,
    tlv(0x5f29, Uint8Array.of(0)),
    tlv(0x42, encodeReference(body.car)),
    encodePublicKey(body.publicKey),
    tlv(0x5f20, encodeReference(body.chr)),
    encodeChat(body.chat),
    tlv(0x5f25, encodeDate(body.effective)),
    tlv(0x5f24, encodeDate(body.expiration)),
    encodeExtensions(body.extensions),
  );
}

function parseBody(octets: Uint8Array): CertificateBody {
  const reader = new TlvReader(octets);
  const profile = reader.take(0x5f29);
  if (profile.length !== 1 || profile[0] !== 0) throw malformed('profile');
  const car = parseReference(reader.take(0x42));
  const publicKey = parsePublicKey(reader.take(0x7f49));
  const chr = parseReference(reader.take(0x5f20));
  const chat = parseChatValue(reader.take(0x7f4c));
  const effective = parseDate(reader.take(0x5f25));
  const expiration = parseDate(reader.take(0x5f24));
  if (expiration < effective) throw malformed('dates');
  const extensions = reader.maybe(0x65);
  reader.end();
  return {
    car,
    publicKey,
    chr,
    chat,
    effective,
    expiration,
    extensions: extensions === undefined ? noExtensions : parseExtensions(extensions),
  };
}

function join(bodyRaw: Bytes, signature: Bytes): Bytes {
  return tlv(0x7f21, concat(bodyRaw, tlv(0x5f37, signature)));
}

function malformed(field: string): EidError<CvcErrorCode> {
  return new EidError<CvcErrorCode>('cvc.malformed', { field });
}
