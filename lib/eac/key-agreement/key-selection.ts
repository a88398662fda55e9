// MSE:Set AT for a key of the chip: chip authentication and restricted identification share it. TR-03110-3 B.14.1.
import type { CommandApdu } from '../../apdu/index.ts';
import { type Bytes, concat, fromUnsigned, toUnsigned } from '../../bytes/index.ts';
import { oidContent, parseOid, TlvReader, tlv } from '../../tlv/index.ts';

export interface KeySelection {
  /** Dotted object identifier; it says which of the two protocols follows. */
  readonly protocol: string;
  /** Private key reference; may be absent where the chip has one key for the protocol. */
  readonly keyId?: number;
}

export function encodeKeySelection({ protocol, keyId }: KeySelection): CommandApdu {
  const reference =
    keyId === undefined ? [] : [tlv(0x84, fromUnsigned(BigInt(keyId), Math.max(1, Math.ceil(keyId.toString(16).length / 2))))];
  return { cla: 0x00, ins: 0x22, p1: 0x41, p2: 0xa4, data: concat(tlv(0x80, oidContent(protocol)), ...reference) };
}

/** The data of MSE:Set AT; a code of lib/tlv for anything else. */
export function parseKeySelection(data: Bytes): KeySelection {
  const reader = new TlvReader(data);
  const protocol = parseOid(reader.take(0x80));
  const reference = reader.maybe(0x84);
  reader.end();
  return reference === undefined ? { protocol } : { protocol, keyId: Number(toUnsigned(reference)) };
}
