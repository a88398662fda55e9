// One certificate for a test, of the year 2026 unless changed.
import type { Signer } from '../crypto/index.ts';
import {
  type CertificateBody,
  type Chat,
  type CvCertificate,
  createPublicKey,
  holderOf,
  holderReference,
  noExtensions,
  signCertificate,
} from './index.ts';

/** Whoever has a key and a name. */
export interface Named {
  readonly chr: string;
  readonly signer: Signer;
}

/** The curve is named by country verifiers only (TR-03110-3 D.3.3). */
export function certify(issuer: Named, subject: Named & { readonly chat: Chat }, changes: Partial<CertificateBody> = {}): CvCertificate {
  const { curve, point } = subject.signer;
  const body: CertificateBody = {
    car: holderReference(issuer.chr),
    chr: holderReference(subject.chr),
    publicKey: createPublicKey('SHA-256', point, holderOf(subject.chat) === 'cvca' ? curve : undefined),
    chat: subject.chat,
    effective: '2026-01-01',
    expiration: '2026-12-31',
    extensions: noExtensions,
    ...changes,
  };
  return signCertificate(body, { signer: issuer.signer, hash: 'SHA-256' });
}
