// EF.CardSecurity: SecurityInfos signed by a document signer, and passive authentication of them. TR-03110-3 A.1.2.5, ICAO 9303-11 5.1, -12.
import { type Bytes, equal, toHex } from '../bytes/index.ts';
import type { Cryptography, Signer } from '../crypto/index.ts';
import { isEidError } from '../error/index.ts';
import {
  encodeSubjectPublicKey,
  isIssuedBy,
  isListOf,
  isSignatureRight,
  parseSignedData,
  parseX509,
  type RevocationList,
  type SignedData,
  sameName,
  signContent,
  type X509Certificate,
} from '../x509/index.ts';
import { type Defect, defectKinds, defectsOf, type KnownDefect } from './defect-list.ts';
import { encodeSecurityInfos, infosOfKind, parseSecurityInfos, type ReadSecurityInfo, type SecurityInfo } from './security-infos.ts';

const securityObject = '0.4.0.127.0.7.3.2.1';

/** The file's octets, signed by a document signer. */
export function createCardSecurity(
  infos: readonly SecurityInfo[],
  documentSigner: { readonly certificate: X509Certificate; readonly signer: Signer },
  cryptography: Cryptography,
): Bytes {
  return signContent(securityObject, encodeSecurityInfos(infos), documentSigner, cryptography);
}

/** Who may sign documents, what was taken back, and what is known to be wrong. Everything in it is trusted. */
export interface DocumentTrust {
  /** All generations: documents live longer than the key that certified their signer. */
  readonly countrySigners: readonly X509Certificate[];
  readonly revocationLists: readonly RevocationList[];
  /** Document signers believed by themselves, without country signer and list: SHA-256 of their certificates, hexadecimal in lower case. For tests. */
  readonly pinnedSigners?: readonly string[];
  readonly defects?: readonly Defect[];
  /** Types of which the document signer's certificate must allow one. */
  readonly documentTypes: readonly string[];
}

/**
 * Why a card is not believed, and what each side is told of it: the client the minor of StartPAOSResponse, the relying party always that the document is not
 * valid, as it is told of a document that is revoked or has expired.
 *
 * @see BSI TR-03130 test specification for eID servers
 */
export const documentFaults = {
  malformed: told('securityConditionNotSatisfied'),
  algorithm: told('securityConditionNotSatisfied'),
  'content-type': told('securityConditionNotSatisfied'),
  signature: told('securityConditionNotSatisfied'),
  'unknown-signer': told('securityConditionNotSatisfied'),
  'signer-not-valid': told('securityConditionNotSatisfied'),
  'revocation-list-missing': told('internalError'),
  'revocation-list-stale': told('internalError'),
  'signer-revoked': told('internalError'),
  'document-type': told('securityConditionNotSatisfied'),
  'card-access-differs': told('securityConditionNotSatisfied'),
  'chip-key': told('securityConditionNotSatisfied'),
  'chip-key-revoked': told('internalError'),
  'eid-integrity': told('internalError'),
} as const;

export type DocumentFault = keyof typeof documentFaults;

function told<Minor extends string>(client: Minor) {
  return { client, relyingParty: 'invalidDocument' } as const;
}

export type PassiveAuthentication =
  | { readonly kind: 'genuine'; readonly infos: readonly ReadSecurityInfo[]; readonly documentSigner: X509Certificate }
  | { readonly kind: 'refused'; readonly fault: DocumentFault };

/** The open file, and the signed one that stands behind it: EF.ChipSecurity for privileged terminals, EF.CardSecurity for all others. */
export type DocumentFiles = { readonly cardAccess: Uint8Array } & (
  | { readonly cardSecurity: Uint8Array }
  | { readonly chipSecurity: Uint8Array }
);

/**
 * Passive authentication: one signer whose certificate came along, digest and signature right, the certificate of a country signer we trust, both valid
 * now, its key already in use, a fresh revocation list of that country signer that does not name it (no list, no belief), no list of any generation that names the country signer, a document type that we want,
 * EF.CardAccess saying the same as the signed file, chip keys that are points, and no defect on the list that forbids it. EF.ChipSecurity says
 * what EF.CardAccess says openly and what it announces to privileged terminals.
 *
 * @param now milliseconds since 1970
 */
export function verifyCardSecurity(
  files: DocumentFiles,
  trust: DocumentTrust,
  now: number,
  cryptography: Cryptography,
): PassiveAuthentication {
  try {
    const found = parseSignedData('cardSecurity' in files ? files.cardSecurity : files.chipSecurity);
    if (found.certificates.length !== 1) return refused('malformed');
    const known = defectsOf(found.signer, trust.defects ?? [], cryptography);
    const signed = { ...found, signer: replacementOf(known) ?? found.signer };
    const fault = faultOfDefects(known) ?? faultOfSigner(signed, trust, now, cryptography);
    if (fault !== undefined) return refused(fault);
    const infos = parseSecurityInfos(signed.content);
    const open = parseSecurityInfos(files.cardAccess);
    if (!statesTheSame('cardSecurity' in files ? open : [...open, ...announced(open)], infos)) return refused('card-access-differs');
    if (!hasRealKeys(infos, cryptography)) return refused('chip-key');
    return { kind: 'genuine', infos, documentSigner: signed.signer };
  } catch (error) {
    if (!isEidError(error)) throw error;
    return refused(error.code.endsWith('.unsupported') ? 'algorithm' : 'malformed');
  }
}

function faultOfSigner(signed: SignedData, trust: DocumentTrust, now: number, cryptography: Cryptography): DocumentFault | undefined {
  const { signer } = signed;
  if (signed.contentType !== securityObject) return 'content-type';
  if (!isSignatureRight(signed, cryptography)) return 'signature';
  const pinned = trust.pinnedSigners?.includes(toHex(cryptography.hash('SHA-256', signer.raw))) === true;
  const countrySigner = trust.countrySigners.find((candidate) => isIssuedBy(signer, candidate, cryptography));
  if (countrySigner === undefined && !pinned) return 'unknown-signer';
  if (!isValidAt(signer, now) || (countrySigner !== undefined && !isValidAt(countrySigner, now))) return 'signer-not-valid';
  const { keyUsage, documentTypes = [], privateKeyUsage } = signer.extensions;
  if (keyUsage !== undefined && !keyUsage.includes('digitalSignature')) return 'signer-not-valid';
  if (privateKeyUsage?.notBefore !== undefined && now < privateKeyUsage.notBefore) return 'signer-not-valid';
  const revocation = countrySigner && faultOfRevocation(signer, countrySigner, trust, now, cryptography);
  if (revocation !== undefined) return revocation;
  if (!documentTypes.some((type) => trust.documentTypes.includes(type))) return 'document-type';
  return undefined;
}

function faultOfRevocation(
  signer: X509Certificate,
  countrySigner: X509Certificate,
  { countrySigners, revocationLists }: DocumentTrust,
  now: number,
  cryptography: Cryptography,
): DocumentFault | undefined {
  const lists = revocationLists.filter((list) => isListOf(list, countrySigner, cryptography));
  if (lists.length === 0) return 'revocation-list-missing';
  if (isTakenBack(countrySigner, { countrySigners, revocationLists }, cryptography)) return 'signer-revoked';
  if (lists.some(({ revoked }) => revoked.some(({ serialNumber }) => serialNumber === signer.serialNumber))) return 'signer-revoked';
  if (!lists.some(({ thisUpdate, nextUpdate }) => thisUpdate <= now && now <= nextUpdate)) return 'revocation-list-stale';
  return undefined;
}

/** Whether any generation of a country signer takes back its key: what is revoked stays on the master list. TR-03130-1 2.4.2 */
function isTakenBack(
  { subject, publicKey }: X509Certificate,
  { countrySigners, revocationLists }: Pick<DocumentTrust, 'countrySigners' | 'revocationLists'>,
  cryptography: Cryptography,
): boolean {
  const family = countrySigners.filter((one) => sameName(one.subject, subject));
  const key = encodeSubjectPublicKey(publicKey);
  const certificates = family.filter((one) => equal(encodeSubjectPublicKey(one.publicKey), key));
  const names = (list: RevocationList) =>
    certificates.some(
      (one) => sameName(one.issuer, list.issuer) && list.revoked.some(({ serialNumber }) => serialNumber === one.serialNumber),
    );
  return revocationLists.some((list) => names(list) && family.some((authority) => isListOf(list, authority, cryptography)));
}

function faultOfDefects(known: readonly KnownDefect[]): DocumentFault | undefined {
  for (const { kind } of known) {
    const row = kind && defectKinds[kind];
    if (row?.effect === 'refuse') return row.fault;
  }
  return undefined;
}

/** The certificate that stands in for the document signer's own; throws a code of lib/x509 or lib/tlv when the list names none that can be read. */
function replacementOf(known: readonly KnownDefect[]): X509Certificate | undefined {
  const replaced = known.find(({ kind }) => kind !== undefined && defectKinds[kind].effect === 'replace');
  return replaced && parseX509(replaced.parameters ?? new Uint8Array(0));
}

const compared = [
  'pace',
  'pace-domain-parameters',
  'terminal-authentication',
  'chip-authentication',
  'chip-authentication-domain-parameters',
] as const;

// The unsigned file must neither add nor leave out a protocol: each would be a downgrade.
function statesTheSame(unsigned: readonly ReadSecurityInfo[], signed: readonly ReadSecurityInfo[]): boolean {
  const statements = (infos: readonly ReadSecurityInfo[]) => infos.filter(isCompared);
  const within = (some: readonly ReadSecurityInfo[], all: readonly ReadSecurityInfo[]) =>
    some.every((info) => all.some((other) => equal(info.raw, other.raw)));
  const [left, right] = [statements(unsigned), statements(signed)];
  return within(left, right) && within(right, left);
}

function isCompared({ kind }: SecurityInfo): boolean {
  return (compared as readonly string[]).includes(kind);
}

/** Statements within PrivilegedTerminalInfo. */
function announced(open: readonly ReadSecurityInfo[]): readonly ReadSecurityInfo[] {
  const inner = infosOfKind(open, 'privileged-terminal').flatMap(({ infos }) => infos.filter(isCompared));
  return parseSecurityInfos(encodeSecurityInfos(inner));
}

function hasRealKeys(infos: readonly SecurityInfo[], cryptography: Cryptography): boolean {
  return infosOfKind(infos, 'chip-authentication-public-key').every(
    ({ curve, point }) => curve === undefined || cryptography.curve(curve).isPoint(point),
  );
}

function isValidAt({ notBefore, notAfter }: X509Certificate, instant: number): boolean {
  return notBefore <= instant && instant <= notAfter;
}

function refused(fault: DocumentFault): PassiveAuthentication {
  return { kind: 'refused', fault };
}
