// What the authorities have, when it ends, and what is due: the list that people, the hourly job and the metrics share.
import { certificateOctets, readPublic } from '../../io/keys/index.ts';
import type { Bytes } from '../../lib/bytes/index.ts';
import { readBlockList, readDefectList, readMasterList } from '../../lib/card/index.ts';
import type { Cryptography } from '../../lib/crypto/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { parseRevocationList, parseX509, type X509Certificate } from '../../lib/x509/index.ts';
import { announcedUntil } from './announced-tls.ts';
import { countryCertificates } from './country.ts';
import { type Layout, tlsNames } from './layout.ts';
import { day, type Kind, lifetimes, renewalOf } from './policy.ts';

/** A certificate or a list. Times are milliseconds since 1970. */
export interface Item {
  readonly kind: Kind;
  /** Its holder reference, common name with serial number, or number. */
  readonly name: string;
  readonly from: number;
  /** Last millisecond in which it counts. */
  readonly until: number;
  /** When the next one is to be made. */
  readonly renewAt: number;
}

export interface Standing extends Item {
  readonly state: 'good' | 'due' | 'ended';
  /** Whole days until it ends; negative when it has. */
  readonly daysLeft: number;
}

/** How each item stands at this time. @param computerNow what the computer's own clock says, by which TLS certificates end */
export function standings(items: readonly Item[], now: number, computerNow = now): readonly Standing[] {
  return items.map((item) => {
    const at = item.kind === 'tls' || item.kind === 'tls-authority' ? computerNow : now;
    const state = at > item.until ? 'ended' : at >= item.renewAt ? 'due' : 'good';
    return { ...item, state, daysLeft: Math.floor((item.until - at) / day) };
  });
}

/** What is to be renewed at this time. */
export function dueAt(items: readonly Item[], now: number, computerNow = now): readonly Standing[] {
  return standings(items, now, computerNow).filter(({ state }) => state !== 'good');
}

/** When the next thing comes due; Infinity when there is nothing. */
export function nextDue(items: readonly Item[]): number {
  return Math.min(...items.map(({ renewAt }) => renewAt));
}

/** Days left of everything in the text format of Prometheus, for its file collector. */
export function metricsText(all: readonly Standing[]): string {
  const rows = all.map(({ kind, name, daysLeft }) => `eszig_pki_days_left{kind="${kind}",name="${name}"} ${daysLeft}`);
  return ['# HELP eszig_pki_days_left Days until a certificate or list ends.', '# TYPE eszig_pki_days_left gauge', ...rows, ''].join('\n');
}

/** Everything that has an end, from its files. What is missing is left out. */
export async function readInventory(files: Layout, now: number, cryptography: Cryptography): Promise<readonly Item[]> {
  const certificates = (kind: Kind, path: string, label?: string) => read(path, (octets) => x509Item(kind, parse(octets), label));
  const signer = await readPublic(files.blockList.certificate);
  const listSigner = await readPublic(files.lists.certificate);
  const found = await Promise.all([
    read(files.cvca.certificate, (octets) => cvItem('cvca', octets)),
    read(files.dv.certificate, (octets) => cvItem('dv', octets)),
    read(files.terminal.certificate, (octets) => cvItem('terminal', octets)),
    read(files.window.certificate, (octets) => cvItem('terminal', octets)),
    certificates('country-signer', files.countrySigner.certificate),
    certificates('document-signer', files.documentSigner.certificate),
    certificates('list-signer', files.lists.certificate),
    certificates('block-list-signer', files.blockList.certificate),
    certificates('tls-authority', files.tlsAuthority.certificate),
    ...tlsNames.map(async (name): Promise<Found | undefined> => {
      const item = await certificates('tls', files.tls[name].certificate, name);
      const inForceAt = await announcedUntil(files.tls[name]);
      return item && (inForceAt === undefined ? item : { ...item, renewAt: inForceAt });
    }),
    read(files.countrySigner.revocationList, (octets) => {
      const { thisUpdate, nextUpdate, number } = parseRevocationList(octets);
      return { kind: 'revocation-list', name: String(number), from: thisUpdate, until: nextUpdate } as const;
    }),
    read(files.blockList.list, (octets) => listItem('block-list', now, () => readBlockList(octets, parse(signer), cryptography))),
    read(files.lists.defectList, (octets) => listItem('defect-list', now, () => readDefectList(octets, parse(listSigner), cryptography))),
    countryCertificates(files.countrySigner).then((trusted) =>
      read(files.lists.masterList, (octets) => listItem('master-list', now, () => readMasterList(octets, trusted, now, cryptography))),
    ),
  ]);
  return found.flatMap((item) => (item === undefined ? [] : [{ renewAt: renewalOf(item.kind, item.until), ...item }]));
}

type Found = Omit<Item, 'renewAt'> & { readonly renewAt?: number };

async function read(path: string, parsed: (octets: Bytes) => Found): Promise<Found | undefined> {
  const octets = await readPublic(path);
  return octets === undefined ? undefined : parsed(octets);
}

function parse(octets: Bytes | undefined): X509Certificate {
  return parseX509(certificateOctets(octets ?? new Uint8Array(0)));
}

// Valid to the end of its last day, and renewed by whole days.
function cvItem(kind: Kind, octets: Bytes): Found {
  const { chr, effective, expiration } = parseCertificate(octets);
  const last = Date.parse(expiration);
  return { kind, name: chr.text, from: Date.parse(effective), until: last + day - 1, renewAt: renewalOf(kind, last) };
}

function x509Item(kind: Kind, { subject, serialNumber, notBefore, notAfter }: X509Certificate, label?: string): Found {
  const name = label ?? `${subject.commonName ?? ''} ${serialNumber.toString(16).slice(-8)}`;
  return { kind, name, from: notBefore, until: notAfter };
}

/** A list that its signer of now has not signed, or whose signer has ended, has ended too: then a new one is made. */
function listItem(kind: Kind, now: number, readList: () => { readonly issuedAt: number }): Found {
  try {
    const { issuedAt } = readList();
    return { kind, name: kind, from: issuedAt, until: issuedAt + lifetimes[kind].days * day };
  } catch (thrown) {
    if (!isEidError(thrown)) throw thrown;
    return { kind, name: kind, from: 0, until: now - 1 };
  }
}
