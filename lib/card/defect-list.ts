// The defect list: what is known to be wrong with the documents of a document signer, signed. TR-03129 (DefectList), CMS.
import { type Bytes, equal } from '../bytes/index.ts';
import type { Cryptography, HashName } from '../crypto/index.ts';
import {
  asn1,
  content,
  integer,
  octetString,
  oid,
  parseInteger,
  parseOid,
  parseSmallInteger,
  parseTlvs,
  sequence,
  setOf,
  TlvReader,
  tlv,
} from '../tlv/index.ts';
import { type ContentSigner, parseName, signContent, type X509Certificate } from '../x509/index.ts';
import { malformedList, readSignedList } from './signed-list.ts';

const defectList = { name: 'defect list', contentType: '0.4.0.127.0.7.3.1.5' } as const;
const sha256 = '2.16.840.1.101.3.4.2.1';
const hash: HashName = 'SHA-256';

/**
 * The defects, and what each does to passive authentication: `refuse` the document with a fault, `replace` the document signer's certificate by the one
 * in the parameters, or `tolerate`: nothing that the eID server relies on is touched, so the document is judged as ever.
 */
export const defectKinds = {
  certificateRevoked: { identifier: '1.1', effect: 'refuse', fault: 'signer-revoked' },
  certificateReplaced: { identifier: '1.2', effect: 'replace' },
  chipAuthenticationKeyRevoked: { identifier: '1.3', effect: 'refuse', fault: 'chip-key-revoked' },
  activeAuthenticationKeyRevoked: { identifier: '1.4', effect: 'tolerate' },
  passportDataGroupMalformed: { identifier: '2.1', effect: 'tolerate' },
  passportSecurityObjectInvalid: { identifier: '2.2', effect: 'tolerate' },
  eidDataGroupMalformed: { identifier: '3.1', effect: 'tolerate' },
  eidIntegrity: { identifier: '3.2', effect: 'refuse', fault: 'eid-integrity' },
  cardSecurityMalformed: { identifier: '4.1', effect: 'tolerate' },
  chipSecurityMalformed: { identifier: '4.2', effect: 'tolerate' },
  powerDownRequired: { identifier: '4.3', effect: 'tolerate' },
} as const;

export type DefectKind = keyof typeof defectKinds;
const kinds = Object.keys(defectKinds) as readonly DefectKind[];

export interface KnownDefect {
  /** Absent for a defect that we do not know; its identifier says which. */
  readonly kind?: DefectKind;
  readonly identifier: string;
  /** One DER value. */
  readonly parameters?: Bytes;
}

/** The documents of one document signer. */
export interface Defect {
  readonly signer: { readonly issuer: Bytes /** A Name. */; readonly serialNumber: bigint };
  /** SHA-256 of the signer's certificate, when the defect is that of one certificate of that name. */
  readonly certificateHash?: Bytes;
  readonly known: readonly KnownDefect[];
}

export interface DefectList {
  readonly defects: readonly Defect[];
  /** When it was signed, milliseconds since 1970. */
  readonly issuedAt: number;
}

/** A known defect as the list has it. */
export function knownDefect(kind: DefectKind, parameters?: Bytes): KnownDefect {
  return { kind, identifier: `${defectList.contentType}.${defectKinds[kind].identifier}`, ...(parameters && { parameters }) };
}

/** The list as CMS, signed by the list signer. */
export function createDefectList({ defects, issuedAt }: DefectList, listSigner: ContentSigner, cryptography: Cryptography): Bytes {
  const list = sequence(integer(0), oid(sha256), setOf(...defects.map(encodeDefect)));
  return signContent(defectList.contentType, list, listSigner, cryptography, issuedAt);
}

/**
 * The list of a CMS file, signed by exactly this certificate. Throws `card.not-authentic` when it is not, `card.malformed`, or a code of lib/x509 and lib/tlv.
 */
export function readDefectList(octets: Uint8Array, listSigner: X509Certificate, cryptography: Cryptography): DefectList {
  const signed = readSignedList(octets, defectList, ({ raw }) => equal(raw, listSigner.raw), cryptography);
  const reader = new TlvReader(content(signed.content, asn1.sequence));
  if (parseSmallInteger(reader.take(asn1.integer)) !== 0 || parseOid(reader.take(asn1.oid)) !== sha256)
    throw malformedList(defectList.name);
  const defects = parseTlvs(reader.take(asn1.set)).map(({ tag, value }) => {
    if (tag !== asn1.sequence) throw malformedList(defectList.name);
    return parseDefect(value);
  });
  reader.end();
  return { defects, issuedAt: signed.signingTime };
}

/** What is known of the documents of a document signer. */
export function defectsOf(signer: X509Certificate, defects: readonly Defect[], cryptography: Cryptography): readonly KnownDefect[] {
  return defects
    .filter(({ signer: named, certificateHash }) => {
      if (named.serialNumber !== signer.serialNumber || !equal(named.issuer, signer.issuer.raw)) return false;
      return certificateHash === undefined || equal(certificateHash, cryptography.hash(hash, signer.raw));
    })
    .flatMap(({ known }) => known);
}

function encodeDefect({ signer, certificateHash, known }: Defect): Bytes {
  return sequence(
    sequence(signer.issuer, integer(signer.serialNumber)),
    ...(certificateHash === undefined ? [] : [octetString(certificateHash)]),
    setOf(...known.map(({ identifier, parameters }) => sequence(oid(identifier), ...(parameters === undefined ? [] : [parameters])))),
  );
}

function parseDefect(value: Uint8Array): Defect {
  const reader = new TlvReader(value);
  const identifier = new TlvReader(reader.take(asn1.sequence));
  const issuer = parseName(tlv(asn1.sequence, identifier.take(asn1.sequence))).raw;
  const serialNumber = parseInteger(identifier.take(asn1.integer));
  identifier.end();
  const certificateHash = reader.maybe(asn1.octetString);
  const known = parseTlvs(reader.take(asn1.set)).map(({ tag, value: defect }) => {
    if (tag !== asn1.sequence) throw malformedList(defectList.name);
    return parseKnown(defect);
  });
  reader.end();
  return { signer: { issuer, serialNumber }, ...(certificateHash && { certificateHash }), known };
}

function parseKnown(value: Uint8Array): KnownDefect {
  const reader = new TlvReader(value);
  const identifier = parseOid(reader.take(asn1.oid));
  const given = reader.nextTag === undefined ? undefined : reader.any();
  reader.end();
  const kind = kinds.find((name) => `${defectList.contentType}.${defectKinds[name].identifier}` === identifier);
  return { ...(kind && { kind }), identifier, ...(given && { parameters: tlv(given.tag, given.value) }) };
}
