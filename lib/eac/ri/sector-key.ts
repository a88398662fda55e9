// Sector public keys with full domain parameters, their hash in the terminal's certificate, and the identifier they give. TR-03110-3 A.5 and D.3.3.
import { type Bytes, bytes } from '../../bytes/index.ts';
import { type Cryptography, type CurveName, curveOfParameters, type HashName, namedCurves } from '../../crypto/index.ts';
import { EidError } from '../../error/index.ts';
import { oid, parseOid, parseTlv, TlvReader, tlv } from '../../tlv/index.ts';
import { type RiErrorCode, restrictedIdentificationProtocols } from './messages.ts';

export interface SectorKey {
  /** Protocol of restricted identification, dotted. */
  readonly protocol: string;
  readonly curve: CurveName;
  /** 04‖x‖y. */
  readonly point: Bytes;
}

/** The object 7F49. */
export function encodeSectorKey({ protocol, curve, point }: SectorKey): Bytes {
  const { p, a, b, G, n, h } = namedCurves[curve].parameters;
  const parameters = [p, a, b, G, n].map((value, i) => tlv(0x81 + i, value));
  return tlv(0x7f49, oid(protocol), ...parameters, tlv(0x86, point), tlv(0x87, h));
}

/** A whole object 7F49; `ri.unsupported`, or a code of lib/tlv. Whether the point lies on the curve is not looked at. */
export function parseSectorKey(octets: Uint8Array): SectorKey {
  const reader = new TlvReader(parseTlv(octets, 0x7f49).value);
  const protocol = parseOid(reader.take(0x06));
  const [p, a, b, G, n] = [0x81, 0x82, 0x83, 0x84, 0x85].map((tag) => reader.take(tag)) as [Bytes, Bytes, Bytes, Bytes, Bytes];
  const point = reader.take(0x86);
  const curve = curveOfParameters({ p, a, b, G, n, h: reader.take(0x87) });
  reader.end();
  if (curve === undefined || !Object.hasOwn(restrictedIdentificationProtocols, protocol)) throw unsupported(protocol);
  return { protocol, curve, point: bytes(point) };
}

/** Hash over the object 7F49, as the terminal's certificate states it; the hash is that of the terminal's own key. */
export function sectorKeyHash(encoded: Uint8Array, hash: HashName, cryptography: Cryptography): Bytes {
  return cryptography.hash(hash, encoded);
}

/**
 * The sector identifier I = H(x(secret · point)). The chip calculates it from its secret and the sector's public key; whoever holds the
 * sector's secret calculates the same from the chip's public key, which is how a blocking list is made. Throws `crypto.bad-point`.
 */
export function identifierFor(
  { protocol, curve }: Pick<SectorKey, 'protocol' | 'curve'>,
  secret: Bytes,
  point: Bytes,
  cryptography: Cryptography,
): Bytes {
  const hash = restrictedIdentificationProtocols[protocol];
  if (hash === undefined) throw unsupported(protocol);
  return cryptography.hash(hash, cryptography.curve(curve).agree(secret, point));
}

function unsupported(protocol: string): EidError<RiErrorCode> {
  return new EidError<RiErrorCode>('ri.unsupported', { protocol });
}
