// Master list and defect list of the country, signed by its list signer. ICAO 9303-12 9, TR-03129.
import { z } from 'zod';
import { readPublic, signerOf, writePublic } from '../../io/keys/index.ts';
import { type Bytes, equal, parseHex, parseUtf8, toHex } from '../../lib/bytes/index.ts';
import {
  createDefectList,
  createMasterList,
  type Defect,
  type DefectKind,
  knownDefect,
  readDefectList,
  readMasterList,
} from '../../lib/card/index.ts';
import { parseName, type X509Certificate } from '../../lib/x509/index.ts';
import type { Layout } from './layout.ts';
import { day, type Kind, lifetimes, renewalOf } from './policy.ts';
import { type Effects, ensureIdentity, type Identity, type Wish } from './x509-authorities.ts';

const listSigner: Wish = {
  commonName: 'DEMO List Signer Hungary',
  key: 'brainpoolP256r1',
  kind: 'list-signer',
  extensions: { keyUsage: ['digitalSignature'], extendedKeyUsage: ['masterListSigning'] },
};

const Defects = z.array(
  z.strictObject({
    issuer: z.string(),
    serialNumber: z.string(),
    certificateHash: z.string(),
    known: z.array(z.strictObject({ identifier: z.string(), parameters: z.string().optional() })),
  }),
);

/** Both lists fresh: made anew when they are a week old, when a country signer or a defect is new, or in any case. */
export async function ensureLists(
  files: Layout['lists'],
  country: Identity,
  certificates: readonly X509Certificate[],
  effects: Effects,
  always = false,
): Promise<void> {
  const { now, cryptography } = effects;
  const identity = await ensureIdentity(files, listSigner, country, effects);
  const by = { certificate: identity.certificate, signer: signerOf(identity.key) };
  const issuedAt = Math.floor(now / 1000) * 1000;
  const isFresh = (kind: Kind, signedAt: number) => now < renewalOf(kind, signedAt + lifetimes[kind].days * day);

  const masters = await readFound(files.masterList, (octets) => readMasterList(octets, certificates, now, cryptography));
  const same = masters?.certificates.length === certificates.length && certificates.every((one) => isAmong(one, masters.certificates));
  if (always || masters === undefined || !same || !isFresh('master-list', masters.issuedAt)) {
    await writePublic(files.masterList, createMasterList({ certificates, issuedAt }, by, cryptography));
  }

  const wanted = await readDefects(files);
  const defects = await readFound(files.defectList, (octets) => readDefectList(octets, identity.certificate, cryptography));
  if (always || defects === undefined || defects.defects.length !== wanted.length || !isFresh('defect-list', defects.issuedAt)) {
    await writePublic(files.defectList, createDefectList({ defects: wanted, issuedAt }, by, cryptography));
  }
}

/** Enters a defect of a document signer's documents. The list is published by `ensureLists`. */
export async function enterDefect(
  files: Layout['lists'],
  signer: X509Certificate,
  kind: DefectKind,
  parameters: Bytes | undefined,
  { cryptography }: Effects,
): Promise<void> {
  const certificateHash = cryptography.hash('SHA-256', signer.raw);
  const entry: Defect = {
    signer: { issuer: signer.issuer.raw, serialNumber: signer.serialNumber },
    certificateHash,
    known: [knownDefect(kind, parameters)],
  };
  const rows = [...(await readDefects(files)), entry].map(({ signer: of, certificateHash: hash, known }) => ({
    issuer: toHex(of.issuer),
    serialNumber: of.serialNumber.toString(16),
    certificateHash: toHex(hash ?? new Uint8Array(0)),
    known: known.map(({ identifier, parameters: given }) => ({ identifier, ...(given && { parameters: toHex(given) }) })),
  }));
  await writePublic(files.defects, `${JSON.stringify(rows, null, 2)}\n`);
}

async function readDefects({ defects }: Layout['lists']): Promise<readonly Defect[]> {
  const octets = await readPublic(defects);
  const rows = octets === undefined ? [] : Defects.parse(JSON.parse(parseUtf8(octets) ?? ''));
  return rows.map(({ issuer, serialNumber, certificateHash, known }) => ({
    signer: { issuer: parseName(parseHex(issuer) as Bytes).raw, serialNumber: BigInt(`0x${serialNumber}`) },
    certificateHash: parseHex(certificateHash) as Bytes,
    known: known.map(({ identifier, parameters }) => ({
      identifier,
      ...(parameters !== undefined && { parameters: parseHex(parameters) as Bytes }),
    })),
  }));
}

/** What a file holds; `undefined` when there is none, or none that its signer of now has signed. */
async function readFound<T>(path: string, read: (octets: Bytes) => T): Promise<T | undefined> {
  const octets = await readPublic(path);
  if (octets === undefined) return undefined;
  try {
    return read(octets);
  } catch {
    return undefined;
  }
}

function isAmong(one: X509Certificate, all: readonly X509Certificate[]): boolean {
  return all.some(({ raw }) => equal(raw, one.raw));
}
