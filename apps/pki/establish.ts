// Everything that the authorities of the demonstration world must have before the first sign-in, in one idempotent call.
import { bytes } from '../../lib/bytes/index.ts';
import type { Clock, Cryptography } from '../../lib/crypto/index.ts';
import { dayOf } from '../../lib/cvc/index.ts';
import type { CertificateExtensions, X509Certificate } from '../../lib/x509/index.ts';
import { publishBlockList } from './block-list.ts';
import { ensureCvca, ensureDv } from './cv-authorities.ts';
import { type Layout, layout, type TlsName, tlsNames } from './layout.ts';
import { x509Lifetimes } from './policy.ts';
import { ensureSectors } from './sectors.ts';
import { ensureTerminal, renewTerminal, type TerminalSubject } from './terminal.ts';
import { ensureIdentity, ensureRevocationList, type Wish } from './x509-authorities.ts';

export interface PkiOptions {
  readonly clock: Clock;
  readonly cryptography: Cryptography;
  /** https origin of the identity provider, where clients fetch TC tokens: the subject of the terminal certificate. */
  readonly origin: string;
}

/** Makes what is missing, renews what ends, leaves the rest alone. Secrets are in files of mode 0600. Throws `pki.inconsistent` and codes of io/keys. */
export async function establish(folder: string, options: PkiOptions): Promise<Layout> {
  const { files, dv, subject, today } = await ensureAuthorities(folder, options);
  await ensureTerminal(files.terminal, dv, subject, today, options.cryptography);
  return files;
}

/** The same, and a new terminal certificate in any case. */
export async function issueTerminal(folder: string, options: PkiOptions): Promise<Layout> {
  const { files, dv, subject, today } = await ensureAuthorities(folder, options);
  await renewTerminal(files.terminal, dv, subject, today, options.cryptography);
  return files;
}

async function ensureAuthorities(folder: string, { clock, cryptography, origin }: PkiOptions) {
  const files = layout(folder);
  const now = clock();
  const today = dayOf(now);
  const [certificates, dv, sectors] = await Promise.all([
    ensureTls(files, { now, cryptography }),
    ensureCvca(files.cvca, today).then((cvca) => ensureDv(files.dv, cvca, today, cryptography)),
    ensureSectors(files.sectors),
    ensureDocumentSigner(files, { now, cryptography }),
    ensureIdentity(files.blockList, blockListSigner, undefined, { now, cryptography }),
  ]);
  await publishBlockList(folder, cryptography);
  const subject: TerminalSubject = {
    origin,
    commCertificates: [certificates.idp, certificates.paos].map(({ raw }) => cryptography.hash('SHA-256', raw)),
    sectorKeys: [sectors.pseudonym, sectors.blocking],
  };
  return { files, dv, subject, today };
}

const authority: CertificateExtensions = { authority: { pathLength: 0 }, keyUsage: ['keyCertSign', 'cRLSign'] };

const countrySigner: Wish = {
  commonName: 'DEMO CSCA Hungary',
  key: 'brainpoolP256r1',
  lifetime: x509Lifetimes.countrySigner,
  extensions: authority,
};
const documentSigner: Wish = {
  commonName: 'DEMO Document Signer Hungary',
  key: 'brainpoolP256r1',
  lifetime: x509Lifetimes.documentSigner,
  extensions: { keyUsage: ['digitalSignature'], documentTypes: ['ID'] },
};
const blockListSigner: Wish = {
  commonName: 'DEMO Block List Signer',
  key: 'brainpoolP256r1',
  lifetime: x509Lifetimes.blockListSigner,
  extensions: { keyUsage: ['digitalSignature'] },
};
const tlsAuthority: Wish = { commonName: 'DEMO TLS CA', key: 'P-256', lifetime: x509Lifetimes.tlsAuthority, extensions: authority };

// RSA for PAOS alone, whose suites want it; browsers refuse brainpool, so the rest is P-256.
const tls: Readonly<Record<TlsName, Wish>> = {
  'eid-interface': server('eid-interface', 'P-256'),
  'idp-client': {
    commonName: 'DEMO idp-client',
    key: 'P-256',
    lifetime: x509Lifetimes.tls,
    extensions: { keyUsage: ['digitalSignature'], extendedKeyUsage: ['clientAuth'] },
  },
  paos: server('paos', 'RSA-3072'),
  portal: server('portal', 'P-256'),
  idp: server('idp', 'P-256'),
  hospital: server('hospital', 'P-256'),
};

function server(name: string, key: 'P-256' | 'RSA-3072'): Wish {
  return {
    commonName: `DEMO ${name}`,
    key,
    lifetime: x509Lifetimes.tls,
    extensions: {
      keyUsage: key === 'P-256' ? ['digitalSignature'] : ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsage: ['serverAuth'],
      dnsNames: [`${name}.localhost`, 'localhost'],
      addresses: [bytes([127, 0, 0, 1]), bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])],
    },
  };
}

async function ensureDocumentSigner(files: Layout, effects: { now: number; cryptography: Cryptography }): Promise<void> {
  const country = await ensureIdentity(files.countrySigner, countrySigner, undefined, effects);
  await ensureIdentity(files.documentSigner, documentSigner, country, effects);
  await ensureRevocationList(files.countrySigner.revocationList, country, [], effects);
}

async function ensureTls(files: Layout, effects: { now: number; cryptography: Cryptography }): Promise<Record<TlsName, X509Certificate>> {
  const root = await ensureIdentity(files.tlsAuthority, tlsAuthority, undefined, effects);
  const made = await Promise.all(
    tlsNames.map(async (name) => {
      const { certificate } = await ensureIdentity(files.tls[name], tls[name], root, effects);
      return [name, certificate] as const;
    }),
  );
  return Object.fromEntries(made) as Record<TlsName, X509Certificate>;
}
