// The chip's files: which there are, who may read and write them. TR-03110-2 3.1, TR-03110-4 2.2 (file ids, short ids, access).
import { type Bytes, equal } from '../bytes/index.ts';
import { applicationIdentifiers, type DataGroup, encodeInformation, masterFiles, profiles } from '../card/index.ts';
import type { AuthenticationRight } from '../cvc/index.ts';
import type { Card } from './card.ts';
import { hasEffectiveRight, isPrivileged, isTerminalAuthenticated, type Session } from './session.ts';

/** The applications of our cards. A travel document they are not: that is a chip application of its own, and no part of signing in. */
const applications = ['masterFile', 'eId', 'eSign'] as const satisfies readonly (keyof typeof applicationIdentifiers)[];

export type ApplicationName = (typeof applications)[number];

/** The application of this identifier, where the card has it. */
export function applicationOf(card: Card, identifier: Uint8Array): ApplicationName | undefined {
  const found = applications.find((name) => equal(applicationIdentifiers[name], identifier));
  return found === 'eSign' && card.signatureCertificate === undefined ? undefined : found;
}

/** An elementary file: where it is, who may read it, who may write it and what writing does. */
export interface ElementaryFile {
  /** As people call it: EF.CardAccess, DG4. */
  readonly name: string;
  readonly application: ApplicationName;
  readonly fileId: number;
  readonly shortFileId: number;
  /** The octets; `undefined` when this card has no such file. */
  content(card: Card): Bytes | undefined;
  mayRead(session: Session): boolean;
  mayWrite(session: Session, card: Card): boolean;
  replace(card: Card, content: Bytes): Card;
}

/** What READ BINARY gives and the longest chain takes fit into both. */
const information = encodeInformation({ command: 0x1000, response: 0x1000 });

type MasterFile = Pick<ElementaryFile, 'name' | 'mayRead' | 'content'>;

const masterFileRows: Readonly<Record<keyof typeof masterFiles, MasterFile>> = {
  cardAccess: { name: 'EF.CardAccess', mayRead: () => true, content: ({ masterFile }) => masterFile.cardAccess },
  cardSecurity: { name: 'EF.CardSecurity', mayRead: isTerminalAuthenticated, content: ({ masterFile }) => masterFile.cardSecurity },
  chipSecurity: { name: 'EF.ChipSecurity', mayRead: isPrivileged, content: ({ masterFile }) => masterFile.chipSecurity },
  directory: { name: 'EF.DIR', mayRead: () => true, content: ({ masterFile }) => masterFile.directory },
  information: { name: 'EF.ATR/INFO', mayRead: () => true, content: () => information },
};

const files: readonly ElementaryFile[] = [
  ...(Object.keys(masterFiles) as (keyof typeof masterFiles)[]).map(masterFile),
  ...Array.from({ length: 22 }, (_, i) => dataGroupFile(i + 1)),
  // All that our cards have of the eSign function: signing is no part of signing in.
  {
    name: 'EF.C.CH.DS',
    application: 'eSign',
    fileId: 0xc000,
    shortFileId: 0x01,
    content: (card) => card.signatureCertificate,
    mayRead: isTerminalAuthenticated,
    mayWrite: () => false,
    replace: (card) => card,
  },
];

export function fileById(application: ApplicationName, fileId: number): ElementaryFile | undefined {
  return files.find((file) => file.application === application && file.fileId === fileId);
}

export function fileByShortId(application: ApplicationName, shortFileId: number): ElementaryFile | undefined {
  return files.find((file) => file.application === application && file.shortFileId === shortFileId);
}

function masterFile(name: keyof typeof masterFiles): ElementaryFile {
  return {
    ...masterFileRows[name],
    application: 'masterFile',
    ...masterFiles[name],
    mayWrite: () => false,
    replace: (card) => card,
  };
}

/** Data group n: file id 01nn, short id n, one right for reading; the profile says whether there is one for writing. */
function dataGroupFile(number: number): ElementaryFile {
  return {
    name: `DG${number}`,
    application: 'eId',
    fileId: 0x0100 | number,
    shortFileId: number,
    content: (card) => card.dataGroups.get(number),
    mayRead: (session) => hasEffectiveRight(session, `readDg${number}` as AuthenticationRight),
    mayWrite: (session, card) => {
      const rows: readonly Pick<DataGroup<never>, 'number' | 'writeRight'>[] = Object.values(profiles[card.profile].dataGroups);
      const right = rows.find((row) => row.number === number)?.writeRight;
      return right !== undefined && hasEffectiveRight(session, right);
    },
    replace: (card, content) => ({ ...card, dataGroups: new Map(card.dataGroups).set(number, content) }),
  };
}
