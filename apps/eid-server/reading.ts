// What is asked of the card behind the secure channel, as a table: each row is a command, the status words it may give, and what is learned.
import type { CommandApdu, ResponseApdu } from '../../lib/apdu/index.ts';
import { type Bytes, hex } from '../../lib/bytes/index.ts';
import { type AuxiliaryItem, applicationIdentifiers, auxiliaryIdentifiers, dataGroups } from '../../lib/card/index.ts';
import { type Chat, parseChat } from '../../lib/cvc/index.ts';
import type { KeySelection } from '../../lib/eac/key-agreement/index.ts';
import { encodeIdentification, parseIdentifier } from '../../lib/eac/ri/index.ts';
import type { OperationName } from '../../lib/eid-service/index.ts';
import { oid, parseTlv, tlv } from '../../lib/tlv/index.ts';
import type { Terminal } from './relying-party.ts';
import { dataGroupOf, permits } from './rights.ts';
import type { Asked, Identification } from './session/progress.ts';

/** `reading.malformed`: an answer of the card that was accepted is not what it should be. */
export type ReadingErrorCode = 'reading.malformed';

/** What one card told. Files are whole and still encoded; `missing` are those that it does not have. */
export interface Findings {
  valid?: boolean;
  fulfilsAge?: boolean;
  fulfilsPlace?: boolean;
  blockingIdentifier?: Bytes;
  pseudonym?: Bytes;
  /** By the sector before, while the provider moves. */
  previousPseudonym?: Bytes;
  readonly files: Partial<Record<OperationName, Bytes>>;
  readonly missing: Set<OperationName>;
}

/** One command; `learn` is told the answer, whose status is one of those acceptable. */
export interface Question {
  readonly command: CommandApdu;
  readonly acceptable: readonly number[];
  readonly learn?: (response: ResponseApdu, findings: Findings) => void;
}

/**
 * The questions for one card, in order: validity and blocking identifier always, age, place, pseudonym and data groups as far as they were asked
 * for and the holder confirmed them.
 */
export function questions(asked: Asked, chatObject: Bytes, identification: Identification, { sectorKeys }: Terminal): readonly Question[] {
  const chat = parseChat(chatObject);
  const wanted = confirmed(asked, chat);
  const { previous } = sectorKeys;
  const pseudonym = wanted.includes('restrictedId') ? identification.pseudonym : undefined;
  return [
    { command: { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x0c, data: applicationIdentifiers.eId }, acceptable: [0x9000] },
    comparison('dateOfExpiry', 'valid'),
    ...(wanted.includes('ageVerification') ? [comparison('dateOfBirth', 'fulfilsAge')] : []),
    ...(wanted.includes('placeVerification') ? [comparison('communityId', 'fulfilsPlace')] : []),
    ...identifier(identification.blocking, { [previous === undefined ? 'second' : 'first']: sectorKeys.blocking }, 'blockingIdentifier'),
    ...(pseudonym === undefined ? [] : identifier(pseudonym, { first: sectorKeys.pseudonym }, 'pseudonym')),
    ...(pseudonym === undefined || previous === undefined ? [] : identifier(pseudonym, { second: previous }, 'previousPseudonym')),
    ...wanted.flatMap(file),
  ];
}

/** The operations that were asked for and confirmed. */
export function confirmed({ required, allowed }: Asked, chat: Chat): readonly OperationName[] {
  return [...required, ...allowed].filter((operation) => permits(chat, operation));
}

/** VERIFY of auxiliary data: the chip compares with its own, and says yes or no. TR-03110-3 B.6 */
function comparison(item: AuxiliaryItem, finding: 'valid' | 'fulfilsAge' | 'fulfilsPlace'): Question {
  return {
    command: { cla: 0x80, ins: 0x20, p1: 0x80, p2: 0x00, data: oid(auxiliaryIdentifiers[item]) },
    acceptable: [0x9000, 0x6300],
    learn: ({ status }, findings) => {
      findings[finding] = status === 0x9000;
    },
  };
}

/** The identifier in one sector of the certificate. One key is asked at a time. */
function identifier(
  selection: KeySelection,
  sectorKeys: Parameters<typeof encodeIdentification>[1],
  finding: 'blockingIdentifier' | 'pseudonym' | 'previousPseudonym',
): readonly Question[] {
  const [select, authenticate] = encodeIdentification(selection, sectorKeys);
  return [
    { command: select, acceptable: [0x9000] },
    {
      command: authenticate,
      acceptable: [0x9000],
      learn: ({ data }, findings) => {
        findings[finding] = parseIdentifier(data);
      },
    },
  ];
}

/** READ BINARY by short file identifier, the whole file at once. */
function file(operation: OperationName): readonly Question[] {
  const name = dataGroupOf(operation);
  if (name === undefined) return [];
  const { shortFileId, tag } = dataGroups[name];
  return [
    {
      command: { cla: 0x00, ins: 0xb0, p1: 0x80 + shortFileId, p2: 0x00, expected: 65536, extended: true },
      acceptable: [0x9000, 0x6282, 0x6a82],
      learn: ({ data, status }, findings) => {
        if (status === 0x6a82) findings.missing.add(operation);
        else findings.files[operation] = tlv(tag, parseTlv(data, tag).value);
      },
    },
  ];
}

/** A status word as octets. */
export function statusOctets(status: number): Bytes {
  return status === 0x9000 ? hex`9000` : Uint8Array.of(status >> 8, status & 0xff);
}
