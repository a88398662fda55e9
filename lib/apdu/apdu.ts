// Command and response APDUs, short and extended: ISO 7816-4 5.1 (third edition).
import { type Bytes, bytes, concat } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';

export type ApduErrorCode = 'apdu.malformed';

/** A command APDU. `expected` is Ne: the most octets wanted back (256 for Le 00, 65536 for Le 0000); absent when none. */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data?: Bytes;
  readonly expected?: number;
  /** Extended lengths even where short ones would do. */
  readonly extended?: boolean;
}

/** A response APDU: data and the status word SW1‖SW2. */
export interface ResponseApdu {
  readonly data: Bytes;
  readonly status: number;
}

/** The octets of a command: extended lengths when asked for, or when data exceed 255 or Ne exceeds 256. */
export function encodeCommand(command: CommandApdu): Bytes {
  const { cla, ins, p1, p2, expected } = command;
  const data = command.data ?? new Uint8Array(0);
  const header = Uint8Array.of(cla, ins, p1, p2);
  const extended = isExtended(command);
  const lengths = extended ? [0, data.length >> 8, data.length & 0xff] : [data.length];
  const body = data.length > 0 ? concat(Uint8Array.from(lengths), data) : new Uint8Array(0);
  if (expected === undefined) return concat(header, body);
  const le = extended ? [...(data.length > 0 ? [] : [0]), (expected >> 8) & 0xff, expected & 0xff] : [expected & 0xff];
  return concat(header, body, Uint8Array.from(le));
}

/** Whether the command is written with extended lengths. */
export function isExtended(command: CommandApdu): boolean {
  return command.extended === true || (command.data?.length ?? 0) > 255 || (command.expected ?? 0) > 256;
}

/** A command from its octets, all seven cases; `apdu.malformed` for anything else. */
export function parseCommand(octets: Uint8Array): CommandApdu {
  const [cla, ins, p1, p2] = octets;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) throw malformed();
  const header = { cla, ins, p1, p2 };
  const body = bytes(octets.subarray(4));
  if (body.length === 0) return header;
  const first = body[0] as number;
  if (body.length === 1) return { ...header, expected: first || 256 };
  if (first !== 0) {
    const data = bytes(body.subarray(1, 1 + first));
    if (data.length !== first) throw malformed();
    if (body.length === 1 + first) return { ...header, data };
    if (body.length !== 2 + first) throw malformed();
    return { ...header, data, expected: body[1 + first] || 256 };
  }
  if (body.length < 3) throw malformed();
  const length = ((body[1] as number) << 8) | (body[2] as number);
  if (body.length === 3) return { ...header, expected: length || 65536, extended: true };
  const data = bytes(body.subarray(3, 3 + length));
  if (length === 0 || data.length !== length) throw malformed();
  if (body.length === 3 + length) return { ...header, data, extended: true };
  if (body.length !== 5 + length) throw malformed();
  const expected = ((body[3 + length] as number) << 8) | (body[4 + length] as number);
  return { ...header, data, expected: expected || 65536, extended: true };
}

export function encodeResponse({ data, status }: ResponseApdu): Bytes {
  return concat(data, Uint8Array.of(status >> 8, status & 0xff));
}

/** A response from its octets; `apdu.malformed` when shorter than a status word. */
export function parseResponse(octets: Uint8Array): ResponseApdu {
  if (octets.length < 2) throw malformed();
  const end = octets.length - 2;
  return { data: bytes(octets.subarray(0, end)), status: ((octets[end] as number) << 8) | (octets[end + 1] as number) };
}

/** A response without data. */
export function status(word: number): ResponseApdu {
  return { data: new Uint8Array(0), status: word };
}

function malformed(): EidError<ApduErrorCode> {
  return new EidError<ApduErrorCode>('apdu.malformed');
}
