// Each kind of SecurityInfo: its identifiers, and its fields both ways. TR-03110-3 A.1.1.1 to A.1.1.10.
import type { Bytes } from '../bytes/index.ts';
import type { CurveName, HashName } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import {
  asciiString,
  asn1,
  bitString,
  boolean,
  integer,
  octetString,
  oid,
  parseAsciiString,
  parseBitString,
  parseBoolean,
  parseOid,
  parseSmallInteger,
  parseTlvs,
  sequence,
  TlvReader,
  tlv,
} from '../tlv/index.ts';
import { encodeStandardizedCurve, parseEcAlgorithm } from '../x509/index.ts';
import type { CardErrorCode } from './error.ts';
import type { KnownSecurityInfo, OfKind, SecurityInfo } from './security-infos.ts';

type Fields<Info> = Omit<Info, 'kind' | 'protocol'>;

export interface Row<Info> {
  /** Which identifiers are of this kind; their last arcs name cipher or hash. */
  readonly identifier: RegExp;
  /** Takes the fields behind the identifier; `nested` parses a set inside. */
  readonly read: (reader: TlvReader, nested: (set: Bytes) => readonly SecurityInfo[]) => Fields<Info>;
  readonly write: (info: Info, nested: (infos: readonly SecurityInfo[]) => Bytes) => readonly Bytes[];
}

export const rows: { readonly [K in KnownSecurityInfo['kind']]: Row<OfKind<K>> } = {
  pace: {
    identifier: below('4', '[1-46]', '[1-4]'),
    read: (reader) => ({ version: small(reader), ...numbered('parameterId', reader) }),
    write: ({ version, parameterId }) => [integer(version), ...maybeInteger(parameterId)],
  },
  'pace-domain-parameters': {
    identifier: below('4', '[1-46]'),
    read: (reader) => ({ ...readCurve(reader), ...numbered('parameterId', reader) }),
    write: ({ curve, parameterId }) => [writeCurve(curve), ...maybeInteger(parameterId)],
  },
  'terminal-authentication': {
    identifier: below('2'),
    read: (reader) => {
      const version = small(reader);
      reader.maybe(asn1.sequence);
      return { version };
    },
    write: ({ version }) => [integer(version)],
  },
  'chip-authentication': {
    identifier: below('3', '[12]', '[1-4]'),
    read: (reader) => ({ version: small(reader), ...numbered('keyId', reader) }),
    write: ({ version, keyId }) => [integer(version), ...maybeInteger(keyId)],
  },
  'chip-authentication-domain-parameters': {
    identifier: below('3', '[12]'),
    read: (reader) => ({ ...readCurve(reader), ...numbered('keyId', reader) }),
    write: ({ curve, keyId }) => [writeCurve(curve), ...maybeInteger(keyId)],
  },
  'chip-authentication-public-key': {
    identifier: below('1', '[12]'),
    read: (reader) => {
      const key = new TlvReader(reader.take(asn1.sequence));
      const curve = readCurve(key);
      const point = parseBitString(key.take(asn1.bitString));
      key.end();
      return { ...curve, point, ...numbered('keyId', reader) };
    },
    write: ({ curve, point, keyId }) => [sequence(writeCurve(curve), bitString(point)), ...maybeInteger(keyId)],
  },
  'restricted-identification': {
    identifier: below('5', '[12]', '[1-5]'),
    read: (reader) => {
      const parameters = new TlvReader(reader.take(asn1.sequence));
      const version = small(parameters);
      const keyId = small(parameters);
      const authorizedOnly = parseBoolean(parameters.take(asn1.boolean));
      parameters.end();
      reader.maybe(asn1.integer);
      return { version, keyId, authorizedOnly };
    },
    write: ({ version, keyId, authorizedOnly }) => [sequence(integer(version), integer(keyId), boolean(authorizedOnly))],
  },
  'restricted-identification-domain-parameters': {
    identifier: below('5', '[12]'),
    read: readCurve,
    write: ({ curve }) => [writeCurve(curve)],
  },
  'card-info': {
    identifier: below('6'),
    read: (reader) => {
      const url = parseAsciiString('ia5String', reader.take(asn1.ia5String));
      reader.maybe(asn1.sequence);
      return { url };
    },
    write: ({ url }) => [asciiString('ia5String', url)],
  },
  'eid-security': { identifier: below('7'), read: readHashes, write: (info) => [writeHashes(info)] },
  'privileged-terminal': {
    identifier: below('8'),
    read: (reader, nested) => ({ infos: nested(tlv(asn1.set, reader.take(asn1.set))) }),
    write: ({ infos }, nested) => [nested(infos)],
  },
};

const hashes: readonly (readonly [HashName, string])[] = [
  ['SHA-256', '2.16.840.1.101.3.4.2.1'],
  ['SHA-384', '2.16.840.1.101.3.4.2.2'],
  ['SHA-512', '2.16.840.1.101.3.4.2.3'],
];

function readHashes(reader: TlvReader): Fields<OfKind<'eid-security'>> {
  const object = new TlvReader(reader.take(asn1.sequence));
  const identifier = parseOid(new TlvReader(object.take(asn1.sequence)).take(asn1.oid));
  const dataGroups = parseTlvs(object.take(asn1.sequence)).map(({ value }) => {
    const entry = new TlvReader(value);
    const parsed = { number: small(entry), hash: entry.take(asn1.octetString) };
    entry.end();
    return parsed;
  });
  object.end();
  reader.maybe(asn1.sequence);
  const hash = hashes.find(([, known]) => known === identifier)?.[0];
  return { ...(hash && { hash }), dataGroups };
}

function writeHashes({ hash, dataGroups }: OfKind<'eid-security'>): Bytes {
  const identifier = hashes.find(([name]) => name === hash)?.[1];
  if (identifier === undefined) throw unsupported('hash');
  const entries = dataGroups.map((entry) => sequence(integer(entry.number), octetString(entry.hash)));
  return sequence(sequence(oid(identifier)), sequence(...entries));
}

function readCurve(reader: TlvReader): { readonly curve?: CurveName } {
  const curve = parseEcAlgorithm(sequence(reader.take(asn1.sequence)));
  return curve === undefined ? {} : { curve };
}

function writeCurve(curve: CurveName | undefined): Bytes {
  if (curve === undefined) throw unsupported('curve');
  return encodeStandardizedCurve(curve);
}

function small(reader: TlvReader): number {
  return parseSmallInteger(reader.take(asn1.integer));
}

function numbered<Name extends string>(name: Name, reader: TlvReader): { readonly [N in Name]?: number } {
  const value = reader.maybe(asn1.integer);
  return (value === undefined ? {} : { [name]: parseSmallInteger(value) }) as { readonly [N in Name]?: number };
}

function maybeInteger(value: number | undefined): readonly Bytes[] {
  return value === undefined ? [] : [integer(value)];
}

function below(...arcs: readonly string[]): RegExp {
  return new RegExp(`^0\\.4\\.0\\.127\\.0\\.7\\.2\\.2\\.${arcs.join('\\.')}$`);
}

function unsupported(field: string): EidError<CardErrorCode> {
  return new EidError<CardErrorCode>('card.unsupported', { field });
}
