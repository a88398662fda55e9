// Country signer, document signer, list signer, TLS certificates: X.509 authorities and what they issue. ICAO 9303-12, RFC 5280.
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
import {
  type CertificateExtensions,
  createName,
  encodeSubjectPublicKey,
  parseRevocationList,
  parseX509,
  type SubjectPublicKey,
  signRevocationList,
  signX509,
  type X509Certificate,
} from '../../lib/x509/index.ts';
import type { CertifiedKey } from './layout.ts';
import { day, revocationListLifetime } from './policy.ts';

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
  readonly key: KeyKind;
  readonly lifetime: { readonly days: number; readonly renewBefore: number };
  readonly extensions: CertificateExtensions;
}

/** The identity in these files. What is missing is made; a certificate near its end is made anew for the same key. No issuer: self-signed. */
export async function ensureIdentity(files: CertifiedKey, wish: Wish, issuer: Identity | undefined, effects: Effects): Promise<Identity> {
  const key = await ensureKey(files.key, wish.key);
  const raw = await readPublic(files.certificate);
  const found = raw === undefined ? undefined : parseX509(certificateOctets(raw));
  if (found !== undefined && isKept(found, key, wish, effects.now)) return { certificate: found, key };
  const certificate = issue(key, wish, issuer, effects);
  await writePublic(files.certificate, certificatePem(certificate.raw));
  return { certificate, key };
}

/** A revocation list that is fresh: made anew when it is older than a day, or when `revoked` says more than it does. */
export async function ensureRevocationList(path: string, authority: Identity, revoked: readonly bigint[], effects: Effects): Promise<void> {
  const raw = await readPublic(path);
  const found = raw === undefined ? undefined : parseRevocationList(raw);
  const listed = new Map(found?.revoked.map(({ serialNumber, revokedAt }) => [serialNumber, revokedAt]));
  const isFresh = found !== undefined && effects.now < found.thisUpdate + revocationListLifetime.renewAfter * day;
  if (isFresh && revoked.every((serialNumber) => listed.has(serialNumber))) return;
  const now = wholeSecond(effects.now);
  for (const serialNumber of revoked) if (!listed.has(serialNumber)) listed.set(serialNumber, now);
  const list = signRevocationList(
    {
      issuer: authority.certificate.subject,
      thisUpdate: now,
      nextUpdate: now + revocationListLifetime.days * day,
      number: (found?.number ?? 0n) + 1n,
      revoked: [...listed].map(([serialNumber, revokedAt]) => ({ serialNumber, revokedAt })),
    },
    signerOf(authority.key),
    keyIdentifier(authority.key.publicKey, effects.cryptography),
  );
  await writePublic(path, list.raw);
}

async function ensureKey(path: string, kind: KeyKind): Promise<PrivateKey> {
  const found = await readKey(path);
  if (found !== undefined) return found;
  const key = await generateKey(kind);
  await writeKey(path, key);
  return key;
}

function isKept(certificate: X509Certificate, key: PrivateKey, { lifetime }: Wish, now: number): boolean {
  const isSameKey = equal(encodeSubjectPublicKey(certificate.publicKey), encodeSubjectPublicKey(key.publicKey));
  return isSameKey && now < certificate.notAfter - lifetime.renewBefore * day;
}

function issue(
  key: PrivateKey,
  { commonName, lifetime, extensions }: Wish,
  issuer: Identity | undefined,
  effects: Effects,
): X509Certificate {
  const { cryptography } = effects;
  const subject = createName({ country: 'HU', organization: 'eSzig BEMUTATÓ (DEMO)', commonName });
  const now = wholeSecond(effects.now);
  const serialNumber = toUnsigned(bytes([0x40, ...cryptography.random(15)]));
  return signX509(
    {
      serialNumber,
      issuer: issuer?.certificate.subject ?? subject,
      notBefore: now,
      notAfter: now + lifetime.days * day,
      subject,
      publicKey: key.publicKey,
      extensions: {
        ...extensions,
        subjectKeyIdentifier: keyIdentifier(key.publicKey, cryptography),
        authorityKeyIdentifier: keyIdentifier((issuer?.key ?? key).publicKey, cryptography),
      },
    },
    signerOf(issuer?.key ?? key),
  );
}

/** First 160 bits of SHA-256 over the key: RFC 7093 2, method 4. */
function keyIdentifier(key: SubjectPublicKey, cryptography: Cryptography) {
  return bytes(cryptography.hash('SHA-256', encodeSubjectPublicKey(key)).subarray(0, 20));
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}
