// GENERAL AUTHENTICATE and its dynamic authentication data 7C: ISO 7816-4, TR-03110-3 B.1.2 and B.3.2.
import type { CommandApdu } from '../../apdu/index.ts';
import type { Bytes } from '../../bytes/index.ts';
import { parseTlv, parseTlvs, type Tlv, tlv } from '../../tlv/index.ts';

/** The command with these objects in 7C; every one but the last of a protocol is chained. */
export function generalAuthenticate(objects: readonly Bytes[], position: 'chained' | 'last'): CommandApdu {
  const cla = position === 'chained' ? 0x10 : 0x00;
  const data = wrapDynamicData(objects);
  return { cla, ins: 0x86, p1: 0, p2: 0, data, expected: 256 };
}

export function wrapDynamicData(objects: readonly Bytes[]): Bytes {
  return tlv(0x7c, ...objects);
}

/** The objects of 7C, in order; a code of lib/tlv for anything else. */
export function parseDynamicData(data: Uint8Array): readonly Tlv[] {
  return parseTlvs(parseTlv(data, 0x7c).value);
}
