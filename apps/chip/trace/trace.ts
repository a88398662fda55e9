// What a card was asked and what it said, for people: every command on the wire and as it is inside secure messaging, object by object. Codes and keys
// are masked; what is read from the card is not.
import type { CommandApdu, ResponseApdu } from '../../../lib/apdu/index.ts';
import { type Bytes, parseLatin1, parseUtf8, toHex, utf8 } from '../../../lib/bytes/index.ts';
import { profiles } from '../../../lib/card/index.ts';
import type { Card, Performed, Plain } from '../../../lib/chip/index.ts';
import { parseChatValue, rightsOf } from '../../../lib/cvc/index.ts';
import { isConstructed, parseOid, parseTlvs } from '../../../lib/tlv/index.ts';
import { commandParts, type ObjectName, type PartName, parts, passwords, secretInstructions } from './names.ts';

/** One command and its answer. */
export interface Exchange {
  readonly command: Bytes;
  /** Absent when the card gave none: it was pulled out, or lost its power. */
  readonly response?: Bytes;
  readonly performed?: Performed;
  readonly plain?: Plain;
  /** The card before and after: whose secrets are masked. */
  readonly cards: readonly Card[];
}

/** Lines for one exchange after another; it remembers what the last key selection was for. */
export function createTrace(): (exchange: Exchange) => string[] {
  let count = 0;
  let agreement: PartName = 'paceStep';
  return ({ command, response, performed, plain, cards }) => {
    count += 1;
    if (performed?.name === 'MSE:Set AT (PACE)') agreement = 'paceStep';
    if (performed?.name === 'MSE:Set AT (CA, RI)') agreement = 'keyStep';
    const { name = 'not understood', secured = false, file } = performed ?? {};
    const isCode = plain !== undefined && secretInstructions.has(plain.command.ins);
    const lines = [
      `#${count} ${name}${file === undefined ? '' : ` ${file}`}${secured ? ', secured' : ''}`,
      `  > ${!secured && (isCode || mayBeCode(command)) ? `${toHex(command.subarray(0, 4))} (masked)` : toHex(command)}`,
      `  < ${response === undefined ? 'no answer' : toHex(response)}`,
      ...(plain === undefined ? [] : decoded(plain.command, plain.response, partsOf(performed, agreement), isCode)),
    ];
    const secrets = cards.flatMap(secretsOf);
    return lines.map((line) => secrets.reduce((text, secret) => text.replaceAll(secret, '(masked)'), line));
  };
}

interface Parts {
  readonly command?: PartName | undefined;
  readonly response?: PartName | undefined;
}

function partsOf(performed: Performed | undefined, agreement: PartName): Parts {
  if (performed === undefined) return {};
  const { name, file, header } = performed;
  if (name === 'GENERAL AUTHENTICATE') return { command: agreement, response: agreement };
  if (name === 'READ BINARY' && header.slice(2, 4) === 'b1') return { command: 'odd', response: 'odd' };
  if (name === 'READ BINARY') return { response: file === 'EF.DIR' ? 'directory' : 'file' };
  if (name === 'UPDATE BINARY') return { command: 'file' };
  return commandParts[name] ?? {};
}

function decoded(command: CommandApdu, response: ResponseApdu, of: Parts, isCode: boolean): string[] {
  const { cla, ins, p1, p2, data, expected } = command;
  const header = [cla, ins, p1, p2].map((octet) => toHex(Uint8Array.of(octet))).join(' ');
  const shown = data === undefined ? [] : isCode ? [`      ${data.length} octets (masked)`] : objects(data, of.command, 3);
  return [
    `    command ${header}${expected === undefined ? '' : `, expects ${expected}`}`,
    ...shown,
    `    response ${response.status.toString(16)}`,
    ...objects(response.data, of.response, 3),
  ];
}

/** The objects of some data, or the octets where they are none. */
function objects(data: Uint8Array, part: PartName | undefined, depth: number): string[] {
  const indent = '  '.repeat(depth);
  if (data.length === 0) return [];
  const found = part === undefined ? undefined : parsed(data);
  if (part === undefined || found === undefined) return [`${indent}${toHex(data)}`];
  return found.flatMap(({ tag, value }) => {
    const { name, value: reads, inside = part } = named(tagText(tag), part);
    const label = `${indent}${tagText(tag)} ${name}`.trimEnd();
    if (value.length === 0) return [label];
    if (!isConstructed(tag)) return [`${label}: ${reads === undefined ? toHex(value) : readings[reads](value)}`];
    return [reads === undefined ? label : `${label}: ${readings[reads](value)}`, ...objects(value, inside, depth + 1)];
  });
}

const dataGroupNames = new Map<string, string>(
  Object.entries(profiles.hungarian.dataGroups).map(([name, { tag, number }]) => [tagText(tag), `DG${number} ${name}`]),
);

function named(tag: string, part: PartName): ObjectName {
  const group = part === 'file' ? dataGroupNames.get(tag) : undefined;
  return group === undefined ? (parts[part][tag] ?? parts.universal[tag] ?? { name: '' }) : { name: group };
}

function tagText(tag: number): string {
  const text = tag.toString(16).toUpperCase();
  return text.padStart(text.length + (text.length % 2), '0');
}

const readings: Readonly<Record<NonNullable<ObjectName['value']>, (value: Uint8Array) => string>> = {
  oid: (value) => parsedOid(value) ?? toHex(value),
  text: (value) => `"${parseUtf8(value) ?? parseLatin1(value)}"`,
  chat: rights,
  password: (value) => passwords[value[0] ?? 0] ?? toHex(value),
  date: (value) => `20${value[0]}${value[1]}-${value[2]}${value[3]}-${value[4]}${value[5]}`,
};

function parsed(data: Uint8Array): ReturnType<typeof parseTlvs> | undefined {
  try {
    return parseTlvs(data);
  } catch {
    return undefined;
  }
}

function parsedOid(value: Uint8Array): string | undefined {
  try {
    return parseOid(value);
  } catch {
    return undefined;
  }
}

function rights(value: Uint8Array): string {
  try {
    return rightsOf(parseChatValue(value)).join(', ') || 'no rights';
  } catch {
    return 'malformed';
  }
}

/** Instructions of codes are masked in commands that the card did not understand, too. */
function mayBeCode(command: Bytes): boolean {
  return secretInstructions.has(command[1] ?? 0);
}

/** Codes as digits and as the octets that spell them, and keys. Of a code that was changed the card before knew the old one. */
function secretsOf({ passwords: { pin, can, puk }, chipKeys, identityKeys }: Card): string[] {
  const codes = [pin.value, can, puk.value];
  return [...codes.flatMap((code) => [toHex(utf8(code)), code]), ...[...chipKeys, ...identityKeys].map(({ secret }) => toHex(secret))];
}
