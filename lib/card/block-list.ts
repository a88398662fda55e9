// The block list of sectors, signed: which cards are not to be believed any more, by their sector identifiers. TR-03129 1.4 (BlockList), CMS.
import { type Bytes, equal } from '../bytes/index.ts';
import type { Cryptography, Signer } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import { asn1, content, integer, octetString, parseSmallInteger, parseTlvs, sequence, TlvReader } from '../tlv/index.ts';
import { isSignatureRight, parseSignedData, signContent, type X509Certificate } from '../x509/index.ts';
import type { CardErrorCode } from './error.ts';

const blockListType = '0.4.0.127.0.7.3.2.2';

/** Blocked cards of one sector. */
export interface BlockedSector {
  /** Hash of the sector public key, as in the terminal certificate's extension. */
  readonly sectorId: Bytes;
  /** Blocking identifiers. */
  readonly identifiers: readonly Bytes[];
}

/** A complete list, version 0. */
export interface BlockList {
  readonly listId: Bytes;
  readonly sectors: readonly BlockedSector[];
}

/** The list as CMS, signed by the list signer. */
export function createBlockList(
  { listId, sectors }: BlockList,
  listSigner: { readonly certificate: X509Certificate; readonly signer: Signer },
  cryptography: Cryptography,
): Bytes {
  const details = sectors.map(({ sectorId, identifiers }) => sequence(octetString(sectorId), sequence(...identifiers.map(octetString))));
  const list = sequence(integer(0), integer(0), octetString(listId), sequence(...details));
  return signContent(blockListType, list, listSigner, cryptography);
}

/**
 * The list of a CMS file, signed by exactly this certificate. Throws `card.not-authentic` when it is not, `card.malformed` or `card.unsupported` (a delta)
 * when it is no complete list, or a code of lib/x509 and lib/tlv.
 */
export function readBlockList(octets: Uint8Array, listSigner: X509Certificate, cryptography: Cryptography): BlockList {
  const signed = parseSignedData(octets);
  const isAuthentic =
    signed.contentType === blockListType && equal(signed.signer.raw, listSigner.raw) && isSignatureRight(signed, cryptography);
  if (!isAuthentic) throw new EidError<CardErrorCode>('card.not-authentic', { file: 'block list' });
  const reader = new TlvReader(content(signed.content, asn1.sequence));
  const version = parseSmallInteger(reader.take(asn1.integer));
  const type = parseSmallInteger(reader.take(asn1.integer));
  if (version !== 0 || type !== 0) throw new EidError<CardErrorCode>('card.unsupported', { file: 'block list' });
  const listId = reader.take(asn1.octetString);
  const sectors = parseTlvs(reader.take(asn1.sequence)).map(({ tag, value }) => {
    if (tag !== asn1.sequence) throw new EidError<CardErrorCode>('card.malformed', { file: 'block list' });
    const sector = new TlvReader(value);
    const sectorId = sector.take(asn1.octetString);
    const identifiers = parseTlvs(sector.take(asn1.sequence)).map(({ tag: kind, value: identifier }) => {
      if (kind !== asn1.octetString) throw new EidError<CardErrorCode>('card.malformed', { file: 'block list' });
      return identifier;
    });
    sector.end();
    return { sectorId, identifiers };
  });
  reader.end();
  return { listId, sectors };
}
