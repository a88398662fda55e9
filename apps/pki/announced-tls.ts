// TLS certificates that clients compare with the certificate description: the next one is named there before a server shows it, and the one before stays
// named as long as it lives, so that a sign-in that is under way meets no certificate that its description does not know. TR-03124-1 2.7.
import { rm } from 'node:fs/promises';
import { certificateOctets, certificatePem, readPublic, writePublic } from '../../io/keys/index.ts';
import { parseX509, type X509Certificate } from '../../lib/x509/index.ts';
import type { CertifiedKey } from './layout.ts';
import { renewalOf } from './policy.ts';
import { certifyKey, type Effects, ensureIdentity, type Identity, isCertified, type Wish } from './x509-authorities.ts';

/** Beside the certificate in force the next one, while it is only announced, and the one before. */
export interface AnnouncedFiles extends CertifiedKey {
  readonly next: string;
  readonly previous: string;
}

/** Milliseconds between the announcement of a certificate and its use: until then every server has read the description that names it. */
const announcement = 1_800_000;

/** Makes, announces or puts in force what is due; gives all certificates that a description has to name, the one in force first. */
export async function ensureAnnounced(
  files: AnnouncedFiles,
  wish: Wish,
  issuer: Identity,
  effects: Effects,
): Promise<readonly [X509Certificate, ...X509Certificate[]]> {
  const { now } = effects;
  const found = await readCertificate(files.certificate);
  if (found === undefined || found.notAfter < now || !(await isCertified(found, files, issuer, effects))) {
    await rm(files.next, { force: true });
    return [(await ensureIdentity(files, wish, issuer, effects)).certificate];
  }
  const previous = await readCertificate(files.previous);
  const before = previous !== undefined && previous.notAfter >= now ? [previous] : [];
  if (now < renewalOf(wish.kind, found.notAfter)) return [found, ...before];
  const next = await readCertificate(files.next);
  if (next === undefined || !(await isCertified(next, files, issuer, effects))) {
    const made = await certifyKey(files, wish, issuer, effects);
    await writePublic(files.next, certificatePem(made.raw));
    return [found, made, ...before];
  }
  if (now < next.notBefore + announcement) return [found, next, ...before];
  await writePublic(files.previous, certificatePem(found.raw));
  await writePublic(files.certificate, certificatePem(next.raw));
  await rm(files.next, { force: true });
  return [next, found];
}

/** When a certificate that was announced may be put in force (milliseconds since 1970); `undefined` when there is none. */
export async function announcedUntil(files: AnnouncedFiles): Promise<number | undefined> {
  const next = await readCertificate(files.next);
  return next && next.notBefore + announcement;
}

async function readCertificate(path: string): Promise<X509Certificate | undefined> {
  const octets = await readPublic(path);
  return octets && parseX509(certificateOctets(octets));
}
