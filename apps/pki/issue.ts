// A CV authority's answer to a request: checks that the asker holds the new key, and the old one when it renews, then signs. TR-03110-3 C.2, TR-03129 5.
import type { Cryptography, CurveName, Signer } from '../../lib/crypto/index.ts';
import {
  type CalendarDate,
  type CertificateRequest,
  type Chat,
  type CvCertificate,
  holderOf,
  mayIssue,
  signCertificate,
  verificationKey,
  verifyInnerSignature,
  verifyOuterSignature,
} from '../../lib/cvc/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { laterDay } from './policy.ts';

/** Names of TR-03129: why a request was refused. */
export type IssueErrorCode =
  | 'pki.failure-syntax'
  | 'pki.failure-inner-signature'
  | 'pki.failure-outer-signature'
  | 'pki.failure-expired'
  | 'pki.failure-domain-parameters'
  | 'pki.failure-not-authorized'
  | 'pki.failure-certificate-holder-unknown'
  | 'pki.failure-certificate-holder-reference-in-use'
  | 'pki.failure-certification-authority-holder-unknown';

/** An authority that signs: its certificate, its key, and the curve that everything below it inherits. */
export interface CvAuthority {
  readonly certificate: CvCertificate;
  readonly signer: Signer;
  readonly curve: CurveName;
}

export interface Grant {
  readonly chat: Chat;
  readonly today: CalendarDate;
  readonly days: number;
  /** The holder's last certificate: its key must have signed a renewal. Absent for the first request of a holder. */
  readonly renews?: CvCertificate;
}

/**
 * The certificate for a request. It never outlives its authority. Throws an `IssueErrorCode`.
 */
export function issueCertificate(
  request: CertificateRequest,
  authority: CvAuthority,
  grant: Grant,
  cryptography: Cryptography,
): CvCertificate {
  const { chat, today, days, renews } = grant;
  const { certificate, signer, curve } = authority;
  if (!mayIssue(holderOf(certificate.chat), holderOf(chat))) throw refused('pki.failure-not-authorized');
  if (today > certificate.expiration) throw refused('pki.failure-expired');
  if (request.publicKey.curve !== curve) throw refused('pki.failure-domain-parameters');
  if (!verifyInnerSignature(request, cryptography)) throw refused('pki.failure-inner-signature');
  if (renews !== undefined) {
    if (today > renews.expiration) throw refused('pki.failure-expired');
    if (request.outer?.car.text !== renews.chr.text) throw refused('pki.failure-outer-signature');
    if (!verifyOuterSignature(request, verificationKey(renews, curve), cryptography)) throw refused('pki.failure-outer-signature');
  }
  const { oid, hash, point } = request.publicKey;
  const [expiration] = [laterDay(today, days), certificate.expiration].sort() as [CalendarDate, CalendarDate];
  return signCertificate(
    {
      car: certificate.chr,
      publicKey: { oid, hash, point },
      chr: request.chr,
      chat,
      effective: today,
      expiration,
      extensions: request.extensions,
    },
    { signer, hash: certificate.publicKey.hash },
  );
}

function refused(code: IssueErrorCode): EidError<IssueErrorCode> {
  return new EidError(code);
}
