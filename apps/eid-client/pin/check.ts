// The card check: reader, card and electronic identification, looked at in this order; one result, one next step. What the EESZT does not need is
// named and left at that.
import type { Card, Reader, Readers } from '../../../io/reader/index.ts';
import { run } from '../../../lib/apdu/index.ts';
import { applicationIdentifiers, listsApplication, masterFiles, parseDirectory } from '../../../lib/card/index.ts';
import type { CauseCode } from '../../../lib/diagnosis/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import { knownReader } from '../../../lib/readers/index.ts';
import { readFile } from '../login/index.ts';
import { type CardReport, examineCard, type PinState } from './card-report.ts';

export interface CardCheck {
  readonly reader?: Pick<Reader, 'name' | 'kind' | 'pinPad'> & { readonly known: boolean };
  readonly card?: CardReport;
  /** Whether the card lists the application; absent where it keeps that to itself. */
  readonly signature?: boolean;
  readonly passport?: boolean;
  /** Whether commands and answers of more than 256 octets pass through the reader; absent where that could not be tried. */
  readonly longCommands?: boolean;
  /** Last day of the certificate that vouched for the card of the last sign-in: no card shows it to whoever has no permission of an authority. */
  readonly document?: { readonly until: string; readonly over: boolean };
  /** What stands in the way of a sign-in; none when nothing does. */
  readonly finding?: CauseCode;
}

const findings: Partial<Record<PinState, CauseCode>> = {
  'not-activated': 'pin.not-activated',
  suspended: 'pin.suspended',
  blocked: 'pin.blocked',
};

/** Looks at the first reader with a card among these, else at the first. Spends no try; never throws. */
export async function checkCard(readers: Pick<Readers, 'list'>): Promise<CardCheck> {
  const all = readers.list();
  const reader = all.find(({ presence }) => presence === 'present') ?? all.find(({ presence }) => presence === 'in-use') ?? all[0];
  if (reader === undefined) return { finding: 'reader.none' };
  const found = await lookInto(reader);
  // Only now: a reader says what it can do when a card was taken in it.
  const { name, kind, pinPad } = reader;
  return { reader: { name, kind, pinPad, known: knownReader(name) !== undefined }, ...found };
}

async function lookInto(reader: Reader): Promise<Omit<CardCheck, 'reader'>> {
  try {
    await using card = await reader.connect();
    return await lookAt(card);
  } catch (thrown) {
    const finding = findingOf(thrown);
    // A reader that drops a long command looks like a card that went away; but the card answers a short one.
    const isStuck = finding === 'card.removed' && (await answersShort(reader));
    return isStuck ? { finding: 'reader.extended-length', longCommands: false } : { finding };
  }
}

async function lookAt(card: Card): Promise<Omit<CardCheck, 'reader'>> {
  const report = await examineCard(card);
  if (report.kind === 'other') return { card: report, finding: 'card.not-eid' };
  const longCommands = (await card.transmit({ ...readDirectory, expected: 65_536, extended: true })).status !== wrongLength;
  const finding = longCommands
    ? (findings[report.pin?.state ?? 'unknown'] ?? (report.generation === undefined ? 'card.unknown' : undefined))
    : 'reader.extended-length';
  return { card: report, ...(await otherApplications(card)), longCommands, ...(finding && { finding }) };
}

const readDirectory = { cla: 0, ins: 0xb0, p1: 0x80 | masterFiles.directory.shortFileId, p2: 0, expected: 256 };
const wrongLength = 0x6700;

async function answersShort(reader: Reader): Promise<boolean> {
  try {
    await using card = await reader.connect();
    await card.transmit(readDirectory);
    return true;
  } catch {
    return false;
  }
}

const ofReader = ['card.none', 'card.in-use', 'card.removed'] as const satisfies readonly CauseCode[];

/** What a card or its reader has thrown: codes of the reader mean themselves, those of the parsers a card that breaks the standard. */
function findingOf(thrown: unknown): CauseCode {
  return ofReader.find((code) => isEidError(thrown, code)) ?? 'card.damaged';
}

async function otherApplications({ transmit }: Card): Promise<Pick<CardCheck, 'signature' | 'passport'>> {
  const directory = await run(readFile(masterFiles.directory.shortFileId), transmit);
  if (directory === undefined) return {};
  try {
    const applications = parseDirectory(directory);
    return {
      signature: listsApplication(applications, applicationIdentifiers.eSign),
      passport: listsApplication(applications, applicationIdentifiers.ePassport),
    };
  } catch {
    return {};
  }
}
