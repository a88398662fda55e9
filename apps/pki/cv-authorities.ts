// CVCA and document verifier: made on the first start, renewed in generations. A new CVCA key is introduced by a link certificate of the old one, a new
// document verifier by a request of its own. TR-03110-3 2.1 and 2.5.
import { join } from 'node:path';
import { generateKey, readPublic, signerOf, writePublic } from '../../io/keys/index.ts';
import { equal } from '../../lib/bytes/index.ts';
import type { Cryptography } from '../../lib/crypto/index.ts';
import {
  authenticateRequest,
  type CalendarDate,
  type CertificateBody,
  type CvCertificate,
  createChat,
  createPublicKey,
  createRequest,
  holderReference,
  nextReference,
  noExtensions,
  parseCertificate,
  signCertificate,
} from '../../lib/cvc/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { readCertifiedKey, readFolder, replacePair } from './files.ts';
import { type CvAuthority, issueCertificate } from './issue.ts';
import type { CertifiedKey, Layout } from './layout.ts';
import { authorityRights, isDue, laterDay, lifetimes } from './policy.ts';

/** `pki.inconsistent`: a certificate whose key is not the one beside it; an authority is never made anew silently. */
export type AuthorityErrorCode = 'pki.inconsistent';

export const curve = 'brainpoolP256r1';
export const hash = 'SHA-256';

/** The country verifying authority: self-signed at first, renewed by itself when it comes near its end. */
export async function ensureCvca(files: Layout['cvca'], today: CalendarDate): Promise<CvAuthority> {
  const found = await readAuthority(files);
  if (found !== undefined && !isDue('cvca', found.certificate.expiration, today)) return found;
  return nextCvca(files, found, today);
}

/** The next generation in any case. */
export async function renewCvca(files: Layout['cvca'], today: CalendarDate): Promise<CvAuthority> {
  return nextCvca(files, await readAuthority(files), today);
}

/** All link certificates there ever were, oldest first: a card may be several generations behind. */
export async function readLinks({ links }: Layout['cvca']): Promise<readonly CvCertificate[]> {
  return (await readFolder(links)).map(({ content }) => parseCertificate(content));
}

/** The document verifier, below the CVCA of now; a new one with the next reference when it comes near its end, or when the CVCA has a new key. */
export async function ensureDv(
  files: Layout['dv'],
  cvca: CvAuthority,
  today: CalendarDate,
  cryptography: Cryptography,
): Promise<CvAuthority> {
  const found = await readAuthority(files);
  if (
    found !== undefined &&
    found.certificate.car.text === cvca.certificate.chr.text &&
    !isDue('dv', found.certificate.expiration, today)
  ) {
    return found;
  }
  const key = await generateKey(curve);
  const signer = signerOf(key);
  const chr = found === undefined ? holderReference('HUDVDEMO0100001') : nextReference(found.certificate.chr);
  const first = createRequest(
    { car: cvca.certificate.chr, publicKey: { ...createPublicKey(hash, signer.point), curve }, chr, extensions: noExtensions },
    signer,
  );
  const renews = found !== undefined && isValid(found.certificate, today) ? found : undefined;
  const request = renews === undefined ? first : authenticateRequest(first, { chr: renews.certificate.chr, signer: renews.signer, hash });
  const chat = createChat(authorityRights, 'dv-official');
  const grant = { chat, today, days: lifetimes.dv.days, ...(renews && { renews: renews.certificate }) };
  const certificate = issueCertificate(request, cvca, grant, cryptography);
  await replacePair(files, key, certificate.raw);
  return { certificate, signer, curve };
}

/** Whether a certificate has not ended. */
export function isValid(certificate: CvCertificate, today: CalendarDate): boolean {
  return today <= certificate.expiration;
}

/** A CV authority from its files; `undefined` when its certificate is not there. */
export async function readAuthority(files: CertifiedKey): Promise<CvAuthority | undefined> {
  const raw = await readPublic(files.certificate);
  if (raw === undefined) return undefined;
  const certificate = parseCertificate(raw);
  const belongs = ({ publicKey }: { publicKey: { kind: string; point?: Uint8Array } }) =>
    publicKey.point !== undefined && equal(publicKey.point, certificate.publicKey.point);
  const key = await readCertifiedKey(files, belongs);
  if (key === undefined) throw new EidError<AuthorityErrorCode>('pki.inconsistent', { certificate: files.certificate });
  return { certificate, signer: signerOf(key), curve };
}

async function nextCvca(files: Layout['cvca'], old: CvAuthority | undefined, today: CalendarDate): Promise<CvAuthority> {
  const key = await generateKey(curve);
  const signer = signerOf(key);
  const chr = old === undefined ? holderReference('HUCVCADEMO00001') : nextReference(old.certificate.chr);
  const body: CertificateBody = {
    car: chr,
    chr,
    publicKey: createPublicKey(hash, signer.point, curve),
    chat: createChat(authorityRights, 'cvca'),
    effective: today,
    expiration: laterDay(today, lifetimes.cvca.days),
    extensions: noExtensions,
  };
  const certificate = signCertificate(body, { signer, hash });
  // The link says all that the self-signed certificate says, also its dates, and differs in who says it.
  if (old !== undefined) {
    const link = signCertificate({ ...body, car: old.certificate.chr }, { signer: old.signer, hash: old.certificate.publicKey.hash });
    await writePublic(join(files.links, `${chr.text}.cvcert`), link.raw);
  }
  await writePublic(join(files.generations, `${chr.text}.cvcert`), certificate.raw);
  await replacePair(files, key, certificate.raw);
  return { certificate, signer, curve };
}
