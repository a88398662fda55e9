// SELECT: the master file, an application, an elementary file. ISO 7816-4 11.2; file control information only when asked for.
import { type Bytes, equal, fromUnsigned, hex, toUnsigned } from '../../bytes/index.ts';
import { applicationIdentifiers } from '../../card/index.ts';
import { tlv } from '../../tlv/index.ts';
import { type ApplicationName, applicationOf, fileById } from '../files.ts';
import { statusWord } from '../status-words.ts';
import { answer, type Chip, type Handler, type Outcome, refuse } from './handler.ts';

const masterFileId = hex`3F 00`;

/** P1 says how the file is named, P2 whether its control information is wanted (00) or nothing (0C). */
export const select: Handler = (chip, command) => {
  const { p1, p2 } = command;
  if (p2 !== 0x00 && p2 !== 0x0c) return refuse(chip, statusWord.wrongParameters);
  const name = command.data ?? new Uint8Array(0);
  const told = p2 === 0x0c ? nothing : control;
  if (p1 === 0x04) return selectApplication(chip, applicationOf(chip.card, name), told);
  if (p1 === 0x00 && (name.length === 0 || equal(name, masterFileId))) return selectApplication(chip, 'masterFile', told);
  if (p1 === 0x00 || p1 === 0x02) return selectFile(chip, name, told);
  return refuse(chip, statusWord.wrongParameters);
};

type Control = (...objects: readonly Bytes[]) => Bytes;
const nothing: Control = () => new Uint8Array(0);
const control: Control = (...objects) => tlv(0x6f, ...objects);

function selectApplication(chip: Chip, application: ApplicationName | undefined, told: Control): Outcome {
  if (application === undefined) return refuse(chip, statusWord.fileNotFound);
  const { file: _, ...rest } = chip.session;
  return answer({ ...rest, application }, told(tlv(0x84, applicationIdentifiers[application])));
}

function selectFile(chip: Chip, name: Bytes, told: Control): Outcome {
  if (name.length !== 2) return refuse(chip, statusWord.wrongData);
  const file = fileById(chip.session.application, Number(toUnsigned(name)));
  const content = file?.content(chip.card);
  if (file === undefined || content === undefined) return refuse(chip, statusWord.fileNotFound);
  const size = fromUnsigned(BigInt(content.length), 2);
  const objects = [tlv(0x80, size), tlv(0x82, hex`01`), tlv(0x83, name), tlv(0x88, Uint8Array.of(file.shortFileId << 3))];
  return answer({ ...chip.session, file: file.fileId }, told(...objects));
}
