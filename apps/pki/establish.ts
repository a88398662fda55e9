// Everything that the authorities of the demonstration world must have, in one idempotent call: at the first start, and again whenever something comes due.
import { bytes } from '../../lib/bytes/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { dayOf } from '../../lib/cvc/index.ts';
import type { CertificateExtensions, X509Certificate } from '../../lib/x509/index.ts';
import { ensureAnnounced } from './announced-tls.ts';
import { type PkiEffects, publishBlockList } from './block-list.ts';
import { countryCertificates, ensureCountrySigner, ensureDocumentSigner, ensureRevocationLists } from './country.ts';
import { ensureCvca, ensureDv, readLinks } from './cv-authorities.ts';
import { exclusively } from './files.ts';
import { type Layout, layout, type TlsName, tlsNames } from './layout.ts';
import { ensureLists } from './lists.ts';
import { recordIssued } from './requests.ts';
import { ensureSectors } from './sectors.ts';
import { ensureChain, ensureTerminal, providerTerminal, renewTerminal, type TerminalSubject, windowTerminal } from './terminal.ts';
import { type Effects, ensureIdentity, type Wish } from './x509-authorities.ts';

export interface PkiOptions extends PkiEffects {
  /** https origin of the identity provider, where clients fetch TC tokens: the subject of the terminal certificate. */
  readonly origin: string;
  /** The computer's own time, by which TLS certificates are checked everywhere; the same as `clock` where nothing else is said. */
  readonly computerClock?: Clock;
}

/**
 * Makes what is missing, renews what is due, leaves the rest alone; the block list is signed anew. Secrets are in files of mode 0600. Throws
 * `pki.inconsistent`, `pki.busy` and codes of io/keys.
 */
export function establish(folder: string, options: PkiOptions): Promise<Layout> {
  return exclusively(folder, () => ensureAll(folder, options, ensureTerminal));
}

/** The same, and a new terminal certificate in any case. */
export function issueTerminal(folder: string, options: PkiOptions): Promise<Layout> {
  return exclusively(folder, () => ensureAll(folder, options, renewTerminal));
}

/** For whoever has taken the folder already. */
export async function ensureAll(folder: string, options: PkiOptions, terminal = ensureTerminal): Promise<Layout> {
  const { clock, cryptography, origin, computerClock = clock } = options;
  const files = layout(folder);
  const now = clock();
  const today = dayOf(now);
  const effects = { now, cryptography };
  const [certificates, [cvca, dv], sectors] = await Promise.all([
    ensureTls(files, { now: computerClock(), cryptography }),
    ensureCvca(files.cvca, today).then(async (root) => [root, await ensureDv(files.dv, root, today, cryptography)] as const),
    ensureSectors(files.sectors),
    ensureCountry(files, effects),
    ensureIdentity(files.blockList, blockListSigner, undefined, effects),
  ]);
  const subject: TerminalSubject = {
    profile: providerTerminal,
    origin,
    commCertificates: certificates.map(({ raw }) => cryptography.hash('SHA-256', raw)),
    sectorKeys: sectors.named,
  };
  const [issued, atWindow] = await Promise.all([
    terminal(files.terminal, dv, subject, today, cryptography),
    ensureTerminal(files.window, dv, { ...subject, profile: windowTerminal }, today, cryptography),
    publishBlockList(folder, options),
  ]);
  const links = await readLinks(files.cvca);
  await ensureChain(files.terminal, [...links, dv.certificate, issued]);
  await ensureChain(files.window, [...links, dv.certificate, atWindow]);
  await recordIssued(files, [cvca.certificate, dv.certificate, issued]);
  await recordIssued(files, [cvca.certificate, dv.certificate, atWindow]);
  return files;
}

/** What the documents hang on. */
export async function ensureCountry(files: Layout, effects: Effects): Promise<void> {
  const country = await ensureCountrySigner(files.countrySigner, effects);
  const lists = await ensureRevocationLists(files.countrySigner, [], effects);
  const revoked = new Set(lists.flatMap((list) => list.revoked.map(({ serialNumber }) => serialNumber)));
  await ensureDocumentSigner(files.documentSigner, country, revoked, effects);
  await ensureLists(files.lists, country, await countryCertificates(files.countrySigner), effects);
}

const authority: CertificateExtensions = { authority: { pathLength: 0 }, keyUsage: ['keyCertSign', 'cRLSign'] };

const blockListSigner: Wish = {
  commonName: 'DEMO Block List Signer',
  key: 'brainpoolP256r1',
  kind: 'block-list-signer',
  extensions: { keyUsage: ['digitalSignature'] },
};
const tlsAuthority: Wish = { commonName: 'DEMO TLS CA', key: 'P-256', kind: 'tls-authority', extensions: authority };

// RSA for PAOS alone, whose suites want it; browsers refuse brainpool, so the rest is P-256.
const tls: Readonly<Record<TlsName, Wish>> = {
  'eid-interface': server('eid-interface', 'P-256'),
  'idp-client': {
    commonName: 'DEMO idp-client',
    key: 'P-256',
    kind: 'tls',
    extensions: { keyUsage: ['digitalSignature'], extendedKeyUsage: ['clientAuth'] },
  },
  paos: server('paos', 'RSA-3072'),
  portal: server('portal', 'P-256'),
  idp: server('idp', 'P-256'),
  office: server('office', 'P-256'),
  hospital: server('hospital', 'P-256'),
};

function server(name: string, key: 'P-256' | 'RSA-3072'): Wish {
  return {
    commonName: `DEMO ${name}`,
    key,
    kind: 'tls',
    extensions: {
      keyUsage: key === 'P-256' ? ['digitalSignature'] : ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsage: ['serverAuth'],
      dnsNames: [`${name}.localhost`, 'localhost'],
      addresses: [bytes([127, 0, 0, 1]), bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])],
    },
  };
}

/** Those that clients meet, and compare with the description. */
const announced: readonly TlsName[] = ['idp', 'paos'];

/** All TLS certificates; gives those that the description has to name. */
async function ensureTls(files: Layout, effects: Effects): Promise<readonly X509Certificate[]> {
  const root = await ensureIdentity(files.tlsAuthority, tlsAuthority, undefined, effects);
  const named = await Promise.all(
    tlsNames.map(async (name) => {
      if (announced.includes(name)) return ensureAnnounced(files.tls[name], tls[name], root, effects);
      await ensureIdentity(files.tls[name], tls[name], root, effects);
      return [];
    }),
  );
  return named.flat();
}
