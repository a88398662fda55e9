// From the terminal certificate up to a key that the card knows: TR-03110-3 2.5, TR-03124-1 3.6 (chain building in the client).
import { toHex } from '../bytes/index.ts';
import type { Cryptography } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import { type CvCertificate, verificationKey, verifyCertificate } from './certificate.ts';
import { type Holder, holderOf, type Role } from './chat.ts';
import type { CalendarDate } from './date.ts';
import type { CvcErrorCode } from './error.ts';

/**
 * The certificates to send to the chip, top-down: from the one whose CAR the card named to the terminal's. They come in any order, perhaps with
 * several authorities and link certificates; the card's current reference is preferred to its previous one. A self-signed root is never sent.
 * Throws `cvc.invalid-certificate-path` when no chain leads there, then nothing is to be sent to the chip.
 */
export function buildChain(certificates: readonly CvCertificate[], references: readonly string[]): readonly CvCertificate[] {
  const terminal = onlyOne(certificates, 'terminal');
  for (const reference of references) {
    const chain = climb(terminal, reference, certificates, new Set());
    if (chain !== undefined) return chain;
  }
  throw invalidPath('not-to-this-card');
}

/**
 * The one certificate of the set that is a terminal's (its twins aside). Throws `cvc.invalid-certificate-path` when there is none or are several.
 */
export function terminalCertificate(certificates: readonly CvCertificate[]): CvCertificate {
  return onlyOne(certificates, 'terminal');
}

/** Throws `cvc.invalid-certificate-path` unless the set has exactly one terminal and one document verifier, and all are of this terminal type. */
export function checkRoles(certificates: readonly CvCertificate[], role: Role = 'AT'): void {
  onlyOne(certificates, 'terminal');
  onlyOne(certificates, 'dv-official', 'dv-other');
  if (certificates.some(({ chat }) => chat.role !== role)) throw invalidPath('role');
}

/**
 * Verifies a chain before the holder is asked for anything: it begins at a trusted CVCA, each certificate is signed by the one above, the places in the
 * hierarchy follow each other, and every one is valid on this day. Throws `cvc.invalid-certificate-path` with a `reason`.
 *
 * @param chain top-down, without the trusted root itself
 */
export function verifyChain(
  chain: readonly CvCertificate[],
  trusted: readonly CvCertificate[],
  today: CalendarDate,
  cryptography: Cryptography,
): void {
  const root = trusted.find(({ chr }) => chr.text === chain[0]?.car.text);
  if (root === undefined) throw invalidPath('unknown-root');
  let issuer = root;
  let { curve } = root.publicKey;
  for (const certificate of chain) {
    if (certificate.car.text !== issuer.chr.text) throw invalidPath('names');
    if (certificate.chat.role !== issuer.chat.role) throw invalidPath('role');
    if (!mayIssue(holderOf(issuer.chat), holderOf(certificate.chat))) throw invalidPath('hierarchy');
    if (today < certificate.effective || today > certificate.expiration) throw invalidPath('dates');
    if (!verifyCertificate(certificate, verificationKey(issuer, curve), cryptography)) throw invalidPath('signature');
    issuer = certificate;
    curve = certificate.publicKey.curve ?? curve;
  }
  if (holderOf(issuer.chat) !== 'terminal') throw invalidPath('hierarchy');
}

/** Who may sign whom: a CVCA signs CVCAs (link certificates) and document verifiers, a document verifier signs terminals. @see TR-03110-3 2.5 */
export function mayIssue(issuer: Holder, holder: Holder): boolean {
  return issued[issuer].includes(holder);
}

const issued: Readonly<Record<Holder, readonly Holder[]>> = {
  cvca: ['cvca', 'dv-official', 'dv-other'],
  'dv-official': ['terminal'],
  'dv-other': ['terminal'],
  terminal: [],
};

// Depth first, each certificate visited once.
function climb(
  certificate: CvCertificate,
  reference: string,
  certificates: readonly CvCertificate[],
  visited: Set<CvCertificate>,
): readonly CvCertificate[] | undefined {
  if (certificate.car.text === reference) return [certificate];
  visited.add(certificate);
  for (const issuer of certificates) {
    if (visited.has(issuer) || issuer.chr.text !== certificate.car.text || issuer.car.text === issuer.chr.text) continue;
    if (issuer.chat.role !== certificate.chat.role || !mayIssue(holderOf(issuer.chat), holderOf(certificate.chat))) continue;
    const above = climb(issuer, reference, certificates, visited);
    if (above !== undefined) return [...above, certificate];
  }
  return undefined;
}

function onlyOne(certificates: readonly CvCertificate[], ...holders: readonly Holder[]): CvCertificate {
  const found = new Map(certificates.filter(({ chat }) => holders.includes(holderOf(chat))).map((one) => [toHex(one.raw), one]));
  const [first] = found.values();
  if (first === undefined || found.size > 1) throw invalidPath(`${holders[0]}-count`);
  return first;
}

function invalidPath(reason: string): EidError<CvcErrorCode> {
  return new EidError<CvcErrorCode>('cvc.invalid-certificate-path', { reason });
}
