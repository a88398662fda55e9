// What is asked of a TLS server before anything is sent to it: TR-03124-1 2.7. No authority is asked; the certificate description pins
// the certificates later, and name and time must be right at once.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { type Bytes, equal } from '../../../lib/bytes/index.ts';
import type { Cryptography, HashName } from '../../../lib/crypto/index.ts';
import type { CertificateDescription } from '../../../lib/cvc/index.ts';

/** Whether a DER certificate is for this host and valid now (milliseconds since 1970). */
export function isFor(host: string, certificate: Bytes, now: number): boolean {
  const parsed = new X509Certificate(certificate);
  const name = host.replace(/^\[|\]$/g, '');
  const named = isIP(name) ? parsed.checkIP(name) : parsed.checkHost(name);
  return named !== undefined && now >= parsed.validFromDate.getTime() && now <= parsed.validToDate.getTime();
}

const hashOfSize: Readonly<Record<number, HashName>> = { 32: 'SHA-256', 48: 'SHA-384', 64: 'SHA-512' };

/** Whether the description names this certificate by one of its hashes. @see TR-03110-4 2.2.6 */
export function isListed(certificate: Bytes, description: CertificateDescription, cryptography: Cryptography): boolean {
  return (description.commCertificates ?? []).some((expected) => {
    const name = hashOfSize[expected.length];
    return name !== undefined && equal(cryptography.hash(name, certificate), expected);
  });
}

/** The same for a certificate of which only a hash is known. */
export function listsHash({ commCertificates = [] }: CertificateDescription, hash: Bytes): boolean {
  return commCertificates.some((expected) => equal(expected, hash));
}

/** Whether two addresses have one scheme, host and port. */
export function sameOrigin(left: string, right: string): boolean {
  const [a, b] = [URL.parse(left), URL.parse(right)];
  return a !== null && b !== null && a.origin === b.origin && a.origin !== 'null';
}
