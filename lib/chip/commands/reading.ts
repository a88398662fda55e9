// READ BINARY and UPDATE BINARY: ISO 7816-4 11.3. Offsets count octets from 0; the end of the file is told, never passed.
import { type CommandApdu, isExtended } from '../../apdu/index.ts';
import { type Bytes, bytes, concat, hex, toUnsigned } from '../../bytes/index.ts';
import { parseTlv, takeTlv, tlv } from '../../tlv/index.ts';
import { type ElementaryFile, fileById, fileByShortId } from '../files.ts';
import type { Session } from '../session.ts';
import { statusWord } from '../status-words.ts';
import { answer, type Chip, type Handler, type Keeping, type Outcome, refuse } from './handler.ts';

/** The most octets that a file grows to. */
const largestFile = 0x0800;

/** What a protected answer of a short command holds: 256 octets less padding, checksum and status. */
const largestShortAnswer = 223;

/** READ BINARY, even instruction: the file by short id with an offset of one octet, or the current file with an offset of 15 bits. */
export const readBinary: Handler = (chip, command) => {
  const target = address(chip.session, command.p1, command.p2);
  if (typeof target === 'number') return refuse(chip, target);
  return read(chip, target.file, (content) => {
    if (command.expected === undefined) return statusWord.wrongLength;
    if (target.offset > content.length || (target.offset === content.length && content.length > 0)) return statusWord.outsideFile;
    const wildcard = command.expected === 256 || command.expected === 65_536;
    const limit =
      isExtended(command) || chip.session.channel === undefined ? command.expected : Math.min(command.expected, largestShortAnswer);
    const part = bytes(content.subarray(target.offset, target.offset + limit));
    return { part, complete: wildcard || part.length === limit };
  });
};

/** READ BINARY, odd instruction: the offset in a data object 54 of up to four octets, the answer in 53; Ne counts the object. */
export const readBinaryOdd: Handler = (chip, command) => {
  const target = command.p1 === 0 && command.p2 <= 30 ? byShortIdOrCurrent(chip.session, command.p2) : statusWord.wrongParameters;
  if (typeof target === 'number') return refuse(chip, target);
  return read(chip, target, (content) => {
    if (command.expected === undefined) return statusWord.wrongLength;
    const { value } = parseTlv(command.data ?? new Uint8Array(0), 0x54);
    if (value.length === 0 || value.length > 4) return statusWord.wrongData;
    const offset = Number(toUnsigned(value));
    if (offset >= content.length) return statusWord.outsideFile;
    const limit = Math.min(command.expected, isExtended(command) ? largestFile : largestShortAnswer);
    const room = limit - (limit > 0x82 ? (limit > 0x102 ? 4 : 3) : 2);
    return { part: tlv(0x53, content.subarray(offset, offset + Math.max(room, 0))), complete: true };
  });
};

/** UPDATE BINARY: writes in place, and lets the file grow at its end; a whole data object from the beginning is the file from then on. The new content is kept before the card says so. */
export function* updateBinary(chip: Chip, command: CommandApdu): Keeping {
  const target = address(chip.session, command.p1, command.p2);
  if (typeof target === 'number') return refuse(chip, target);
  const { file, offset } = target;
  const content = file.content(chip.card);
  if (content === undefined) return refuse(chip, statusWord.fileNotFound);
  if (!file.mayWrite(chip.session, chip.card)) return refuse(chip, statusWord.securityNotSatisfied);
  const added = command.data ?? new Uint8Array(0);
  if (added.length === 0) return refuse(chip, statusWord.wrongLength);
  if (offset > content.length) return refuse(chip, statusWord.outsideFile);
  if (offset + added.length > largestFile) return refuse(chip, statusWord.fileFull);
  const behind = offset === 0 && isWholeObject(added) ? hex`` : content.subarray(offset + added.length);
  const replaced = concat(content.subarray(0, offset), added, behind);
  yield file.replace(chip.card, replaced);
  return answer({ ...chip.session, file: file.fileId });
}

function isWholeObject(octets: Uint8Array): boolean {
  try {
    return takeTlv(octets).rest.length === 0;
  } catch {
    return false;
  }
}

/** The file that a READ or UPDATE BINARY names, for the trace. */
export function namedFile(session: Session, { ins, p1, p2 }: CommandApdu): string | undefined {
  const found = ins % 2 === 1 ? byShortIdOrCurrent(session, p2 & 0x1f) : byShortIdOrCurrent(session, (p1 & 0x80) === 0 ? 0 : p1 & 0x1f);
  return typeof found === 'number' ? undefined : found.name;
}

type Part = { readonly part: Bytes; readonly complete: boolean };

function read(chip: Chip, file: ElementaryFile, take: (content: Bytes) => Part | number): Outcome {
  const content = file.content(chip.card);
  if (content === undefined) return refuse(chip, statusWord.fileNotFound);
  if (!file.mayRead(chip.session)) return refuse(chip, statusWord.securityNotSatisfied);
  const taken = take(content);
  if (typeof taken === 'number') return refuse(chip, taken);
  return answer({ ...chip.session, file: file.fileId }, taken.part, taken.complete ? statusWord.ok : statusWord.endOfFile);
}

/** The file and offset that P1-P2 name, or the status word that says why there is none. */
function address(session: Session, p1: number, p2: number): { readonly file: ElementaryFile; readonly offset: number } | number {
  if ((p1 & 0x80) !== 0 && (p1 & 0x60) !== 0) return statusWord.wrongParameters;
  const file = byShortIdOrCurrent(session, (p1 & 0x80) === 0 ? 0 : p1 & 0x1f);
  if (typeof file === 'number') return file;
  return { file, offset: (p1 & 0x80) === 0 ? (p1 << 8) | p2 : p2 };
}

function byShortIdOrCurrent(session: Session, shortId: number): ElementaryFile | number {
  if (shortId !== 0) return fileByShortId(session.application, shortId) ?? statusWord.fileNotFound;
  return (session.file === undefined ? undefined : fileById(session.application, session.file)) ?? statusWord.noCurrentFile;
}
