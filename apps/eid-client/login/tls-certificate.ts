// What is asked of a TLS server before anything is sent to it: TR-03124-1 2.7. No authority is asked; the certificate description pins
// the certificates later; name, time and strength must be right at once.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { strictTls } from '../../../io/http/index.ts';
import { type Bytes, equal } from '../../../lib/bytes/index.ts';
import type { Cryptography, HashName } from '../../../lib/crypto/index.ts';
import type { CertificateDescription } from '../../../lib/cvc/index.ts';

/** What is spoken with the service: as between servers, and of the curves those of eID first. @see TR-03116-4 2 */
export const serviceTls = { ...strictTls, ecdhCurve: 'brainpoolP512r1:brainpoolP384r1:brainpoolP256r1:P-384:P-256' };

const smallestRsa = 3000;
const smallCurves = ['secp160k1', 'secp160r1', 'secp160r2', 'secp192k1', 'prime192v1', 'secp224k1', 'secp224r1'];

/** Whether the key is as long as TR-03124-1 wants it: RSA of 3000 bits, a curve of 250. */
function isStrong({ publicKey: { asymmetricKeyType, asymmetricKeyDetails } }: X509Certificate): boolean {
  const { modulusLength = 0, namedCurve = '' } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === 'ec') return namedCurve !== '' && !smallCurves.includes(namedCurve);
  return modulusLength >= smallestRsa;
}

/** Whether a DER certificate is for this host, valid now (milliseconds since 1970), and of a key that is long enough. */
export function isFor(host: string, certificate: Bytes, now: number): boolean {
  const parsed = new X509Certificate(certificate);
  const name = host.replace(/^\[|\]$/g, '');
  const named = isIP(name) ? parsed.checkIP(name) : parsed.checkHost(name);
  return isStrong(parsed) && named !== undefined && now >= parsed.validFromDate.getTime() && now <= parsed.validToDate.getTime();
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
