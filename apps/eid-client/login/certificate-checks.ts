// What must hold before the person is asked anything: TR-03124-1 3.4 (certificates, description, origin, rights).
import type { Bytes } from '../../../lib/bytes/index.ts';
import type { Cryptography } from '../../../lib/crypto/index.ts';
import {
  buildChain,
  type CertificateDescription,
  type CvCertificate,
  checkRoles,
  dayOf,
  isDescriptionOf,
  parseCertificate,
  parseChat,
  parseDescription,
  terminalCertificate,
  verifyChain,
} from '../../../lib/cvc/index.ts';
import type { Eac1Input } from '../../../lib/ecard/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { ClientErrorCode } from '../failure.ts';
import { type AskedRights, askedRights } from '../rights.ts';
import type { Trust } from '../trust/trust.ts';
import { isListed, listsHash, sameOrigin } from './tls-certificate.ts';

export interface Met {
  readonly tokenAddress: string;
  /** DER of the TLS certificates met on the way to the token. */
  readonly serviceCertificates: readonly Bytes[];
  /** SHA-256 of the TLS certificate of the eID server. */
  readonly serverCertificateHash: Bytes;
}

export interface Checked {
  readonly certificates: readonly CvCertificate[];
  readonly terminal: CvCertificate;
  readonly description: CertificateDescription & { readonly subjectUrl: string };
  readonly rights: AskedRights;
}

/**
 * Reads and checks what the eID server shows. Throws `request.not-allowed` when description, origin or rights do not fit the terminal
 * certificate, `certificate.not-in-description` for a TLS server that the description does not name, `cvc.invalid-certificate-path` for
 * certificates that lead nowhere. New authorities that a known one vouches for are remembered. `learn` is told the description as soon as it proved to be the certificate's.
 */
export async function checkCertificates(
  input: Eac1Input,
  met: Met,
  { cryptography, now, trust }: { cryptography: Cryptography; now: number; trust: Trust },
  learn: (description: CertificateDescription) => void,
): Promise<Checked> {
  const certificates = input.certificates.map((octets) => parseCertificate(octets));
  checkRoles(certificates);
  const terminal = terminalCertificate(certificates);
  if (!isDescriptionOf(input.certificateDescription, terminal, cryptography)) throw notAllowed();
  const { subjectUrl, ...described } = parseDescription(input.certificateDescription);
  if (subjectUrl === undefined || !sameOrigin(subjectUrl, met.tokenAddress)) throw notAllowed();
  const description = { ...described, subjectUrl };
  learn(description);
  const service = met.serviceCertificates.every((certificate) => isListed(certificate, description, cryptography));
  if (!service || !listsHash(description, met.serverCertificateHash)) throw new EidError<ClientErrorCode>('certificate.not-in-description');
  await trust.meet(certificates, now);
  const { roots } = trust;
  if (roots.length > 0) {
    const names = roots.map(({ chr }) => chr.text);
    verifyChain(buildChain(certificates, names), roots, dayOf(now), cryptography);
  }
  const rights = askedRights(terminal.chat, optionalChat(input.requiredChat), optionalChat(input.optionalChat));
  if (rights.required.length + rights.optional.length === 0) throw notAllowed();
  return { certificates, terminal, description, rights };
}

function optionalChat(octets: Bytes | undefined) {
  return octets && parseChat(octets);
}

function notAllowed(): EidError<ClientErrorCode> {
  return new EidError<ClientErrorCode>('request.not-allowed');
}
