// EF.ATR/INFO: what a reader may expect of the card before it asks. ISO 7816-4 12.1.1, 12.2.2 and 12.7.1.
import { type Bytes, concat, fromUnsigned, hex } from '../bytes/index.ts';
import { asn1, tlv } from '../tlv/index.ts';

/**
 * Card service data: applications by their full name, EF.DIR and EF.ATR/INFO there and read by READ BINARY, a master file. Card capabilities: files by short
 * id; units of one octet; chaining, extended lengths, and that they are told here. Then the longest command and response, in octets.
 */
export function encodeInformation(lengths: { readonly command: number; readonly response: number }): Bytes {
  const length = (octets: number) => tlv(asn1.integer, fromUnsigned(BigInt(octets), 2));
  return concat(tlv(0x43, hex`B8`), tlv(0x47, hex`84 01 E0`), tlv(0x7f66, length(lengths.command), length(lengths.response)));
}
