// The public key object 7F49 of certificates, requests and sector keys: TR-03110-3 D.3.3.
import type { Bytes } from '../bytes/index.ts';
import { type CurveName, curveOfParameters, type HashName, namedCurves } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import { oid, parseOid, TlvReader, tlv } from '../tlv/index.ts';
import type { CvcErrorCode } from './error.ts';
import { terminalAuthentication } from './object-identifiers.ts';

/** An elliptic-curve key for terminal authentication. */
export interface PublicKey {
  /** Terminal authentication protocol, dotted. */
  readonly oid: string;
  /** The hash that the protocol fixes, also for the signatures that this key verifies. */
  readonly hash: HashName;
  /** Named by full domain parameters; absent where they are inherited from the CVCA. */
  readonly curve?: CurveName;
  /** 04‖x‖y. */
  readonly point: Bytes;
}

/** A key with its curve known: what verifies a certificate. */
export interface VerificationKey {
  readonly hash: HashName;
  readonly curve: CurveName;
  readonly point: Bytes;
}

/** The key object of a protocol identifier, curve and point. `curve` absent: parameters inherited. */
export function createPublicKey(hash: HashName, point: Bytes, curve?: CurveName): PublicKey {
  const identifier = Object.keys(terminalAuthentication).find((name) => terminalAuthentication[name] === hash);
  if (identifier === undefined) throw new EidError<CvcErrorCode>('cvc.unsupported', { hash });
  return { oid: identifier, hash, point, ...(curve === undefined ? {} : { curve }) };
}

/** The object 7F49, with full domain parameters when the key names its curve. */
export function encodePublicKey(key: PublicKey): Bytes {
  const identifier = oid(key.oid);
  if (key.curve === undefined) return tlv(0x7f49, identifier, tlv(0x86, key.point));
  const { p, a, b, G, n, h } = namedCurves[key.curve].parameters;
  const parameters = [p, a, b, G, n].map((value, i) => tlv(0x81 + i, value));
  return tlv(0x7f49, identifier, ...parameters, tlv(0x86, key.point), tlv(0x87, h));
}

/** The value of an object 7F49: domain parameters complete or absent, a protocol that we speak, a known curve. */
export function parsePublicKey(value: Uint8Array): PublicKey {
  const reader = new TlvReader(value);
  const identifier = parseOid(reader.take(0x06));
  const hash = terminalAuthentication[identifier];
  if (hash === undefined) throw new EidError<CvcErrorCode>('cvc.unsupported', { protocol: identifier });
  if (reader.nextTag !== 0x81) {
    const point = reader.take(0x86);
    reader.end();
    if (point[0] !== 4 || point.length % 2 !== 1) throw malformed();
    return { oid: identifier, hash, point };
  }
  const [p, a, b, G, n] = [0x81, 0x82, 0x83, 0x84, 0x85].map((tag) => reader.take(tag)) as [Bytes, Bytes, Bytes, Bytes, Bytes];
  const point = reader.take(0x86);
  const curve = curveOfParameters({ p, a, b, G, n, h: reader.maybe(0x87) });
  reader.end();
  if (curve === undefined) throw new EidError<CvcErrorCode>('cvc.unsupported', { field: 'domain parameters' });
  if (point[0] !== 4 || point.length !== 1 + 2 * namedCurves[curve].size) throw malformed();
  return { oid: identifier, hash, curve, point };
}

function malformed(): EidError<CvcErrorCode> {
  return new EidError<CvcErrorCode>('cvc.malformed', { field: 'public key' });
}
