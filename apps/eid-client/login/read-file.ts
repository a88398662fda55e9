// Reading whole files of the card by short file identifier: ISO 7816-4 11.3.3, TR-03110-3 A.1.2.
import type { CommandApdu, Protocol } from '../../../lib/apdu/index.ts';
import { type Bytes, bytes, concat } from '../../../lib/bytes/index.ts';
import { masterFiles } from '../../../lib/card/index.ts';

const asn1Set = 0x31;
const wrongLength = 0x6700;

/** EF.CardAccess as octets; `undefined` when the card has none, or something else in its place: then it is no eID card. */
export function* readCardAccess(): Protocol<Bytes | undefined> {
  const file = yield* readFile(masterFiles.cardAccess.shortFileId);
  return file?.[0] === asn1Set ? file : undefined;
}

/** EF.CardSecurity as octets, `undefined` when it may not be read. Only inside a channel with an authenticated terminal. */
export function readCardSecurity(): Protocol<Bytes | undefined> {
  return readFile(masterFiles.cardSecurity.shortFileId);
}

/**
 * One data object from the beginning of a file: in one command where card and reader speak extended length, else in pieces.
 * `undefined` when the card refuses or the file holds no complete object.
 */
export function* readFile(shortFileId: number): Protocol<Bytes | undefined> {
  let file: Bytes = new Uint8Array(0);
  let whole: number | undefined;
  let extended = true;
  do {
    const answer = yield readBinary(shortFileId, file.length, extended);
    if (answer.status === wrongLength && extended) {
      extended = false;
      continue;
    }
    if (answer.data.length === 0) return undefined;
    file = concat(file, answer.data);
    whole ??= objectSize(file);
    if (whole === undefined) return undefined;
  } while (whole === undefined || file.length < whole);
  return bytes(file.subarray(0, whole));
}

function readBinary(shortFileId: number, offset: number, extended: boolean): CommandApdu {
  const place = offset === 0 ? { p1: 0x80 | shortFileId, p2: 0 } : { p1: offset >> 8, p2: offset & 0xff };
  return { cla: 0, ins: 0xb0, ...place, expected: extended ? 65536 : 256, ...(extended && { extended }) };
}

/** Octets of the data object that begins here, header included; `undefined` when the header is none of DER's. */
function objectSize(file: Bytes): number | undefined {
  const [, length, first, second] = file;
  if (length === undefined) return undefined;
  if (length < 0x80) return 2 + length;
  if (length === 0x81 && first !== undefined) return 3 + first;
  if (length === 0x82 && first !== undefined && second !== undefined) return 4 + first * 256 + second;
  return undefined;
}
