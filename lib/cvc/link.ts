// Following link certificates with a clock: how a list of trusted country verifying authorities grows. TR-03110-3 2.1.2 and 2.5, TR-03124-1 3.6.
import type { Cryptography } from '../crypto/index.ts';
import { type CvCertificate, verificationKey, verifyCertificate } from './certificate.ts';
import { holderOf } from './chat.ts';
import type { CalendarDate } from './date.ts';

/**
 * The link certificates of a set that a trusted authority vouches for, directly or over others of them, oldest first; those of names that are
 * known already are left out. A link that has lapsed still leads on, as it does for a card; one of tomorrow does not yet, and one that began
 * only after its issuer had ended never was valid. They come in any order.
 */
export function followLinks(
  trusted: readonly CvCertificate[],
  met: readonly CvCertificate[],
  today: CalendarDate,
  cryptography: Cryptography,
): readonly CvCertificate[] {
  const followed: CvCertificate[] = [];
  const known = new Map(trusted.map((certificate) => [certificate.chr.text, certificate]));
  const links = met.filter(isLink);
  for (;;) {
    const next = links.find((link) => {
      const issuer = known.get(link.car.text);
      return issuer !== undefined && !known.has(link.chr.text) && vouches(issuer, link, today, cryptography);
    });
    if (next === undefined) return followed;
    known.set(next.chr.text, next);
    followed.push(next);
  }
}

/** A CVCA certificate that another one issued, with the domain parameters of its new key. */
export function isLink(certificate: CvCertificate): boolean {
  return (
    holderOf(certificate.chat) === 'cvca' && certificate.car.text !== certificate.chr.text && certificate.publicKey.curve !== undefined
  );
}

function vouches(issuer: CvCertificate, link: CvCertificate, today: CalendarDate, cryptography: Cryptography): boolean {
  if (link.chat.role !== issuer.chat.role || link.effective > today || link.effective > issuer.expiration) return false;
  const key = verificationKey(link);
  return cryptography.curve(key.curve).isPoint(key.point) && verifyCertificate(link, verificationKey(issuer), cryptography);
}
