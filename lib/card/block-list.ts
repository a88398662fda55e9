// The block list of sectors, signed: which cards are not to be believed any more, by their sector identifiers. TR-03129 1.4 (BlockList), CMS.
import { type Bytes, concat, equal, toHex } from '../bytes/index.ts';
import type { Cryptography } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import { asn1, content, integer, octetString, parseSmallInteger, parseTlvs, sequence, TlvReader } from '../tlv/index.ts';
import { type ContentSigner, signContent, type X509Certificate } from '../x509/index.ts';
import type { CardErrorCode } from './error.ts';
import { encodeIdentifiers, type IdentifierSet, parseIdentifiers, union } from './identifier-set.ts';
import { malformedList, readSignedList } from './signed-list.ts';

const blockList = { name: 'block list', contentType: '0.4.0.127.0.7.3.2.2' } as const;

/** Cards of one sector. */
export interface BlockedSector<Identifiers extends Iterable<Bytes> = Iterable<Bytes>> {
  /** Hash of the sector public key, as in the terminal certificate's extension. */
  readonly sectorId: Bytes;
  /** Blocking identifiers. */
  readonly identifiers: Identifiers;
}

const types = ['complete', 'added', 'removed'] as const;

/** A complete list, or what was added or removed since the list `deltaBase`. */
export interface BlockList<Identifiers extends Iterable<Bytes> = Iterable<Bytes>> {
  readonly type: (typeof types)[number];
  /** Names the state of the list: two files of one state have the same. */
  readonly listId: Bytes;
  /** The state that the changes belong to; absent in a complete list. */
  readonly deltaBase?: Bytes;
  /** How many identifiers each sector has in the state that is named `listId`, all sectors together. Version 1 of the format has it. */
  readonly finalEntries?: number;
  /** When it was signed, milliseconds since 1970: how old the knowledge is. */
  readonly issuedAt: number;
  readonly sectors: readonly BlockedSector<Identifiers>[];
}

/** One that was read. */
export type KnownBlockList = BlockList<IdentifierSet>;

/** The list as CMS, signed by the list signer: version 1 when it counts its entries, else version 0. */
export function createBlockList(
  { type, listId, deltaBase, finalEntries, issuedAt, sectors }: BlockList,
  listSigner: ContentSigner,
  cryptography: Cryptography,
): Bytes {
  const details = sectors.map(({ sectorId, identifiers }) => sequence(octetString(sectorId), sequence(encodeIdentifiers(identifiers))));
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
export function readBlockList(octets: Uint8Array, listSigner: X509Certificate, cryptography: Cryptography): KnownBlockList {
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
export function applyChanges(complete: KnownBlockList, changes: readonly KnownBlockList[]): KnownBlockList {
  const [first] = changes;
  if (first === undefined) return complete;
  const belongs = ({ type, listId, deltaBase }: BlockList) =>
    type !== 'complete' && equal(listId, first.listId) && deltaBase !== undefined && equal(deltaBase, complete.listId);
  if (complete.type !== 'complete' || !changes.every(belongs)) throw new EidError<CardErrorCode>('card.delta', { reason: 'base' });
  const all = [complete, ...changes].flatMap(({ sectors }) => sectors.map(({ sectorId }) => [toHex(sectorId), sectorId] as const));
  const after = [...new Map(all).values()].map((sectorId) => ({ sectorId, identifiers: changed(sectorId, complete, changes) }));
  const count = after.reduce((sum, { identifiers }) => sum + identifiers.size, 0);
  if (changes.some(({ finalEntries }) => finalEntries !== undefined && finalEntries !== count)) {
    throw new EidError<CardErrorCode>('card.delta', { reason: 'count' });
  }
  const issuedAt = Math.min(...changes.map((one) => one.issuedAt));
  return { type: 'complete', listId: first.listId, finalEntries: count, issuedAt, sectors: after };
}

/** The identifiers of one sector after the changes, in their order. */
function changed(sectorId: Bytes, complete: KnownBlockList, changes: readonly KnownBlockList[]): IdentifierSet {
  const ofSector = ({ sectors }: KnownBlockList) => sectors.filter((sector) => equal(sector.sectorId, sectorId));
  let set = union(ofSector(complete).map(({ identifiers }) => identifiers));
  for (const change of changes) {
    for (const { identifiers } of ofSector(change)) {
      if (identifiers.size > 0) set = parseIdentifiers(change.type === 'added' ? both(set, identifiers) : without(set, identifiers));
    }
  }
  return set;
}

function both(set: IdentifierSet, added: IdentifierSet): Bytes {
  return concat(encodeIdentifiers(set), encodeIdentifiers(added));
}

function without(set: IdentifierSet, removed: IdentifierSet): Bytes {
  return encodeIdentifiers([...set].filter((identifier) => !removed.has(identifier)));
}

function parseSector({ tag, value }: { readonly tag: number; readonly value: Uint8Array }): BlockedSector<IdentifierSet> {
  if (tag !== asn1.sequence) throw malformedList(blockList.name);
  const sector = new TlvReader(value);
  const sectorId = sector.take(asn1.octetString);
  const identifiers = parseIdentifiers(sector.take(asn1.sequence));
  sector.end();
  return { sectorId, identifiers };
}
