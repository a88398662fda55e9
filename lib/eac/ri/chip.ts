// The chip's side of restricted identification: TR-03110-2 3.5, TR-03110-3 A.5 and B.4.
import { type CommandApdu, type ResponseApdu, status } from '../../apdu/index.ts';
import { type Bytes, equal } from '../../bytes/index.ts';
import type { Cryptography, CurveName, HashName } from '../../crypto/index.ts';
import { isEidError } from '../../error/index.ts';
import { type Tlv, tlv } from '../../tlv/index.ts';
import { parseDynamicData, wrapDynamicData } from '../key-agreement/index.ts';
import { sectorTags } from './messages.ts';
import { identifierFor, parseSectorKey, sectorKeyHash } from './sector-key.ts';

/**
 * Answers GENERAL AUTHENTICATE with the identifiers for the sector keys it carries. Each key's hash must stand in the terminal's certificate,
 * first for A0, second for A2. Anything else is 6A80. Who may use the key the caller has checked.
 */
export function identifyForSectors(
  key: { readonly protocol: string; readonly curve: CurveName; readonly secret: Bytes },
  terminal: { readonly sectorHashes: readonly Bytes[]; readonly hash: HashName },
  command: CommandApdu,
  cryptography: Cryptography,
): ResponseApdu {
  try {
    const objects = parseDynamicData(command.data ?? new Uint8Array(0));
    const identifiers = objects.map((object) => identifierObject(object, key, terminal, cryptography));
    const ordered = objects.every(({ tag }, i) => i === 0 || tag > (objects[i - 1] as Tlv).tag);
    if (identifiers.length === 0 || !ordered || identifiers.includes(undefined)) return status(0x6a80);
    return { data: wrapDynamicData(identifiers as readonly Bytes[]), status: 0x9000 };
  } catch (error) {
    if (isEidError(error)) return status(0x6a80);
    throw error;
  }
}

function identifierObject(
  object: Tlv,
  key: { readonly protocol: string; readonly curve: CurveName; readonly secret: Bytes },
  { sectorHashes, hash }: { readonly sectorHashes: readonly Bytes[]; readonly hash: HashName },
  cryptography: Cryptography,
): Bytes | undefined {
  const position = sectorTags.findIndex((tags) => tags.key === object.tag);
  const [tags, expected] = [sectorTags[position], sectorHashes[position]];
  const encoded = tlv(0x7f49, object.value);
  if (tags === undefined || expected === undefined || !equal(sectorKeyHash(encoded, hash, cryptography), expected)) return undefined;
  const sector = parseSectorKey(encoded);
  if (sector.curve !== key.curve || sector.protocol !== key.protocol) return undefined;
  return tlv(tags.identifier, identifierFor(key, key.secret, sector.point, cryptography));
}
