// X.509 certificates that keep their key, or are given a new one, and revocation lists. RFC 5280.
import {
  certificateOctets,
  certificatePem,
  generateKey,
  type KeyKind,
  type PrivateKey,
  readKey,
  readPublic,
  signerOf,
  writeKey,
  writePublic,
} from '../../io/keys/index.ts';
import { bytes, equal, toUnsigned } from '../../lib/bytes/index.ts';
import type { Cryptography } from '../../lib/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';
import {
  type CertificateExtensions,
  createName,
  encodeSubjectPublicKey,
  isListOf,
  parseRevocationList,
  parseX509,
  type RevocationList,
  type SubjectPublicKey,
  signRevocationList,
  signX509,
  type X509Certificate,
} from '../../lib/x509/index.ts';
import type { AuthorityErrorCode } from './cv-authorities.ts';
import { readCertifiedKey, replacePair } from './files.ts';
import type { CertifiedKey } from './layout.ts';
import { day, type Kind, lifetimes, renewalOf } from './policy.ts';

/** Time and cryptography of one start. `now` is in milliseconds since 1970. */
export interface Effects {
  readonly now: number;
  readonly cryptography: Cryptography;
}

/** A certificate with its key. */
export interface Identity {
  readonly certificate: X509Certificate;
  readonly key: PrivateKey;
}

export interface Wish {
  /** Common name; every subject says that it is a demonstration. */
  readonly commonName: string;
  /** Serial number in the name: tells the generations of an authority apart. */
  readonly generation?: string;
  readonly key: KeyKind;
  readonly kind: Kind;
  readonly extensions: CertificateExtensions;
}

/**
 * The identity in these files. What is missing is made; a certificate near its end, or of another issuer, is made anew for the same key. No issuer:
 * self-signed.
 */
export async function ensureIdentity(files: CertifiedKey, wish: Wish, issuer: Identity | undefined, effects: Effects): Promise<Identity> {
  const key = await ensureKey(files.key, wish.key);
  const raw = await readPublic(files.certificate);
  const found = raw === undefined ? undefined : parseX509(certificateOctets(raw));
  if (found !== undefined && isKept(found, key, wish, issuer, effects)) return { certificate: found, key };
  const certificate = issue(key.publicKey, wish, issuer ?? 'itself', key, effects);
  await writePublic(files.certificate, certificatePem(certificate.raw));
  return { certificate, key };
}

/** The identity in these files, or one with a new key when there is none or `renew` says so; `keep` is told what is made before it is in force. */
export async function ensureGeneration(
  files: CertifiedKey,
  {
    wish,
    issuer,
    renew,
    keep,
  }: {
    readonly wish: (found: X509Certificate | undefined) => Wish;
    readonly issuer: Identity | undefined;
    readonly renew: (found: X509Certificate) => boolean;
    readonly keep: (made: Identity, found: Identity | undefined) => Promise<void>;
  },
  effects: Effects,
): Promise<Identity> {
  const found = await readIdentity(files);
  if (found !== undefined && !renew(found.certificate)) return found;
  const wanted = wish(found?.certificate);
  const key = await generateKey(wanted.key);
  const made = { certificate: issue(key.publicKey, wanted, issuer ?? 'itself', key, effects), key };
  await keep(made, found);
  await replacePair(files, key, certificatePem(made.certificate.raw));
  return made;
}

/** What is in these files; `undefined` when there is no certificate. Throws `pki.inconsistent` when the key is another one. */
export async function readIdentity(files: CertifiedKey): Promise<Identity | undefined> {
  const raw = await readPublic(files.certificate);
  if (raw === undefined) return undefined;
  const certificate = parseX509(certificateOctets(raw));
  const key = await readCertifiedKey(files, ({ publicKey }) => isSameKey(publicKey, certificate.publicKey));
  if (key === undefined) throw new EidError<AuthorityErrorCode>('pki.inconsistent', { certificate: files.certificate });
  return { certificate, key };
}

/** The link certificate: a new country signer's name and key, certified by the one before. ICAO 9303-12 4.4 */
export function certifyLink(next: Identity, wish: Wish, previous: Identity, effects: Effects): X509Certificate {
  return issue(next.key.publicKey, wish, previous, next.key, effects);
}

/** A revocation list that is fresh: made anew when it is a day old, when `revoked` says more than it does, or in any case. */
export async function ensureRevocationList(
  path: string,
  authority: Identity,
  revoked: readonly bigint[],
  effects: Effects,
  always = false,
): Promise<RevocationList> {
  const raw = await readPublic(path);
  const written = raw === undefined ? undefined : parseRevocationList(raw);
  // After a renewal the file still has the list of the generation before, which keeps its own.
  const found = written !== undefined && isListOf(written, authority.certificate, effects.cryptography) ? written : undefined;
  const listed = new Map(found?.revoked.map(({ serialNumber, revokedAt }) => [serialNumber, revokedAt]));
  const isFresh = !always && found !== undefined && effects.now < renewalOf('revocation-list', found.nextUpdate);
  if (isFresh && revoked.every((serialNumber) => listed.has(serialNumber))) return found;
  const now = wholeSecond(effects.now);
  for (const serialNumber of revoked) if (!listed.has(serialNumber)) listed.set(serialNumber, now);
  const list = signRevocationList(
    {
      issuer: authority.certificate.subject,
      thisUpdate: now,
      nextUpdate: now + lifetimes['revocation-list'].days * day,
      number: (found?.number ?? 0n) + 1n,
      revoked: [...listed].map(([serialNumber, revokedAt]) => ({ serialNumber, revokedAt })),
    },
    signerOf(authority.key),
    keyIdentifier(authority.key.publicKey, effects.cryptography),
  );
  await writePublic(path, list.raw);
  return list;
}

/** A certificate for the key in these files, which is in no file yet. Makes the key when there is none. */
export async function certifyKey(files: CertifiedKey, wish: Wish, issuer: Identity, effects: Effects): Promise<X509Certificate> {
  const key = await ensureKey(files.key, wish.key);
  return issue(key.publicKey, wish, issuer, key, effects);
}

/** Whether a certificate is of the key in these files, and of this issuer. */
export async function isCertified(certificate: X509Certificate, files: CertifiedKey, issuer: Identity, effects: Effects): Promise<boolean> {
  const key = await readKey(files.key);
  return key !== undefined && isOf(certificate, key, issuer, effects);
}

async function ensureKey(path: string, kind: KeyKind): Promise<PrivateKey> {
  const found = await readKey(path);
  if (found !== undefined) return found;
  const key = await generateKey(kind);
  await writeKey(path, key);
  return key;
}

function isKept(certificate: X509Certificate, key: PrivateKey, { kind }: Wish, issuer: Identity | undefined, effects: Effects): boolean {
  return isOf(certificate, key, issuer, effects) && effects.now < renewalOf(kind, certificate.notAfter);
}

/** Whether a certificate is of this key and issuer. */
function isOf(
  certificate: X509Certificate,
  { publicKey }: PrivateKey,
  issuer: Identity | undefined,
  { cryptography }: Pick<Effects, 'cryptography'>,
): boolean {
  const { authorityKeyIdentifier } = certificate.extensions;
  const expected = keyIdentifier(issuer?.key.publicKey ?? publicKey, cryptography);
  const isItsIssuer = authorityKeyIdentifier !== undefined && equal(authorityKeyIdentifier, expected);
  return isItsIssuer && isSameKey(certificate.publicKey, publicKey);
}

function isSameKey(left: SubjectPublicKey, right: SubjectPublicKey): boolean {
  return equal(encodeSubjectPublicKey(left), encodeSubjectPublicKey(right));
}

function issue(
  publicKey: SubjectPublicKey,
  { commonName, generation, kind, extensions }: Wish,
  issuer: Identity | 'itself',
  key: PrivateKey,
  effects: Effects,
): X509Certificate {
  const { cryptography } = effects;
  const serial = generation === undefined ? {} : { serialNumber: generation };
  const subject = createName({ country: 'HU', organization: 'eSzig BEMUTATÓ (DEMO)', ...serial, commonName });
  const now = wholeSecond(effects.now);
  const serialNumber = toUnsigned(bytes([0x40, ...cryptography.random(15)]));
  const [name, signer] = issuer === 'itself' ? [subject, key] : [issuer.certificate.subject, issuer.key];
  return signX509(
    {
      serialNumber,
      issuer: name,
      notBefore: now,
      notAfter: now + lifetimes[kind].days * day,
      subject,
      publicKey,
      extensions: {
        ...extensions,
        subjectKeyIdentifier: keyIdentifier(publicKey, cryptography),
        authorityKeyIdentifier: keyIdentifier(signer.publicKey, cryptography),
      },
    },
    signerOf(signer),
  );
}

/** First 160 bits of SHA-256 over the key: RFC 7093 2, method 4. */
function keyIdentifier(key: SubjectPublicKey, cryptography: Cryptography) {
  return bytes(cryptography.hash('SHA-256', encodeSubjectPublicKey(key)).subarray(0, 20));
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}
