// What stands inside the tag of a data group: the ASN.1 types of the eID application. TR-03110-4 2.2.3 (E).
import { type Bytes, hex, parseHex, toHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import {
  asciiString,
  asn1,
  content,
  octetString,
  oid,
  parseAsciiString,
  parseOid,
  parseUtf8String,
  sequence,
  setOf,
  TlvReader,
  takeTlv,
  tlv,
  utf8String,
} from '../tlv/index.ts';
import type { CardErrorCode } from './error.ts';

/** A type: what is inside the file's own tag, both ways. */
export interface Content<T> {
  readonly encode: (value: T) => Bytes;
  readonly decode: (octets: Uint8Array) => T;
}

/** A day `YYYY-MM-DD`; unknown digits of a birth date are spaces (`1964-  -  `). */
export type PartialDate = string;

export type GeneralPlace =
  | {
      readonly kind: 'structured';
      readonly street?: string;
      readonly city: string;
      readonly state?: string;
      readonly country: string;
      readonly zipCode?: string;
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none'; readonly text: string };

/** Text of a residence permit: plain, or deflated UTF-8 that the reader inflates. */
export type PermitText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'deflated'; readonly octets: Bytes };

/** UTF8String. */
export const text: Content<string> = {
  encode: utf8String,
  decode: (octets) => parseUtf8String(content(octets, asn1.utf8String)),
};

/** PrintableString of a pattern. */
export function printable(pattern: RegExp): Content<string> {
  return ascii('printableString', pattern);
}

/** NumericString of a pattern. */
export function numeric(pattern: RegExp): Content<string> {
  return ascii('numericString', pattern);
}

/** IA5String. */
export const ia5: Content<string> = ascii('ia5String', /^[\x20-\x7e]*$/);

/** NumericString `YYYYMMDD`, unknown digits as spaces. */
export const date: Content<PartialDate> = {
  encode: (value) => numeric(/^[\d ]{8}$/).encode(value.replaceAll('-', '')),
  decode: (octets) => {
    const digits = numeric(/^[\d ]{8}$/).decode(octets);
    return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  },
};

/** OCTET STRING. */
export const octets: Content<Bytes> = {
  encode: octetString,
  decode: (value) => content(value, asn1.octetString),
};

/** OCTET STRING of decimal digits, two an octet. */
export const digits: Content<string> = {
  encode: (value) => {
    const packed = /^\d*$/.test(value) ? parseHex(value) : undefined;
    if (packed === undefined) throw malformed('digits');
    return octetString(packed);
  },
  decode: (value) => {
    const unpacked = toHex(content(value, asn1.octetString));
    if (!/^\d*$/.test(unpacked)) throw malformed('digits');
    return unpacked;
  },
};

/** OptionalData: one item of this type in the set, under an object identifier of its own. */
export function optionalItem(identifier: string, item: Content<string>): Content<string> {
  return {
    encode: (value) => setOf(sequence(oid(identifier), item.encode(value))),
    decode: (value) => {
      const reader = new TlvReader(content(content(value, asn1.set), asn1.sequence));
      if (parseOid(reader.take(asn1.oid)) !== identifier) throw malformed('optional data');
      const { tag, value: inner } = reader.any();
      reader.end();
      return item.decode(tlv(tag, inner));
    },
  };
}

const placeTags = { street: 0xaa, city: 0xab, state: 0xac, country: 0xad, zipCode: 0xae } as const;

/** GeneralPlace: structured, free text, or a note that there is no place. */
export const place: Content<GeneralPlace> = {
  encode: (value) => {
    if (value.kind !== 'structured') return tlv(value.kind === 'text' ? 0xa1 : 0xa2, utf8String(value.text));
    const part = (name: keyof typeof placeTags, encode: (text: string) => Bytes) => {
      const field = value[name];
      return field === undefined ? hex`` : tlv(placeTags[name], encode(field));
    };
    const printed = (field: string) => asciiString('printableString', field);
    return sequence(
      part('street', utf8String),
      part('city', utf8String),
      part('state', utf8String),
      part('country', printed),
      part('zipCode', printed),
    );
  },
  decode: (octets) => {
    const { object, rest } = takeTlv(octets);
    if (rest.length > 0) throw malformed('place');
    if (object.tag === 0xa1) return { kind: 'text', text: text.decode(object.value) };
    if (object.tag === 0xa2) return { kind: 'none', text: text.decode(object.value) };
    if (object.tag !== asn1.sequence) throw malformed('place');
    return decodeStructured(object.value);
  },
};

export const permitText: Content<PermitText> = {
  encode: (value) => (value.kind === 'text' ? tlv(0xa1, utf8String(value.text)) : tlv(0xa2, octetString(value.octets))),
  decode: (octets) => {
    const { object, rest } = takeTlv(octets);
    if (rest.length > 0) throw malformed('text');
    if (object.tag === 0xa1) return { kind: 'text', text: text.decode(object.value) };
    if (object.tag === 0xa2) return { kind: 'deflated', octets: content(object.value, asn1.octetString) };
    throw malformed('text');
  },
};

function decodeStructured(value: Uint8Array): GeneralPlace {
  const reader = new TlvReader(value);
  const street = reader.maybe(placeTags.street);
  const city = text.decode(reader.take(placeTags.city));
  const state = reader.maybe(placeTags.state);
  const country = printable(/^/).decode(reader.take(placeTags.country));
  const zipCode = reader.maybe(placeTags.zipCode);
  reader.end();
  return {
    kind: 'structured',
    ...(street === undefined ? {} : { street: text.decode(street) }),
    city,
    ...(state === undefined ? {} : { state: text.decode(state) }),
    country,
    ...(zipCode === undefined ? {} : { zipCode: printable(/^/).decode(zipCode) }),
  };
}

function ascii(type: 'numericString' | 'printableString' | 'ia5String', pattern: RegExp): Content<string> {
  const check = (value: string) => {
    if (!pattern.test(value)) throw malformed(type);
    return value;
  };
  return {
    encode: (value) => asciiString(type, check(value)),
    decode: (octets) => check(parseAsciiString(type, content(octets, asn1[type]))),
  };
}

function malformed(field: string): EidError<CardErrorCode> {
  return new EidError<CardErrorCode>('card.malformed', { field });
}
