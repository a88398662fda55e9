// The terminal's side of restricted identification: TR-03110-2 3.5, TR-03110-3 B.4.
import type { CommandApdu, Protocol } from '../../apdu/index.ts';
import { type Bytes, bytes } from '../../bytes/index.ts';
import { EidError, isEidError } from '../../error/index.ts';
import { parseTlv, tlv } from '../../tlv/index.ts';
import { encodeKeySelection, generalAuthenticate, type KeySelection, parseDynamicData } from '../key-agreement/index.ts';
import { type RiErrorCode, type SectorIdentifiers, sectorTags } from './messages.ts';

/**
 * The card's identifiers in the sectors of the terminal, by one of its keys. Runs inside the channel of chip authentication.
 * Throws `ri.refused` or `ri.malformed`.
 *
 * @param sectorKeys one or two objects 7F49, in the order of their hashes in the terminal's certificate
 */
export function* identify(selection: KeySelection, [first, second]: readonly Bytes[]): Protocol<SectorIdentifiers> {
  const sectorKeys = { ...(first && { first }), ...(second && { second }) };
  for (const command of encodeIdentification(selection, sectorKeys)) {
    const { data, status } = yield command;
    if (status !== 0x9000) throw new EidError<RiErrorCode>('ri.refused', { status: status.toString(16).toUpperCase() });
    if (command.ins === 0x86) return parseIdentification(data, Object.keys(sectorKeys).length);
  }
  throw malformed();
}

/** MSE:Set AT, and GENERAL AUTHENTICATE with sector keys (objects 7F49) in their places, in extended length: a sector key is longer than a short command. */
export function encodeIdentification(
  selection: KeySelection,
  { first, second }: { readonly first?: Bytes; readonly second?: Bytes },
): readonly [CommandApdu, CommandApdu] {
  const objects = [first, second].flatMap((key, i) =>
    key === undefined ? [] : [tlv((sectorTags[i] ?? sectorTags[1]).key, parseTlv(key, 0x7f49).value)],
  );
  return [encodeKeySelection(selection), generalAuthenticate(objects, 'last')];
}

/**
 * The identifier in the answer to one sector key; else `ri.malformed`. As one key was asked, nothing hangs on which of the two tags it has: AusweisApp's
 * simulator knows the first only.
 */
export function parseIdentifier(data: Uint8Array): Bytes {
  const [identifier, ...others] = sectorObjects(data);
  if (identifier === undefined || others.length > 0 || identifier.value.length < 32) throw malformed();
  return bytes(identifier.value);
}

/** The identifiers of the answer's data, exactly as many as sector keys were sent; else `ri.malformed`. */
function parseIdentification(data: Uint8Array, count: number): SectorIdentifiers {
  const objects = sectorObjects(data);
  const inOrder = objects.length === count && objects.every(({ tag }, i) => tag === sectorTags[i]?.identifier);
  const [first, second] = objects.map(({ value }) => bytes(value));
  if (!inOrder || first === undefined) throw malformed();
  return second === undefined ? { first } : { first, second };
}

/** The objects of an answer, all of them identifiers. */
function sectorObjects(data: Uint8Array): ReturnType<typeof parseDynamicData> {
  try {
    const objects = parseDynamicData(data);
    if (objects.some(({ tag }) => sectorTags.every(({ identifier }) => tag !== identifier))) throw malformed();
    return objects;
  } catch (error) {
    throw isEidError(error) ? malformed() : error;
  }
}

function malformed(): EidError<RiErrorCode> {
  return new EidError<RiErrorCode>('ri.malformed');
}
