// The block list of sectors, signed: which cards are not to be believed any more, by their sector identifiers. TR-03129 1.4 (BlockList), CMS.
import { type Bytes, equal, toHex } from '../bytes/index.ts';
import type { Cryptography } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import { asn1, content, integer, octetString, parseSmallInteger, parseTlvs, sequence, TlvReader } from '../tlv/index.ts';
import { type ContentSigner, signContent, type X509Certificate } from '../x509/index.ts';
import type { CardErrorCode } from './error.ts';
import { malformedList, readSignedList } from './signed-list.ts';

const blockList = { name: 'block list', contentType: '0.4.0.127.0.7.3.2.2' } as const;

/** Cards of one sector. */
export interface BlockedSector {
  /** Hash of the sector public key, as in the terminal certificate's extension. */
  readonly sectorId: Bytes;
  /** Blocking identifiers. */
  readonly identifiers: readonly Bytes[];
}

const types = ['complete', 'added', 'removed'] as const;

/** A complete list, or what was added or removed since the list `deltaBase`. */
export interface BlockList {
  readonly type: (typeof types)[number];
  /** Names the state of the list: two files of one state have the same. */
  readonly listId: Bytes;
  /** The state that the changes belong to; absent in a complete list. */
  readonly deltaBase?: Bytes;
  /** How many identifiers each sector has in the state that is named `listId`, all sectors together. Version 1 of the format has it. */
  readonly finalEntries?: number;
  /** When it was signed, milliseconds since 1970: how old the knowledge is. */
  readonly issuedAt: number;
  readonly sectors: readonly BlockedSector[];
}

/** The list as CMS, signed by the list signer: version 1 when it counts its entries, else version 0. */
export function createBlockList(
  { type, listId, deltaBase, finalEntries, issuedAt, sectors }: BlockList,
  listSigner: ContentSigner,
  cryptography: Cryptography,
): Bytes {
  const details = sectors.map(({ sectorId, identifiers }) => sequence(octetString(sectorId), sequence(...identifiers.map(octetString))));
  const list = sequence(
    integer(finalEntries === undefined ? 0 : 1),
    integer(types.indexOf(type)),
    octetString(listId),
    ...(deltaBase === undefined ? [] : [octetString(deltaBase)]),
    ...(finalEntries === undefined ? [] : [integer(finalEntries)]),
    sequence(...details),
  );
  return signContent(blockList.contentType, list, listSigner, cryptography, issuedAt);
}

/**
 * The list of a CMS file, signed by exactly this certificate. Throws `card.not-authentic` when it is not, `card.malformed` when it is none or has no
 * time of signing, `card.unsupported` for another version, or a code of lib/x509 and lib/tlv.
 */
export function readBlockList(octets: Uint8Array, listSigner: X509Certificate, cryptography: Cryptography): BlockList {
  const signed = readSignedList(octets, blockList, ({ raw }) => equal(raw, listSigner.raw), cryptography);
  const reader = new TlvReader(content(signed.content, asn1.sequence));
  const version = parseSmallInteger(reader.take(asn1.integer));
  if (version > 1) throw new EidError<CardErrorCode>('card.unsupported', { file: blockList.name });
  const type = types[parseSmallInteger(reader.take(asn1.integer))];
  const listId = reader.take(asn1.octetString);
  const deltaBase = reader.maybe(asn1.octetString);
  const finalEntries = version === 1 ? reader.maybe(asn1.integer) : undefined;
  const sectors = parseTlvs(reader.take(asn1.sequence)).map(parseSector);
  reader.end();
  if (type === undefined || (type === 'complete') !== (deltaBase === undefined)) throw malformedList(blockList.name);
  return {
    type,
    listId,
    ...(deltaBase !== undefined && { deltaBase }),
    ...(finalEntries !== undefined && { finalEntries: parseSmallInteger(finalEntries) }),
    issuedAt: signed.signingTime,
    sectors,
  };
}

/**
 * The complete list after the changes, both of one new state. Throws `card.delta` when they do not belong to this list, or when the number of entries is not
 * what they say: then the complete list is to be fetched.
 */
export function applyChanges(complete: BlockList, changes: readonly BlockList[]): BlockList {
  const [first] = changes;
  if (first === undefined) return complete;
  const belongs = ({ type, listId, deltaBase }: BlockList) =>
    type !== 'complete' && equal(listId, first.listId) && deltaBase !== undefined && equal(deltaBase, complete.listId);
  if (complete.type !== 'complete' || !changes.every(belongs)) throw new EidError<CardErrorCode>('card.delta', { reason: 'base' });
  const sectors = new Map(
    complete.sectors.map(({ sectorId, identifiers }) => [toHex(sectorId), { sectorId, entries: keyed(identifiers) }]),
  );
  for (const { type, sectors: changed } of changes) {
    for (const { sectorId, identifiers } of changed) {
      const sector = sectors.get(toHex(sectorId)) ?? { sectorId, entries: new Map<string, Bytes>() };
      sectors.set(toHex(sectorId), sector);
      for (const [key, identifier] of keyed(identifiers)) {
        if (type === 'added') sector.entries.set(key, identifier);
        else sector.entries.delete(key);
      }
    }
  }
  const after = [...sectors.values()].map(({ sectorId, entries }) => ({ sectorId, identifiers: [...entries.values()] }));
  const count = after.reduce((sum, { identifiers }) => sum + identifiers.length, 0);
  if (changes.some(({ finalEntries }) => finalEntries !== undefined && finalEntries !== count)) {
    throw new EidError<CardErrorCode>('card.delta', { reason: 'count' });
  }
  const issuedAt = Math.min(...changes.map((one) => one.issuedAt));
  return { type: 'complete', listId: first.listId, finalEntries: count, issuedAt, sectors: after };
}

function parseSector({ tag, value }: { readonly tag: number; readonly value: Uint8Array }): BlockedSector {
  if (tag !== asn1.sequence) throw malformedList(blockList.name);
  const sector = new TlvReader(value);
  const sectorId = sector.take(asn1.octetString);
  const identifiers = parseTlvs(sector.take(asn1.sequence)).map(({ tag: kind, value: identifier }) => {
    if (kind !== asn1.octetString) throw malformedList(blockList.name);
    return identifier;
  });
  sector.end();
  return { sectorId, identifiers };
}

function keyed(identifiers: readonly Bytes[]): Map<string, Bytes> {
  return new Map(identifiers.map((identifier) => [toHex(identifier), identifier]));
}
