// The data groups of the eID application: number → file, tag, right, content. TR-03110-4 2.2 and E.
import type { Bytes } from '../bytes/index.ts';
import type { AuthenticationRight } from '../cvc/index.ts';
import { parseTlv, tlv } from '../tlv/index.ts';
import { type Content, date, digits, ia5, octets, permitText, place, printable, text } from './contents.ts';

/** One data group: where it lies, who may touch it, and its value both ways. */
export interface DataGroup<T> {
  readonly number: number;
  readonly fileId: number;
  readonly shortFileId: number;
  readonly tag: number;
  readonly readRight: AuthenticationRight;
  /** Absent where no terminal may write. */
  readonly writeRight?: AuthenticationRight;
  /** The whole file. */
  readonly encode: (value: T) => Bytes;
  /** The value of a whole file; `undefined` for one that is there but empty. Throws `card.malformed` or a code of lib/tlv. */
  readonly decode: (file: Uint8Array) => T | undefined;
}

/** A data group by its number; file, tag and right follow from it. */
export function dataGroup<T>(number: number, content: Content<T>, writable = false): DataGroup<T> {
  const tag = 0x60 + number;
  return {
    number,
    fileId: 0x0100 + number,
    shortFileId: number,
    tag,
    readRight: `readDg${number}` as AuthenticationRight,
    ...(writable ? { writeRight: `writeDg${number}` as AuthenticationRight } : {}),
    encode: (value) => tlv(tag, content.encode(value)),
    decode: (file) => {
      const { value } = parseTlv(file, tag);
      return value.length === 0 ? undefined : content.decode(value);
    },
  };
}

/** The data groups whose meaning TR-03110 fixes. A card profile picks from them and adds its own in the free slots. */
export const standardDataGroups = {
  documentType: dataGroup(1, printable(/^[A-Z]{1,2}$/)),
  issuingState: dataGroup(2, printable(/^[A-Z]{1,3}$/)),
  dateOfExpiry: dataGroup(3, date),
  givenNames: dataGroup(4, text),
  familyNames: dataGroup(5, text),
  artisticName: dataGroup(6, text),
  academicTitle: dataGroup(7, text),
  dateOfBirth: dataGroup(8, date),
  placeOfBirth: dataGroup(9, place),
  nationality: dataGroup(10, printable(/^[A-Z]{1,3}$/)),
  sex: dataGroup(11, printable(/^[MF ]$/)),
  birthName: dataGroup(13, text),
  writtenSignature: dataGroup(14, octets),
  dateOfIssuance: dataGroup(15, date),
  placeOfResidence: dataGroup(17, place, true),
  communityId: dataGroup(18, digits, true),
  residencePermit1: dataGroup(19, permitText, true),
  residencePermit2: dataGroup(20, permitText, true),
  phoneNumber: dataGroup(21, printable(/^[+\d ()/-]*$/), true),
  emailAddress: dataGroup(22, ia5, true),
} as const;
