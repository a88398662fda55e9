// The card check: reader, card and electronic identification, looked at in this order; one result, one next step. What the EESZT does not need is
// named and left at that.
import type { Card, Reader, Readers } from '../../../io/reader/index.ts';
import { run } from '../../../lib/apdu/index.ts';
import { applicationIdentifiers, listsApplication, masterFiles, parseDirectory } from '../../../lib/card/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import { type ErrorCode, errorCode } from '../../../lib/phrases/index.ts';
import { readFile } from '../login/index.ts';
import { type CardReport, examineCard, type PinState } from './card-report.ts';

export interface CardCheck {
  readonly reader?: Pick<Reader, 'name' | 'kind' | 'pinPad'>;
  readonly card?: CardReport;
  /** Whether the card lists the application; absent where it keeps that to itself. */
  readonly signature?: boolean;
  readonly passport?: boolean;
  /** What stands in the way of a sign-in; none when nothing does. */
  readonly finding?: ErrorCode;
}

const findings: Partial<Record<PinState, ErrorCode>> = {
  'not-activated': 'pin.not-activated',
  suspended: 'pin.suspended',
  blocked: 'pin.blocked',
};

/** Looks at the first reader with a card among these, else at the first. Spends no try; never throws. */
export async function checkCard(readers: Pick<Readers, 'list'>): Promise<CardCheck> {
  const all = readers.list();
  const reader = all.find(({ presence }) => presence === 'present') ?? all.find(({ presence }) => presence === 'in-use') ?? all[0];
  if (reader === undefined) return { finding: 'reader.none' };
  let found: Omit<CardCheck, 'reader'>;
  try {
    await using card = await reader.connect();
    found = await lookAt(card);
  } catch (thrown) {
    found = { finding: errorCode(isEidError(thrown) ? thrown.code : undefined) };
  }
  // Only now: a reader says what it can do when a card was taken in it.
  const { name, kind, pinPad } = reader;
  return { reader: { name, kind, pinPad }, ...found };
}

async function lookAt(card: Card): Promise<Omit<CardCheck, 'reader'>> {
  const report = await examineCard(card);
  if (report.kind === 'other') return { card: report, finding: 'card.not-eid' };
  const finding = findings[report.pin?.state ?? 'unknown'] ?? (report.generation === undefined ? 'card.unknown' : undefined);
  return { card: report, ...(await otherApplications(card)), ...(finding && { finding }) };
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
