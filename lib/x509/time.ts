// Time of certificates and lists: UTCTime until 2049, GeneralizedTime from 2050, seconds given, Zulu. RFC 5280 4.1.2.5.
import { type Bytes, latin1, parseLatin1 } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import { asn1, type Tlv, tlv } from '../tlv/index.ts';
import type { X509ErrorCode } from './error.ts';

/** @param instant milliseconds since 1970, whole seconds */
export function encodeTime(instant: number): Bytes {
  const long = encodeGeneralizedTime(instant);
  const early = new Date(instant).getUTCFullYear() < 2050;
  return early ? tlv(asn1.utcTime, long.subarray(2)) : tlv(asn1.generalizedTime, long);
}

/** The content octets of a GeneralizedTime. */
export function encodeGeneralizedTime(instant: number): Bytes {
  return latin1(`${new Date(instant).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`) as Bytes;
}

/** Milliseconds since 1970; throws `x509.malformed`. */
export function parseTime({ tag, value }: Tlv): number {
  const text = parseLatin1(value);
  const [, years, rest] = (tag === asn1.utcTime ? /^(\d\d)(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text) ?? [];
  if (years === undefined || rest === undefined || (tag !== asn1.utcTime && tag !== asn1.generalizedTime)) throw malformed();
  const year = years.length === 4 ? years : `${years < '50' ? '20' : '19'}${years}`;
  const [month, day, hour, minute, second] = rest.match(/\d\d/g) as [string, string, string, string, string];
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const instant = Date.parse(iso);
  if (Number.isNaN(instant) || new Date(instant).toISOString() !== iso) throw malformed();
  return instant;
}

function malformed(): EidError<X509ErrorCode> {
  return new EidError<X509ErrorCode>('x509.malformed', { field: 'time' });
}
