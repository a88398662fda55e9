// The DER types (X.690) that SecurityInfos, certificates and CMS are built from. Each decoder takes content octets.
import { type Bytes, bytes, concat, fromUnsigned, latin1, parseLatin1, parseUtf8, toUnsigned, utf8 } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import { parseTlv, type TlvErrorCode, tlv } from './tlv.ts';

/** Universal tags as they stand in an encoding (SEQUENCE and SET constructed). */
export const asn1 = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

export function sequence(...elements: readonly Uint8Array[]): Bytes {
  return tlv(asn1.sequence, ...elements);
}

/** SET OF: the elements sorted by their encodings, as DER wants (X.690 11.6). */
export function setOf(...elements: readonly Uint8Array[]): Bytes {
  return tlv(asn1.set, ...[...elements].sort(compare));
}

/** Explicit context tag `[n]`, constructed. */
export function explicit(number: number, ...content: readonly Uint8Array[]): Bytes {
  return tlv(0xa0 + number, ...content);
}

/** INTEGER, non-negative only: all that these standards use. */
export function integer(value: bigint | number): Bytes {
  const number = BigInt(value);
  if (number < 0n) throw new RangeError('only non-negative integers');
  return tlv(asn1.integer, fromUnsigned(number, Math.floor(number.toString(2).length / 8) + 1));
}

/** Content octets of a non-negative INTEGER in its shortest form; else `tlv.malformed`. */
export function parseInteger(content: Uint8Array): bigint {
  const [first, second] = content;
  if (first === undefined || first >= 0x80) throw malformed();
  if (first === 0 && second !== undefined && second < 0x80) throw malformed();
  return toUnsigned(content);
}

/** A small INTEGER as a number; `tlv.malformed` beyond 2^31. */
export function parseSmallInteger(content: Uint8Array): number {
  const value = parseInteger(content);
  if (value >= 1n << 31n) throw malformed();
  return Number(value);
}

export function boolean(value: boolean): Bytes {
  return tlv(asn1.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function parseBoolean(content: Uint8Array): boolean {
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw malformed();
  return content[0] === 0xff;
}

/** OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Bytes {
  return tlv(asn1.oid, oidContent(dotted));
}

/** Content octets of a dotted OBJECT IDENTIFIER, as tag 06 of ISO 7816 templates holds them too. */
export function oidContent(dotted: string): Bytes {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  if (first === undefined || second === undefined) throw new TypeError('an object identifier has two arcs or more');
  return concat(...[first * 40 + second, ...rest].map(base128));
}

/** Dotted form of the content octets; `tlv.malformed` when they are none. */
export function parseOid(content: Uint8Array): string {
  const arcs: number[] = [];
  let value = 0;
  let fresh = true;
  for (const octet of content) {
    if (fresh && octet === 0x80) throw malformed();
    value = value * 128 + (octet & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER / 128) throw malformed();
    fresh = (octet & 0x80) === 0;
    if (fresh) {
      arcs.push(value);
      value = 0;
    }
  }
  const head = arcs.shift();
  if (head === undefined || !fresh) throw malformed();
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...arcs].join('.');
}

export function octetString(content: Uint8Array): Bytes {
  return tlv(asn1.octetString, content);
}

/** BIT STRING with no unused bits. */
export function bitString(content: Uint8Array): Bytes {
  return tlv(asn1.bitString, Uint8Array.of(0), content);
}

/** Octets of a BIT STRING with no unused bits; else `tlv.malformed`. */
export function parseBitString(content: Uint8Array): Bytes {
  if (content[0] !== 0) throw malformed();
  return bytes(content.subarray(1));
}

export function utf8String(text: string): Bytes {
  return tlv(asn1.utf8String, utf8(text));
}

export function parseUtf8String(content: Uint8Array): string {
  const text = parseUtf8(content);
  if (text === undefined) throw malformed();
  return text;
}

const alphabets = {
  numericString: /^[0-9 ]*$/,
  printableString: /^[A-Za-z0-9 '()+,\-./:=?]*$/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: IA5String is all of ASCII, control characters included.
  ia5String: /^[\x00-\x7f]*$/,
} as const;

/** NumericString, PrintableString or IA5String; `RangeError` for a character outside its alphabet. */
export function asciiString(type: keyof typeof alphabets, text: string): Bytes {
  if (!alphabets[type].test(text)) throw new RangeError(`not a ${type}`);
  return tlv(asn1[type], latin1(text) as Bytes);
}

export function parseAsciiString(type: keyof typeof alphabets, content: Uint8Array): string {
  const text = parseLatin1(content);
  if (!alphabets[type].test(text)) throw malformed();
  return text;
}

/** One element of this universal or context tag, and nothing behind it: its content octets. */
export function content(octets: Uint8Array, tag: number): Bytes {
  return parseTlv(octets, tag).value;
}

function base128(value: number): Bytes {
  const octets = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift(0x80 | (rest % 128));
  return Uint8Array.from(octets);
}

function compare(left: Uint8Array, right: Uint8Array): number {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] as number) - (right[i] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function malformed(): EidError<TlvErrorCode> {
  return new EidError<TlvErrorCode>('tlv.malformed');
}
