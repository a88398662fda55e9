// What a service needs of the authorities so that a client that is not ours can show its certificate: rights, description, TLS certificates.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { establish, type Layout } from '../../apps/pki/index.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { certificateOctets, generateKey, readSigner, signerOf, writeKey, writePublic } from '../../io/keys/index.ts';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import {
  type AuthenticationRight,
  type CvCertificate,
  createChat,
  createPublicKey,
  encodeDescription,
  holderReference,
  noExtensions,
  parseCertificate,
  signCertificate,
} from '../../lib/cvc/index.ts';
import { sectorKeyHash } from '../../lib/eac/ri/index.ts';

const cryptography = createCryptography();
const curve = 'brainpoolP256r1';

/** Names, birth date, age and pseudonym: what AusweisApp can show. */
const rights: readonly AuthenticationRight[] = ['readDg4', 'readDg5', 'readDg8', 'ageVerification', 'restrictedIdentification'];

export interface ServiceAuthorities {
  readonly pki: Layout;
  /** Trust point of the cards. */
  readonly cvca: CvCertificate;
  /** Files of the service's terminal. */
  readonly terminal: { readonly certificate: string; readonly key: string; readonly description: string };
}

/** The authorities in `folder/pki`, made when they are missing, and a terminal certificate for the service at this https origin. */
export async function serviceAuthorities(folder: string, origin: string): Promise<ServiceAuthorities> {
  const pki = await establish(join(folder, 'pki'), { clock: Date.now, cryptography, origin });
  const [cvca, dv] = (await Promise.all([pki.cvca.certificate, pki.dv.certificate].map(octets))).map(parseCertificate);
  if (cvca === undefined || dv === undefined) throw new Error('no authorities');
  const met = await Promise.all([pki.tls.idp.certificate, pki.tls.paos.certificate].map(octets));
  const description = encodeDescription({
    issuerName: 'eSzig',
    subjectName: 'Minta Szolgáltató',
    subjectUrl: origin,
    terms: { format: 'plain', text: 'Azonosítás' },
    commCertificates: met.map((file) => cryptography.hash('SHA-256', certificateOctets(file))),
  });
  const sectors = await Promise.all([pki.sectors.pseudonym, pki.sectors.blocking].map(octets));
  const key = await generateKey(curve);
  const { effective, expiration } = dv;
  const body = {
    car: dv.chr,
    chr: holderReference('HUMINTAAT00001'),
    publicKey: createPublicKey('SHA-256', signerOf(key).point),
    chat: createChat(rights),
    effective,
    expiration,
    extensions: {
      descriptionHash: cryptography.hash('SHA-256', description),
      sectorHashes: sectors.map((sector) => sectorKeyHash(sector, 'SHA-256', cryptography)),
      others: [],
    },
  };
  const certificate = signCertificate(body, { signer: await readSigner(pki.dv.key), hash: 'SHA-256' });
  const terminal = {
    certificate: join(folder, 'terminal.cvcert'),
    key: join(folder, 'terminal.pem'),
    description: join(folder, 'description.der'),
  };
  await writePublic(terminal.certificate, certificate.raw);
  await writePublic(terminal.description, description);
  await writeKey(terminal.key, key);
  return { pki, cvca, terminal };
}

/** A CVCA certificate that has nothing to do with anything. */
export async function unrelatedAuthority(): Promise<CvCertificate> {
  const signer = signerOf(await generateKey(curve));
  const name = holderReference('HUNOBODY00001');
  const body = {
    car: name,
    chr: name,
    publicKey: createPublicKey('SHA-256', signer.point, curve),
    chat: createChat(rights, 'cvca'),
    effective: '2026-01-01',
    expiration: '2036-01-01',
    extensions: noExtensions,
  };
  return signCertificate(body, { signer, hash: 'SHA-256' });
}

/**
 * A link certificate from an authority of this name to ours, signed by a key that has nothing to do with that name: whoever takes it does not check
 * signatures.
 */
export async function linkFrom(name: string, cvca: CvCertificate): Promise<CvCertificate> {
  const signer = signerOf(await generateKey(curve));
  const { chr, publicKey, chat, effective, expiration, extensions } = cvca;
  const body = { car: holderReference(name), chr, publicKey, chat, effective, expiration, extensions };
  return signCertificate(body, { signer, hash: 'SHA-256' });
}

async function octets(file: string): Promise<Bytes> {
  return bytes(await readFile(file));
}
