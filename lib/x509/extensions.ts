// The extensions that our certificates carry and that we read: RFC 5280 4.2, RFC 3280 4.2.1.4 (privateKeyUsagePeriod), ICAO 9303-12 7.1.1 (documentTypeList).
import { type Bytes, bytes, latin1 } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import {
  asciiString,
  asn1,
  boolean,
  content,
  integer,
  octetString,
  oid,
  parseAsciiString,
  parseBoolean,
  parseOid,
  parseSmallInteger,
  parseTlvs,
  sequence,
  setOf,
  TlvReader,
  tlv,
} from '../tlv/index.ts';
import type { X509ErrorCode } from './error.ts';
import { encodeGeneralizedTime, parseTime } from './time.ts';

const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

const extendedKeyUsages = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  masterListSigning: '2.23.136.1.1.3',
} as const;
export type ExtendedKeyUsage = keyof typeof extendedKeyUsages;

/** What the extensions of a certificate say. Absent is absent: nothing has a default. */
export interface CertificateExtensions {
  /** Basic constraints: an authority, and how many may follow below it. */
  readonly authority?: { readonly pathLength?: number };
  readonly keyUsage?: readonly KeyUsage[];
  readonly extendedKeyUsage?: readonly ExtendedKeyUsage[];
  readonly subjectKeyIdentifier?: Bytes;
  readonly authorityKeyIdentifier?: Bytes;
  /** Subject alternative names: DNS names and addresses (4 or 16 octets). */
  readonly dnsNames?: readonly string[];
  readonly addresses?: readonly Bytes[];
  /** Document types that a document signer may sign, e.g. `ID`. */
  readonly documentTypes?: readonly string[];
  /** When the private key may sign; milliseconds since 1970. The certificate outlives it by the life of what was signed. */
  readonly privateKeyUsage?: { readonly notBefore?: number; readonly notAfter?: number };
}

interface Row<K extends keyof CertificateExtensions> {
  readonly identifier: string;
  readonly critical: boolean;
  readonly encode: (value: NonNullable<CertificateExtensions[K]>) => Bytes;
  readonly decode: (octets: Uint8Array) => NonNullable<CertificateExtensions[K]>;
}

type Single = Exclude<keyof CertificateExtensions, 'dnsNames' | 'addresses'>;

const rows: { readonly [K in Single]: Row<K> } = {
  authority: {
    identifier: '2.5.29.19',
    critical: true,
    encode: ({ pathLength }) => sequence(boolean(true), ...(pathLength === undefined ? [] : [integer(pathLength)])),
    decode: (octets) => {
      const reader = new TlvReader(content(octets, asn1.sequence));
      const authority = reader.maybe(asn1.boolean);
      if (authority === undefined || !parseBoolean(authority)) throw malformed('basicConstraints');
      const pathLength = reader.maybe(asn1.integer);
      reader.end();
      return pathLength === undefined ? {} : { pathLength: parseSmallInteger(pathLength) };
    },
  },
  keyUsage: { identifier: '2.5.29.15', critical: true, encode: encodeKeyUsage, decode: decodeKeyUsage },
  extendedKeyUsage: {
    identifier: '2.5.29.37',
    critical: false,
    encode: (usages) => sequence(...usages.map((usage) => oid(extendedKeyUsages[usage]))),
    decode: (octets) =>
      parseTlvs(content(octets, asn1.sequence)).flatMap(({ value }) => {
        const identifier = parseOid(value);
        return (Object.keys(extendedKeyUsages) as ExtendedKeyUsage[]).filter((usage) => extendedKeyUsages[usage] === identifier);
      }),
  },
  subjectKeyIdentifier: {
    identifier: '2.5.29.14',
    critical: false,
    encode: octetString,
    decode: (octets) => content(octets, asn1.octetString),
  },
  authorityKeyIdentifier: {
    identifier: '2.5.29.35',
    critical: false,
    encode: (identifier) => sequence(tlv(0x80, identifier)),
    decode: (octets) => new TlvReader(content(octets, asn1.sequence)).maybe(0x80) ?? new Uint8Array(0),
  },
  documentTypes: {
    identifier: '2.23.136.1.1.6.2',
    critical: false,
    encode: (types) => sequence(integer(0), setOf(...types.map((type) => asciiString('printableString', type)))),
    decode: (octets) => {
      const reader = new TlvReader(content(octets, asn1.sequence));
      reader.take(asn1.integer);
      const types = parseTlvs(reader.take(asn1.set)).map(({ value }) => parseAsciiString('printableString', value));
      reader.end();
      return types;
    },
  },
  privateKeyUsage: {
    identifier: '2.5.29.16',
    critical: false,
    encode: ({ notBefore, notAfter }) =>
      sequence(...[notBefore, notAfter].flatMap((time, i) => (time === undefined ? [] : [tlv(0x80 + i, encodeGeneralizedTime(time))]))),
    decode: (octets) => {
      const reader = new TlvReader(content(octets, asn1.sequence));
      const [notBefore, notAfter] = [0x80, 0x81].map((tag) => {
        const value = reader.maybe(tag);
        return value === undefined ? undefined : parseTime({ tag: asn1.generalizedTime, value });
      });
      reader.end();
      return { ...(notBefore !== undefined && { notBefore }), ...(notAfter !== undefined && { notAfter }) };
    },
  },
};

const alternativeNames = '2.5.29.17';
const singles = Object.keys(rows) as readonly Single[];

/** The Extensions sequence. */
export function encodeCertificateExtensions(extensions: CertificateExtensions): Bytes {
  const encoded = singles.flatMap((name) => {
    const value = extensions[name];
    if (value === undefined) return [];
    const row = rows[name] as unknown as { identifier: string; critical: boolean; encode: (value: unknown) => Bytes };
    return [encodeExtension(row.identifier, row.critical, row.encode(value))];
  });
  const { dnsNames = [], addresses = [] } = extensions;
  if (dnsNames.length + addresses.length > 0) {
    const names = [...dnsNames.map((name) => tlv(0x82, latin1(name) as Bytes)), ...addresses.map((address) => tlv(0x87, address))];
    encoded.push(encodeExtension(alternativeNames, false, sequence(...names)));
  }
  return sequence(...encoded);
}

/** The extensions of an Extensions sequence. An unknown one is skipped, unless it is critical: `x509.unsupported`. */
export function parseCertificateExtensions(octets: Uint8Array): CertificateExtensions {
  const found: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const { identifier, critical, value } of parseExtensionList(octets)) {
    if (seen.has(identifier)) throw malformed('extensions');
    seen.add(identifier);
    if (identifier === alternativeNames) Object.assign(found, decodeAlternativeNames(value));
    const name = singles.find((single) => rows[single].identifier === identifier);
    if (name !== undefined) found[name] = rows[name].decode(value);
    else if (critical && identifier !== alternativeNames) throw new EidError<X509ErrorCode>('x509.unsupported', { extension: identifier });
  }
  return found;
}

/** One Extension. */
export function encodeExtension(identifier: string, critical: boolean, value: Bytes): Bytes {
  return sequence(oid(identifier), critical ? boolean(true) : new Uint8Array(0), octetString(value));
}

/** The extensions of a certificate or of a list, each with its octets. */
export function parseExtensionList(
  octets: Uint8Array,
): readonly { readonly identifier: string; readonly critical: boolean; readonly value: Bytes }[] {
  return parseTlvs(content(octets, asn1.sequence)).map(({ tag, value }) => {
    if (tag !== asn1.sequence) throw malformed('extensions');
    const reader = new TlvReader(value);
    const identifier = parseOid(reader.take(asn1.oid));
    const critical = reader.maybe(asn1.boolean);
    const inner = reader.take(asn1.octetString);
    reader.end();
    return { identifier, critical: critical !== undefined && parseBoolean(critical), value: inner };
  });
}

function encodeKeyUsage(usages: readonly KeyUsage[]): Bytes {
  const bits = usages.reduce((octet, usage) => octet | (0x80 >> keyUsages.indexOf(usage)), 0);
  const unused = Math.clz32(bits & -bits) === 32 ? 0 : 31 - Math.clz32(bits & -bits);
  return tlv(asn1.bitString, Uint8Array.of(unused, bits));
}

function decodeKeyUsage(octets: Uint8Array): readonly KeyUsage[] {
  const [unused, bits = 0] = content(octets, asn1.bitString);
  if (unused === undefined || unused > 7) throw malformed('keyUsage');
  return keyUsages.filter((_, i) => (bits & (0x80 >> i)) !== 0);
}

function decodeAlternativeNames(octets: Uint8Array): Pick<CertificateExtensions, 'dnsNames' | 'addresses'> {
  const names = parseTlvs(content(octets, asn1.sequence));
  const dnsNames = names.filter(({ tag }) => tag === 0x82).map(({ value }) => parseAsciiString('ia5String', value));
  const addresses = names.filter(({ tag }) => tag === 0x87).map(({ value }) => bytes(value));
  return { ...(dnsNames.length > 0 ? { dnsNames } : {}), ...(addresses.length > 0 ? { addresses } : {}) };
}

function malformed(field: string): EidError<X509ErrorCode> {
  return new EidError<X509ErrorCode>('x509.malformed', { field });
}
