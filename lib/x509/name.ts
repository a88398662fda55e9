// Distinguished names of one attribute each level: RFC 5280 4.1.2.4.
import { type Bytes, equal } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import {
  asciiString,
  asn1,
  content,
  oid,
  parseAsciiString,
  parseOid,
  parseTlvs,
  parseUtf8String,
  sequence,
  setOf,
  TlvReader,
  tlv,
  utf8String,
} from '../tlv/index.ts';
import type { X509ErrorCode } from './error.ts';

const attributes = {
  country: '2.5.4.6',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  serialNumber: '2.5.4.5',
  commonName: '2.5.4.3',
} as const;

/** The attributes that we know; others of a name that is read are kept in `raw` only. */
export type NameAttributes = { readonly [Attribute in keyof typeof attributes]?: string };

export interface Name extends NameAttributes {
  /** The whole Name: names are equal when these octets are. */
  readonly raw: Bytes;
}

const printed: readonly string[] = [attributes.country, attributes.serialNumber];

/** A name, its attributes in the order of the table. */
export function createName(values: NameAttributes): Name {
  const relative = (Object.keys(attributes) as (keyof typeof attributes)[]).flatMap((attribute) => {
    const value = values[attribute];
    if (value === undefined) return [];
    const type = attributes[attribute];
    return [setOf(sequence(oid(type), printed.includes(type) ? asciiString('printableString', value) : utf8String(value)))];
  });
  return { ...values, raw: sequence(...relative) };
}

/** A name from its octets; throws `x509.malformed` or a code of lib/tlv. */
export function parseName(octets: Uint8Array): Name {
  const found: { -readonly [Attribute in keyof typeof attributes]?: string } = {};
  for (const { tag, value } of parseTlvs(content(octets, asn1.sequence))) {
    if (tag !== asn1.set) throw malformed();
    for (const attribute of parseTlvs(value)) {
      if (attribute.tag !== asn1.sequence) throw malformed();
      const reader = new TlvReader(attribute.value);
      const type = parseOid(reader.take(asn1.oid));
      const { tag: kind, value: text } = reader.any();
      reader.end();
      const name = (Object.keys(attributes) as (keyof typeof attributes)[]).find((known) => attributes[known] === type);
      if (name !== undefined) found[name] = decodeText(kind, text);
    }
  }
  return { ...found, raw: tlv(asn1.sequence, content(octets, asn1.sequence)) };
}

export function sameName(left: Name, right: Name): boolean {
  return equal(left.raw, right.raw);
}

function decodeText(tag: number, value: Uint8Array): string {
  if (tag === asn1.utf8String) return parseUtf8String(value);
  return parseAsciiString('ia5String', value);
}

function malformed(): EidError<X509ErrorCode> {
  return new EidError<X509ErrorCode>('x509.malformed', { field: 'name' });
}
