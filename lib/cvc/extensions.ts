// Certificate extensions: hashes of the certificate description and of the terminal's sector keys. TR-03110-3 C.3.
import { type Bytes, concat } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import { oid, parseOid, parseTlvs, TlvReader, tlv } from '../tlv/index.ts';
import type { CvcErrorCode } from './error.ts';
import { extensionIdentifiers } from './object-identifiers.ts';

export interface Extensions {
  /** Hash of the certificate description, by the hash of the certificate's own key. */
  readonly descriptionHash?: Bytes;
  /** Hashes of the first and perhaps a second sector public key; empty when there is none. */
  readonly sectorHashes: readonly Bytes[];
  /** Extensions that we do not know: identifier and the octets behind it. */
  readonly others: readonly { readonly oid: string; readonly value: Bytes }[];
}

export const noExtensions: Extensions = { sectorHashes: [], others: [] };

/** The object 65, or no octets when there is no extension. */
export function encodeExtensions({ descriptionHash, sectorHashes, others }: Extensions): Bytes {
  const templates: Bytes[] = [];
  if (descriptionHash !== undefined) templates.push(template(extensionIdentifiers.description, tlv(0x80, descriptionHash)));
  if (sectorHashes.length > 0) {
    templates.push(template(extensionIdentifiers.terminalSector, ...sectorHashes.map((hash, i) => tlv(0x80 + i, hash))));
  }
  for (const other of others) templates.push(template(other.oid, other.value));
  return templates.length === 0 ? new Uint8Array(0) : tlv(0x65, ...templates);
}

/** The value of an object 65. Each known extension once. */
export function parseExtensions(value: Uint8Array): Extensions {
  const templates = parseTlvs(value);
  if (templates.length === 0) throw malformed();
  let descriptionHash: Bytes | undefined;
  let sectorHashes: readonly Bytes[] | undefined;
  const others: { oid: string; value: Bytes }[] = [];
  for (const { tag, value: content } of templates) {
    if (tag !== 0x73) throw malformed();
    const reader = new TlvReader(content);
    const identifier = parseOid(reader.take(0x06));
    if (identifier === extensionIdentifiers.description) {
      if (descriptionHash !== undefined) throw malformed();
      descriptionHash = reader.take(0x80);
    } else if (identifier === extensionIdentifiers.terminalSector) {
      if (sectorHashes !== undefined) throw malformed();
      const first = reader.take(0x80);
      const second = reader.maybe(0x81);
      sectorHashes = second === undefined ? [first] : [first, second];
    } else {
      others.push({ oid: identifier, value: rest(reader) });
    }
    reader.end();
  }
  return { ...(descriptionHash === undefined ? {} : { descriptionHash }), sectorHashes: sectorHashes ?? [], others };
}

function rest(reader: TlvReader): Bytes {
  const objects: Bytes[] = [];
  while (reader.nextTag !== undefined) {
    const { tag, value } = reader.any();
    objects.push(tlv(tag, value));
  }
  return concat(...objects);
}

function template(identifier: string, ...content: readonly Bytes[]): Bytes {
  return tlv(0x73, oid(identifier), ...content);
}

function malformed(): EidError<CvcErrorCode> {
  return new EidError<CvcErrorCode>('cvc.malformed', { field: 'extensions' });
}
