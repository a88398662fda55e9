// CVCA and document verifier: made on the first start, the document verifier renewed by a request of its own. TR-03110-3 2.1.
import { generateKey, readKey, readPublic, signerOf, writeKey, writePublic } from '../../io/keys/index.ts';
import { equal } from '../../lib/bytes/index.ts';
import type { Cryptography } from '../../lib/crypto/index.ts';
import {
  authenticateRequest,
  type CalendarDate,
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
import { type CvAuthority, issueCertificate } from './issue.ts';
import type { CertifiedKey } from './layout.ts';
import { authorityRights, cvLifetimes, laterDay } from './policy.ts';

/** `pki.inconsistent`: a certificate whose key is not the one beside it; an authority is never made anew silently. */
export type AuthorityErrorCode = 'pki.inconsistent';

export const curve = 'brainpoolP256r1';
export const hash = 'SHA-256';

/** The country verifying authority, self-signed. */
export async function ensureCvca(files: CertifiedKey, today: CalendarDate): Promise<CvAuthority> {
  const found = await readAuthority(files);
  if (found !== undefined) return found;
  const key = await generateKey(curve);
  const signer = signerOf(key);
  const name = holderReference('HUCVCAeID00001');
  const certificate = signCertificate(
    {
      car: name,
      chr: name,
      publicKey: createPublicKey(hash, signer.point, curve),
      chat: createChat(authorityRights, 'cvca'),
      effective: today,
      expiration: laterDay(today, cvLifetimes.cvca.days),
      extensions: noExtensions,
    },
    { signer, hash },
  );
  await writeKey(files.key, key);
  await writePublic(files.certificate, certificate.raw);
  return { certificate, signer, curve };
}

/** The document verifier, below the CVCA; a new one with the next reference when it comes near its end. */
export async function ensureDv(
  files: CertifiedKey,
  cvca: CvAuthority,
  today: CalendarDate,
  cryptography: Cryptography,
): Promise<CvAuthority> {
  const found = await readAuthority(files);
  const isFresh = found !== undefined && laterDay(today, cvLifetimes.dv.renewBefore) < found.certificate.expiration;
  if (isFresh || (found !== undefined && found.certificate.expiration === cvca.certificate.expiration)) return found;
  const key = await generateKey(curve);
  const signer = signerOf(key);
  const chr = found === undefined ? holderReference('HUDVeID0100001') : nextReference(found.certificate.chr);
  const first = createRequest(
    { car: cvca.certificate.chr, publicKey: { ...createPublicKey(hash, signer.point), curve }, chr, extensions: noExtensions },
    signer,
  );
  const renews = found !== undefined && isValid(found.certificate, today) ? found : undefined;
  const request = renews === undefined ? first : authenticateRequest(first, { chr: renews.certificate.chr, signer: renews.signer, hash });
  const chat = createChat(authorityRights, 'dv-official');
  const grant = { chat, today, days: cvLifetimes.dv.days, ...(renews && { renews: renews.certificate }) };
  const certificate = issueCertificate(request, cvca, grant, cryptography);
  await writeKey(files.key, key);
  await writePublic(files.certificate, certificate.raw);
  return { certificate, signer, curve };
}

/** Whether a certificate has not ended. */
export function isValid(certificate: CvCertificate, today: CalendarDate): boolean {
  return today <= certificate.expiration;
}

/** A CV authority from its files; `undefined` when its certificate is not there. */
async function readAuthority(files: CertifiedKey): Promise<CvAuthority | undefined> {
  const raw = await readPublic(files.certificate);
  if (raw === undefined) return undefined;
  const certificate = parseCertificate(raw);
  const key = await readKey(files.key);
  if (key?.publicKey.kind !== 'EC' || !equal(key.publicKey.point, certificate.publicKey.point)) {
    throw new EidError<AuthorityErrorCode>('pki.inconsistent', { certificate: files.certificate });
  }
  return { certificate, signer: signerOf(key), curve };
}
