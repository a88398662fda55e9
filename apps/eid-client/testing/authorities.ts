// For tests: a CVCA, a document verifier and a terminal certificate with its description, and TLS certificates; made anew for each run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCryptography } from '../../../io/crypto/index.ts';
import { certificateOctets } from '../../../io/keys/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { createSigner, type Signer } from '../../../lib/crypto/index.ts';
import {
  type AuthenticationRight,
  type CertificateDescription,
  type CvCertificate,
  createChat,
  createPublicKey,
  dayOf,
  encodeDescription,
  holderReference,
  noExtensions,
  signCertificate,
} from '../../../lib/cvc/index.ts';

export const cryptography = createCryptography();
const curve = 'brainpoolP256r1';
const hash = 'SHA-256';

export interface TlsCertificate {
  readonly cert: string;
  readonly key: string;
  readonly der: Bytes;
  readonly hash: Bytes;
}

const newKey = {
  EC: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'small EC': ['ec', '-pkeyopt', 'ec_paramgen_curve:P-224'],
  RSA: ['rsa:3072'],
  'small RSA': ['rsa:2048'],
} as const;

/** A self-signed certificate for these names; RSA for PAOS, whose suites want it. The small keys are too small. */
export function tlsCertificate(kind: keyof typeof newKey, days = 2, ...names: readonly string[]): TlsCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'eszig-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const alternative = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`;
  const words = ['req', '-x509', '-newkey', ...newKey[kind], '-nodes', '-days', String(days), '-subj', '/CN=test', '-addext', alternative];
  execFileSync('openssl', [...words, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
  const cert = readFileSync(certFile, 'utf8');
  const der = certificateOctets(readFileSync(certFile));
  const result = { cert, key: readFileSync(keyFile, 'utf8'), der, hash: cryptography.hash('SHA-256', der) };
  rmSync(folder, { recursive: true });
  return result;
}

export interface Authorities {
  readonly cvca: CvCertificate;
  readonly dv: CvCertificate;
  /** A terminal certificate for a description, and the key that it certifies. */
  terminal(
    description: Bytes,
    rights: readonly AuthenticationRight[],
    validity?: Pick<CvCertificate, 'effective' | 'expiration'>,
  ): { readonly certificate: CvCertificate; readonly signer: Signer };
}

/** @param root holder reference of the CVCA */
export function createAuthorities(root = 'HUCVCAeID00001'): Authorities {
  const on = cryptography.curve(curve);
  const newSigner = () => createSigner(on, on.randomScalar(cryptography.random));
  const today = Date.now();
  const dates = { effective: dayOf(today), expiration: dayOf(today + 10 * 24 * 3600_000) };
  const [rootKey, verifier] = [newSigner(), newSigner()];
  const [cvcaName, dvName] = [holderReference(root), holderReference('HUDVeID00001')];
  const read = ['readDg4', 'readDg5', 'readDg12'] as const;
  const rights = ['restrictedIdentification', ...read, 'writeDg17', 'ageVerification', 'communityIdVerification'] as const;
  const cvca = signCertificate(
    {
      car: cvcaName,
      chr: cvcaName,
      publicKey: createPublicKey(hash, rootKey.point, curve),
      chat: createChat(rights, 'cvca'),
      ...dates,
      extensions: noExtensions,
    },
    { signer: rootKey, hash },
  );
  const dv = signCertificate(
    {
      car: cvcaName,
      chr: dvName,
      publicKey: createPublicKey(hash, verifier.point),
      chat: createChat(rights, 'dv-official'),
      ...dates,
      extensions: noExtensions,
    },
    { signer: rootKey, hash },
  );
  return {
    cvca,
    dv,
    terminal(description, granted, validity = dates) {
      const signer = newSigner();
      const certificate = signCertificate(
        {
          car: dvName,
          chr: holderReference('HUTERMINAL00001'),
          publicKey: createPublicKey(hash, signer.point),
          chat: createChat(granted),
          ...validity,
          extensions: { descriptionHash: cryptography.hash(hash, description), sectorHashes: [], others: [] },
        },
        { signer: verifier, hash },
      );
      return { certificate, signer };
    },
  };
}

/** CVCAs one after the other, and the link certificates from each to the next. */
export function createGenerations(count: number): { readonly cvcas: readonly CvCertificate[]; readonly links: readonly CvCertificate[] } {
  const on = cryptography.curve(curve);
  const line = Buffer.from(cryptography.random(2)).toString('hex').toUpperCase();
  const keys = Array.from({ length: count }, (_, i) => ({
    name: holderReference(`HUCVCA${line}${i}`),
    signer: createSigner(on, on.randomScalar(cryptography.random)),
  }));
  const certify = (issuer: (typeof keys)[0], subject: (typeof keys)[0]) =>
    signCertificate(
      {
        car: issuer.name,
        chr: subject.name,
        publicKey: createPublicKey(hash, subject.signer.point, curve),
        chat: createChat(['restrictedIdentification'], 'cvca'),
        effective: dayOf(Date.now()),
        expiration: dayOf(Date.now() + 10 * 24 * 3600_000),
        extensions: noExtensions,
      },
      { signer: issuer.signer, hash },
    );
  return { cvcas: keys.map((key) => certify(key, key)), links: keys.slice(1).map((key, i) => certify(keys[i] as typeof key, key)) };
}

/** A description in plain text with these TLS hashes. */
export function describe(change: Partial<CertificateDescription> & Pick<CertificateDescription, 'subjectUrl' | 'commCertificates'>): Bytes {
  return encodeDescription({
    issuerName: 'Teszt DV',
    issuerUrl: 'https://dv.example',
    subjectName: 'Teszt azonosítás',
    terms: { format: 'plain', text: 'Belépés.\nSign-in.' },
    ...change,
  } as CertificateDescription);
}
