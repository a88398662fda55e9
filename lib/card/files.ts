// The files of the card that the protocol names: TR-03110-4 2.1 and TR-03110-3 A.1.2.
import { type Bytes, hex } from '../bytes/index.ts';

interface ElementaryFile {
  readonly fileId: number;
  readonly shortFileId: number;
}

/** Elementary files of the master file. */
export const masterFiles = {
  cardAccess: { fileId: 0x011c, shortFileId: 0x1c },
  cardSecurity: { fileId: 0x011d, shortFileId: 0x1d },
  chipSecurity: { fileId: 0x011b, shortFileId: 0x1b },
  directory: { fileId: 0x2f00, shortFileId: 0x1e },
  information: { fileId: 0x2f01, shortFileId: 0x01 },
} as const satisfies Record<string, ElementaryFile>;

/** Application identifiers. */
export const applicationIdentifiers = {
  masterFile: hex`A0 00 00 02 47 10 03`,
  eId: hex`E8 07 04 00 7F 00 07 03 02`,
  /** Travel documents: ICAO 9303-10 3.2. */
  ePassport: hex`A0 00 00 02 47 10 01`,
  eSign: hex`A0 00 00 01 67 45 53 49 47 4E`,
} as const satisfies Record<string, Bytes>;
