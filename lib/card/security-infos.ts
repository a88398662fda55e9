// SecurityInfos: what the card can do, in EF.CardAccess and EF.CardSecurity. TR-03110-3 A.1.1.
import type { Bytes } from '../bytes/index.ts';
import type { CurveName, HashName } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import {
  asciiString,
  asn1,
  bitString,
  boolean,
  content,
  integer,
  oid,
  parseAsciiString,
  parseBitString,
  parseBoolean,
  parseOid,
  parseSmallInteger,
  parseTlvs,
  sequence,
  setOf,
  TlvReader,
  tlv,
} from '../tlv/index.ts';
import { encodeStandardizedCurve, parseEcAlgorithm } from '../x509/index.ts';
import type { CardErrorCode } from './error.ts';

/** One statement of the card. `protocol` is the dotted identifier that names cipher or hash where there is one. */
export type SecurityInfo =
  | { readonly kind: 'pace'; readonly protocol: string; readonly version: number; readonly parameterId?: number }
  | { readonly kind: 'pace-domain-parameters'; readonly protocol: string; readonly curve?: CurveName; readonly parameterId?: number }
  | { readonly kind: 'terminal-authentication'; readonly protocol: string; readonly version: number }
  | { readonly kind: 'chip-authentication'; readonly protocol: string; readonly version: number; readonly keyId?: number }
  | {
      readonly kind: 'chip-authentication-domain-parameters';
      readonly protocol: string;
      /** Absent for finite fields and curves that we do not speak. */
      readonly curve?: CurveName;
      readonly keyId?: number;
    }
  | {
      readonly kind: 'chip-authentication-public-key';
      readonly protocol: string;
      readonly curve?: CurveName;
      /** 04‖x‖y; not yet checked to be on the curve. */
      readonly point: Bytes;
      readonly keyId?: number;
    }
  | {
      readonly kind: 'restricted-identification';
      readonly protocol: string;
      readonly version: number;
      readonly keyId: number;
      /** True: needs the right of restricted identification (pseudonym). False: any authentication terminal (blocking identifier). */
      readonly authorizedOnly: boolean;
    }
  | { readonly kind: 'restricted-identification-domain-parameters'; readonly protocol: string; readonly curve?: CurveName }
  | { readonly kind: 'card-info'; readonly protocol: string; readonly url: string }
  | {
      readonly kind: 'eid-security';
      readonly protocol: string;
      readonly hash?: HashName;
      readonly dataGroups: readonly { readonly number: number; readonly hash: Bytes }[];
    }
  | { readonly kind: 'privileged-terminal'; readonly protocol: string; readonly infos: readonly SecurityInfo[] }
  | { readonly kind: 'unknown'; readonly protocol: string };

/** A statement with its octets, by which two files are compared. */
export type ReadSecurityInfo = SecurityInfo & { readonly raw: Bytes };

type Kind = SecurityInfo['kind'];
type OfKind<K extends Kind> = Extract<SecurityInfo, { kind: K }>;

const arc = '0.4.0.127.0.7.2.2';

/** The identifier of each kind; the last arc or two name cipher or hash. First match counts. */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [child(`${arc}.4`, '[1-46]'), 'pace-domain-parameters'],
  [child(`${arc}.4`, '[1-46]', '[1-4]'), 'pace'],
  [child(`${arc}.2`), 'terminal-authentication'],
  [child(`${arc}.3`, '[12]'), 'chip-authentication-domain-parameters'],
  [child(`${arc}.3`, '[12]', '[1-4]'), 'chip-authentication'],
  [child(`${arc}.1`, '[12]'), 'chip-authentication-public-key'],
  [child(`${arc}.5`, '[12]'), 'restricted-identification-domain-parameters'],
  [child(`${arc}.5`, '[12]', '[1-5]'), 'restricted-identification'],
  [child(`${arc}.6`), 'card-info'],
  [child(`${arc}.7`), 'eid-security'],
  [child(`${arc}.8`), 'privileged-terminal'],
];

/** The octets of a SET OF SecurityInfo. Domain parameters are written as standardised identifiers. */
export function encodeSecurityInfos(infos: readonly Exclude<SecurityInfo, { kind: 'unknown' }>[]): Bytes {
  return setOf(...infos.map(encodeInfo));
}

/**
 * The SecurityInfos of a file; those of unknown protocols come as `unknown` and are to be skipped. Throws `card.malformed` or a code of lib/tlv when
 * the set or a known one is malformed.
 */
export function parseSecurityInfos(octets: Uint8Array): readonly ReadSecurityInfo[] {
  return parseSet(octets, 0);
}

/** The first info of a kind for which the condition holds. */
export function findInfo<K extends Kind>(
  infos: readonly SecurityInfo[],
  kind: K,
  condition: (info: OfKind<K>) => boolean = () => true,
): OfKind<K> | undefined {
  return infos.find((info): info is OfKind<K> => info.kind === kind && condition(info as OfKind<K>));
}

function parseSet(octets: Uint8Array, depth: number): readonly ReadSecurityInfo[] {
  return parseTlvs(content(octets, asn1.set)).map(({ tag, value }) => {
    if (tag !== asn1.sequence) throw malformed();
    return { ...parseInfo(value, depth), raw: tlv(tag, value) };
  });
}

function parseInfo(value: Uint8Array, depth: number): SecurityInfo {
  const reader = new TlvReader(value);
  const protocol = parseOid(reader.take(asn1.oid));
  const kind = kinds.find(([pattern]) => pattern.test(protocol))?.[1] ?? 'unknown';
  if (kind === 'unknown') return { kind, protocol };
  const info = readers[kind](reader, protocol, depth);
  reader.end();
  return info;
}

const readers: { readonly [K in Exclude<Kind, 'unknown'>]: (reader: TlvReader, protocol: string, depth: number) => OfKind<K> } = {
  pace: (reader, protocol) => ({
    kind: 'pace',
    protocol,
    version: small(reader),
    ...optionalNumber('parameterId', reader),
  }),
  'pace-domain-parameters': (reader, protocol) => ({
    kind: 'pace-domain-parameters',
    protocol,
    ...curve(reader),
    ...optionalNumber('parameterId', reader),
  }),
  'terminal-authentication': (reader, protocol) => {
    const version = small(reader);
    reader.maybe(asn1.sequence);
    return { kind: 'terminal-authentication', protocol, version };
  },
  'chip-authentication': (reader, protocol) => ({
    kind: 'chip-authentication',
    protocol,
    version: small(reader),
    ...optionalNumber('keyId', reader),
  }),
  'chip-authentication-domain-parameters': (reader, protocol) => ({
    kind: 'chip-authentication-domain-parameters',
    protocol,
    ...curve(reader),
    ...optionalNumber('keyId', reader),
  }),
  'chip-authentication-public-key': (reader, protocol) => {
    const key = new TlvReader(reader.take(asn1.sequence));
    const found = curve(key);
    const point = parseBitString(key.take(asn1.bitString));
    key.end();
    return { kind: 'chip-authentication-public-key', protocol, ...found, point, ...optionalNumber('keyId', reader) };
  },
  'restricted-identification': (reader, protocol) => {
    const parameters = new TlvReader(reader.take(asn1.sequence));
    const version = small(parameters);
    const keyId = small(parameters);
    const authorizedOnly = parseBoolean(parameters.take(asn1.boolean));
    parameters.end();
    reader.maybe(asn1.integer);
    return { kind: 'restricted-identification', protocol, version, keyId, authorizedOnly };
  },
  'restricted-identification-domain-parameters': (reader, protocol) => ({
    kind: 'restricted-identification-domain-parameters',
    protocol,
    ...curve(reader),
  }),
  'card-info': (reader, protocol) => {
    const url = parseAsciiString('ia5String', reader.take(asn1.ia5String));
    reader.maybe(asn1.sequence);
    return { kind: 'card-info', protocol, url };
  },
  'eid-security': (reader, protocol) => {
    const object = new TlvReader(reader.take(asn1.sequence));
    const algorithm = parseOid(new TlvReader(object.take(asn1.sequence)).take(asn1.oid));
    const dataGroups = parseTlvs(object.take(asn1.sequence)).map(({ value }) => {
      const entry = new TlvReader(value);
      const parsed = { number: small(entry), hash: entry.take(asn1.octetString) };
      entry.end();
      return parsed;
    });
    object.end();
    reader.maybe(asn1.sequence);
    const hash = hashes.find(([, identifier]) => identifier === algorithm)?.[0];
    return { kind: 'eid-security', protocol, ...(hash === undefined ? {} : { hash }), dataGroups };
  },
  'privileged-terminal': (reader, protocol, depth) => {
    if (depth > 0) throw malformed();
    return { kind: 'privileged-terminal', protocol, infos: parseSet(tlv(asn1.set, reader.take(asn1.set)), depth + 1) };
  },
};

function encodeInfo(info: SecurityInfo): Bytes {
  return sequence(oid(info.protocol), ...encodeFields(info));
}

function encodeFields(info: SecurityInfo): readonly Bytes[] {
  switch (info.kind) {
    case 'pace':
      return [integer(info.version), ...maybeInteger(info.parameterId)];
    case 'pace-domain-parameters':
      return [algorithmOf(info.curve), ...maybeInteger(info.parameterId)];
    case 'terminal-authentication':
      return [integer(info.version)];
    case 'chip-authentication':
      return [integer(info.version), ...maybeInteger(info.keyId)];
    case 'chip-authentication-domain-parameters':
      return [algorithmOf(info.curve), ...maybeInteger(info.keyId)];
    case 'chip-authentication-public-key':
      return [sequence(algorithmOf(info.curve), bitString(info.point)), ...maybeInteger(info.keyId)];
    case 'restricted-identification':
      return [sequence(integer(info.version), integer(info.keyId), boolean(info.authorizedOnly))];
    case 'restricted-identification-domain-parameters':
      return [algorithmOf(info.curve)];
    case 'card-info':
      return [asciiString('ia5String', info.url)];
    case 'eid-security':
      return [
        sequence(
          sequence(oid(hashIdentifier(info.hash))),
          sequence(...info.dataGroups.map(({ number, hash }) => sequence(integer(number), tlv(asn1.octetString, hash)))),
        ),
      ];
    case 'privileged-terminal':
      return [setOf(...info.infos.map(encodeInfo))];
    case 'unknown':
      throw new EidError<CardErrorCode>('card.unsupported', { protocol: info.protocol });
  }
}

const hashes: readonly (readonly [HashName, string])[] = [
  ['SHA-256', '2.16.840.1.101.3.4.2.1'],
  ['SHA-384', '2.16.840.1.101.3.4.2.2'],
  ['SHA-512', '2.16.840.1.101.3.4.2.3'],
];

function hashIdentifier(hash: HashName | undefined): string {
  const identifier = hashes.find(([name]) => name === hash)?.[1];
  if (identifier === undefined) throw new EidError<CardErrorCode>('card.unsupported', { field: 'hash' });
  return identifier;
}

function algorithmOf(name: CurveName | undefined): Bytes {
  if (name === undefined) throw new EidError<CardErrorCode>('card.unsupported', { field: 'curve' });
  return encodeStandardizedCurve(name);
}

function curve(reader: TlvReader): { curve?: CurveName } {
  const name = parseEcAlgorithm(sequence(reader.take(asn1.sequence)));
  return name === undefined ? {} : { curve: name };
}

function small(reader: TlvReader): number {
  return parseSmallInteger(reader.take(asn1.integer));
}

function optionalNumber<Name extends string>(name: Name, reader: TlvReader): { readonly [N in Name]?: number } {
  const value = reader.maybe(asn1.integer);
  return (value === undefined ? {} : { [name]: parseSmallInteger(value) }) as { readonly [N in Name]?: number };
}

function maybeInteger(value: number | undefined): readonly Bytes[] {
  return value === undefined ? [] : [integer(value)];
}

function child(parent: string, ...arcs: readonly string[]): RegExp {
  return new RegExp(`^${[parent.replaceAll('.', '\\.'), ...arcs].join('\\.')}$`);
}

function malformed(): EidError<CardErrorCode> {
  return new EidError<CardErrorCode>('card.malformed', { field: 'security infos' });
}
