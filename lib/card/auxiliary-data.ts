// Auxiliary data that the terminal signs and the chip compares with its own: birth date, expiry, municipality. TR-03110-3 A.6.5, TR-03110-4 2.2.4.
import { type Bytes, latin1, parseHex, parseLatin1, toHex } from '../bytes/index.ts';
import type { CalendarDate } from '../cvc/index.ts';
import { EidError } from '../error/index.ts';
import { oid, parseOid, parseTlv, parseTlvs, TlvReader, tlv } from '../tlv/index.ts';
import type { CardErrorCode } from './error.ts';

/** The values to compare with; each at most once. */
export interface AuxiliaryData {
  /** True when the holder was born on this day or before. */
  readonly dateOfBirth?: CalendarDate;
  /** True when the card is valid on this day. */
  readonly dateOfExpiry?: CalendarDate;
  /** Municipality as digits, an even number of them, perhaps only the first ones. */
  readonly communityId?: string;
}

export type AuxiliaryItem = keyof AuxiliaryData;

/** Object identifiers, which the command VERIFY names too. */
export const auxiliaryIdentifiers: Readonly<Record<AuxiliaryItem, string>> = {
  dateOfBirth: '0.4.0.127.0.7.3.1.4.1',
  dateOfExpiry: '0.4.0.127.0.7.3.1.4.2',
  communityId: '0.4.0.127.0.7.3.1.4.3',
};

const items = Object.keys(auxiliaryIdentifiers) as readonly AuxiliaryItem[];

/** The whole object 67. */
export function encodeAuxiliaryData(data: AuxiliaryData): Bytes {
  const templates = items.flatMap((item) => {
    const value = data[item];
    if (value === undefined) return [];
    return [tlv(0x73, oid(auxiliaryIdentifiers[item]), tlv(0x53, item === 'communityId' ? encodeDigits(value) : encodeDay(value)))];
  });
  return tlv(0x67, ...templates);
}

/** The values of an object 67; unknown or repeated items are `card.malformed`. */
export function parseAuxiliaryData(octets: Uint8Array): AuxiliaryData {
  const data: { -readonly [Item in AuxiliaryItem]?: string } = {};
  for (const { tag, value } of parseTlvs(parseTlv(octets, 0x67).value)) {
    if (tag !== 0x73) throw malformed();
    const reader = new TlvReader(value);
    const item = auxiliaryItem(reader.take(0x06));
    const content = reader.take(0x53);
    reader.end();
    if (item === undefined || data[item] !== undefined) throw malformed();
    data[item] = item === 'communityId' ? parseDigits(content) : parseDay(content);
  }
  return data;
}

/** The item that an object identifier (its content octets) names, as VERIFY gives it. */
export function auxiliaryItem(identifier: Uint8Array): AuxiliaryItem | undefined {
  const name = parseOid(identifier);
  return items.find((item) => auxiliaryIdentifiers[item] === name);
}

function encodeDay(day: CalendarDate): Bytes {
  const text = day.replaceAll('-', '');
  if (!/^\d{8}$/.test(text)) throw malformed();
  return latin1(text) as Bytes;
}

function parseDay(octets: Uint8Array): CalendarDate {
  const [, year, month, day] = /^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(parseLatin1(octets)) ?? [];
  if (year === undefined) throw malformed();
  return `${year}-${month}-${day}`;
}

function encodeDigits(digits: string): Bytes {
  const octets = /^\d+$/.test(digits) ? parseHex(digits) : undefined;
  if (octets === undefined) throw malformed();
  return octets;
}

function parseDigits(octets: Uint8Array): string {
  const digits = toHex(octets);
  if (!/^\d+$/.test(digits)) throw malformed();
  return digits;
}

function malformed(): EidError<CardErrorCode> {
  return new EidError<CardErrorCode>('card.malformed', { field: 'auxiliary data' });
}
