// What a chip believes of certificates: trust points, its own date, and the rules by which a certificate is imported. TR-03110-3 2.5 and 2.7.
import { type Bytes, equal } from '../../bytes/index.ts';
import type { Cryptography } from '../../crypto/index.ts';
import {
  type CalendarDate,
  type Chat,
  type CvCertificate,
  holderOf,
  intersect,
  mayIssue,
  parseCertificate,
  type VerificationKey,
  verificationKey,
  verifyCertificate,
} from '../../cvc/index.ts';

/** What the chip keeps for good. */
export interface Trust {
  /** CVCA certificates (7F21), the current one first; two at most. */
  readonly trustPoints: readonly Bytes[];
  /** The chip has no clock: its date is the latest effective date that it has reason to believe. */
  readonly currentDate: CalendarDate;
}

/** A certified key that the chip knows: of a trust point, or imported in this session. */
export interface ImportedKey {
  readonly certificate: CvCertificate;
  readonly key: VerificationKey;
  /** Rights of all certificates down to this one. */
  readonly chat: Chat;
  /** Whether the way here is the holder's own state's: only then does a certificate move the chip's date. */
  readonly domestic: boolean;
  readonly trustPoint: boolean;
}

/** The keys of the trust points, the current one first. */
export function trustedKeys({ trustPoints }: Trust): readonly ImportedKey[] {
  return trustPoints.map(parseCertificate).map((certificate) => ({
    certificate,
    key: verificationKey(certificate),
    chat: certificate.chat,
    domestic: true,
    trustPoint: true,
  }));
}

/**
 * The key of a certificate that the issuer's key verifies, or `undefined` when a rule is broken: name, terminal type, place in the hierarchy,
 * dates, domain parameters in a link certificate and in no other, a key on the curve, signature. A link certificate is good even when it or its
 * issuer has expired, so that a card that slept for years can follow. A certificate of tomorrow is no fault, since the chip has no clock; one
 * that begins only after its issuer has ended never was valid.
 */
export function importKey(
  certificate: CvCertificate,
  issuer: ImportedKey,
  currentDate: CalendarDate,
  cryptography: Cryptography,
): ImportedKey | undefined {
  const [above, holder] = [holderOf(issuer.certificate.chat), holderOf(certificate.chat)];
  const link = holder === 'cvca';
  if (certificate.car.text !== issuer.certificate.chr.text) return undefined;
  if (certificate.chat.role !== issuer.chat.role || !mayIssue(above, holder)) return undefined;
  if (!link && (certificate.expiration < currentDate || (issuer.trustPoint && issuer.certificate.expiration < currentDate)))
    return undefined;
  if (!link && certificate.effective > issuer.certificate.expiration) return undefined;
  if (link !== (certificate.publicKey.curve !== undefined)) return undefined;
  const key = verificationKey(certificate, issuer.key.curve);
  if (!cryptography.curve(key.curve).isPoint(key.point) || !verifyCertificate(certificate, issuer.key, cryptography)) return undefined;
  return {
    certificate,
    key,
    chat: link ? certificate.chat : intersect(issuer.chat, certificate.chat),
    domestic: issuer.domestic && holder !== 'dv-other',
    trustPoint: link,
  };
}

/** Trust after a link certificate: its key becomes the current trust point. `undefined` when it does not follow the current one. */
export function followLink({ certificate }: ImportedKey, trust: Trust): Trust | undefined {
  const [current, previous] = trustedKeys(trust).map((trusted) => trusted.certificate);
  const known = [current, previous].find((one) => one?.chr.text === certificate.chr.text);
  if (known !== undefined) return equal(known.publicKey.point, certificate.publicKey.point) ? trust : undefined;
  if (current === undefined || certificate.car.text !== current.chr.text) return undefined;
  return moveDate({ ...trust, trustPoints: [certificate.raw, current.raw] }, certificate.effective);
}

/** The date moves forward only. */
export function moveDate(trust: Trust, date: CalendarDate): Trust {
  return date > trust.currentDate ? { ...trust, currentDate: date } : trust;
}
