// Certificate revocation lists, version 2, complete: RFC 5280 5.
import { type Bytes, equal } from '../bytes/index.ts';
import type { Cryptography, Signer } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import { asn1, content, explicit, integer, parseInteger, parseSmallInteger, parseTlvs, sequence, TlvReader, tlv } from '../tlv/index.ts';
import type { X509Certificate } from './certificate.ts';
import type { X509ErrorCode } from './error.ts';
import { encodeExtension, parseExtensionList } from './extensions.ts';
import { type Name, parseName, sameName } from './name.ts';
import { verifySignature } from './signature.ts';
import { encodeSigned, parseSigned, type Signed } from './signed.ts';
import { encodeTime, parseTime } from './time.ts';

/** What an authority took back. Times are milliseconds since 1970. */
export interface RevocationListBody {
  readonly issuer: Name;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly number: bigint;
  readonly revoked: readonly { readonly serialNumber: bigint; readonly revokedAt: number }[];
}

export type RevocationList = RevocationListBody & Signed;

const listNumber = '2.5.29.20';
const authorityKey = '2.5.29.35';

/** Signs a list; `authorityKeyIdentifier` is the signer's subject key identifier. */
export function signRevocationList(body: RevocationListBody, signer: Signer, authorityKeyIdentifier: Bytes): RevocationList {
  const entries = body.revoked.map(({ serialNumber, revokedAt }) => sequence(integer(serialNumber), encodeTime(revokedAt)));
  const encodeBody = (algorithm: Bytes) =>
    sequence(
      integer(1),
      algorithm,
      body.issuer.raw,
      encodeTime(body.thisUpdate),
      encodeTime(body.nextUpdate),
      entries.length === 0 ? new Uint8Array(0) : sequence(...entries),
      explicit(
        0,
        sequence(
          encodeExtension(authorityKey, false, sequence(tlv(0x80, authorityKeyIdentifier))),
          encodeExtension(listNumber, false, integer(body.number)),
        ),
      ),
    );
  return parseRevocationList(encodeSigned(signer, encodeBody));
}

/** A list from its octets; `nextUpdate` and a number are wanted. Throws `x509.malformed`, `x509.unsupported` or a code of lib/tlv. */
export function parseRevocationList(octets: Uint8Array): RevocationList {
  return parseSigned(octets, parseBody);
}

/** Lists one behind the other: one of each generation of an authority. Throws as `parseRevocationList`. */
export function parseRevocationLists(octets: Uint8Array): readonly RevocationList[] {
  return parseTlvs(octets).map(({ tag, value }) => parseRevocationList(tlv(tag, value)));
}

/** Whether the list is this authority's: name, right to sign lists, signature. */
export function isListOf(list: RevocationList, authority: X509Certificate, cryptography: Cryptography): boolean {
  const { keyUsage } = authority.extensions;
  if (!sameName(list.issuer, authority.subject) || (keyUsage !== undefined && !keyUsage.includes('cRLSign'))) return false;
  return verifySignature(authority.publicKey, list.signatureAlgorithm, list.bodyRaw, list.signature, cryptography);
}

function parseBody(bodyRaw: Bytes, outerAlgorithm: Bytes): RevocationListBody {
  const reader = new TlvReader(content(bodyRaw, asn1.sequence));
  if (parseSmallInteger(reader.take(asn1.integer)) !== 1) throw new EidError<X509ErrorCode>('x509.unsupported', { field: 'version' });
  if (!equal(reader.take(asn1.sequence), outerAlgorithm)) throw malformed('algorithm');
  const issuer = parseName(tlv(asn1.sequence, reader.take(asn1.sequence)));
  const thisUpdate = parseTime(reader.any());
  const nextUpdate = parseTime(reader.any());
  const entries = parseTlvs(reader.maybe(asn1.sequence) ?? new Uint8Array(0)).map(({ tag, value }) => {
    if (tag !== asn1.sequence) throw malformed('entries');
    const entry = new TlvReader(value);
    const parsed = { serialNumber: parseInteger(entry.take(asn1.integer)), revokedAt: parseTime(entry.any()) };
    rejectCritical(entry.maybe(asn1.sequence));
    entry.end();
    return parsed;
  });
  const extensions = parseExtensionList(reader.take(0xa0));
  reader.end();
  const critical = extensions.find((extension) => extension.critical);
  if (critical !== undefined) throw new EidError<X509ErrorCode>('x509.unsupported', { extension: critical.identifier });
  const number = extensions.find(({ identifier }) => identifier === listNumber);
  if (number === undefined) throw malformed('number');
  return { issuer, thisUpdate, nextUpdate, number: parseInteger(content(number.value, asn1.integer)), revoked: entries };
}

// An entry with a critical extension (an indirect list's issuer, say) means something that we do not know.
function rejectCritical(extensions: Bytes | undefined): void {
  if (extensions === undefined) return;
  if (parseExtensionList(tlv(asn1.sequence, extensions)).some(({ critical }) => critical)) {
    throw new EidError<X509ErrorCode>('x509.unsupported', { field: 'entries' });
  }
}

function malformed(field: string): EidError<X509ErrorCode> {
  return new EidError<X509ErrorCode>('x509.malformed', { field });
}
