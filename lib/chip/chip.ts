// The chip as a reducer: state and octets in, state and octets out. Secure messaging around, command chaining between, the table inside.
import { type CommandApdu, encodeResponse, parseCommand, type ResponseApdu, status } from '../apdu/index.ts';
import { type Bytes, concat, toHex } from '../bytes/index.ts';
import type { Cryptography } from '../crypto/index.ts';
import { isEidError } from '../error/index.ts';
import { failureStatus, isSecured, receive, respond, type SecureMessagingErrorCode } from '../secure-messaging/index.ts';
import type { Card } from './card.ts';
import type { Chip, Keeping } from './commands/handler.ts';
import { type CommandRow, commands } from './commands.ts';
import { freshSession, type Session } from './session.ts';
import { statusWord } from './status-words.ts';

/** The most octets that chained commands may gather. */
const longestChain = 0x1000;

/** A card that has just got power, or was reset. */
export function powerOn(card: Card): Chip {
  return { card, session: freshSession };
}

/** A command in words, for traces: what it was inside secure messaging, without a single octet of data. */
export interface Performed {
  readonly name: string;
  readonly secured: boolean;
  /** Class, instruction and parameters in hexadecimal, without secure messaging. */
  readonly header: string;
  readonly file?: string;
  /** Octets of data in the command and in the response. */
  readonly sent: number;
  readonly received: number;
  /** Status word in hexadecimal. */
  readonly status: string;
}

export interface Transmission {
  readonly chip: Chip;
  readonly response: Bytes;
  /** Milliseconds for which the caller holds the response back; what the card wanted kept is kept by then. */
  readonly delay: number;
  /** Absent when the command could not be understood at all. */
  readonly performed?: Performed;
  /** Command and response as they are inside secure messaging, for traces; absent where `performed` is. */
  readonly plain?: Plain;
}

export interface Plain {
  readonly command: CommandApdu;
  readonly response: ResponseApdu;
}

/**
 * Takes one command APDU and gives the response APDU; any octets get a status word. It yields each new state of the card: the caller writes it
 * safely before it goes on, for a counter that is lost with the power was never lowered. The card changes in no other way.
 */
export function* transmit(chip: Chip, octets: Uint8Array, cryptography: Cryptography): Generator<Card, Transmission, void> {
  let { card } = chip;
  try {
    const steps = receiveCommand(chip, octets, cryptography);
    let step = steps.next();
    while (!step.done) {
      card = step.value;
      yield card;
      step = steps.next();
    }
    const { session, response, delay = 0, performed, plain } = step.value;
    return { chip: { card, session }, response: encodeResponse(response), delay, ...(performed && { performed }), ...(plain && { plain }) };
  } catch {
    return { chip: powerOn(card), response: encodeResponse(status(statusWord.broken)), delay: 0 };
  }
}

interface Received {
  readonly session: Session;
  readonly response: ResponseApdu;
  readonly delay?: number | undefined;
  readonly performed?: Performed;
  readonly plain?: Plain;
}

/** Opens secure messaging where it is on. A plain command ends the channel and is then judged as any other; a wrong one ends it with an error. */
function* receiveCommand(chip: Chip, octets: Uint8Array, cryptography: Cryptography): Generator<Card, Received, void> {
  const command = parse(octets);
  if (command === undefined) return { session: freshSession, response: status(statusWord.wrongLength) };
  const { channel } = chip.session;
  if (!isSecured(command)) {
    const plain = channel === undefined ? chip : powerOn(chip.card);
    const [session, response, delay] = yield* perform(plain, command, cryptography);
    return { session, response, delay, performed: describe(plain.session, command, response, false), plain: { command, response } };
  }
  if (channel === undefined) return { session: chip.session, response: status(statusWord.secureMessagingNotSupported) };
  const opened = open(channel, command);
  if (typeof opened === 'number') return { session: freshSession, response: status(opened) };
  const [waiting, inner] = opened;
  const secured = { ...chip, session: { ...chip.session, channel: waiting } };
  const [session, response, delay] = yield* perform(secured, inner, cryptography);
  const [next, protectedResponse] = respond(waiting, response, inner.ins);
  const after = session.channel === waiting ? { ...session, channel: next } : session;
  return {
    session: after,
    response: protectedResponse,
    delay,
    performed: describe(secured.session, inner, response, true),
    plain: { command: inner, response },
  };
}

function describe(session: Session, command: CommandApdu, response: ResponseApdu, secured: boolean): Performed {
  const row = find(command);
  const known = typeof row === 'number' ? undefined : row;
  const file = known?.file?.(session, command);
  return {
    name: known?.name ?? 'unknown',
    secured,
    header: toHex(Uint8Array.of(command.cla, command.ins, command.p1, command.p2)),
    ...(file === undefined ? {} : { file }),
    sent: command.data?.length ?? 0,
    received: response.data.length,
    status: response.status.toString(16),
  };
}

/** Finds the row, gathers what is chained, and lets the handler answer. Octets that no decoder takes are 6A80. */
function* perform(chip: Chip, command: CommandApdu, cryptography: Cryptography): Keeping {
  const { gathered, agreement, ...session } = chip.session;
  const row = find(command);
  if (typeof row === 'number') return [session, status(row)];
  const broken = gathered !== undefined && gathered.row !== row;
  if (broken) return [session, status(statusWord.lastOfChainExpected)];
  const data = concat(gathered?.data ?? new Uint8Array(0), command.data ?? new Uint8Array(0));
  const kept: Session = row.agreement === true && agreement !== undefined ? { ...session, agreement } : session;
  if (isChained(command)) {
    if (row.chained === undefined) return [session, status(statusWord.chainingNotSupported)];
    if (data.length > longestChain) return [session, status(statusWord.wrongLength)];
    if (!row.chained(data)) return [{ ...kept, gathered: { row, data } }, status(statusWord.ok)];
  }
  try {
    const whole = data.length === 0 ? command : { ...command, data };
    const outcome = row.handle({ ...chip, session: kept }, whole, cryptography);
    return 'next' in outcome ? yield* outcome : outcome;
  } catch (thrown) {
    if (!isEidError(thrown)) throw thrown;
    return [session, status(statusWord.wrongData)];
  }
}

/** The row of a command, or the status word that says what of it is unknown. */
function find({ cla, ins, p1, p2 }: CommandApdu): CommandRow | number {
  const rows = commands.filter((row) => row.ins === ins);
  if (rows.length === 0) return statusWord.unknownInstruction;
  const ofClass = rows.filter((row) => row.cla === (cla & ~0x10));
  if (ofClass.length === 0) return statusWord.unknownClass;
  const parameters = (p1 << 8) | p2;
  return ofClass.find((row) => row.parameters === undefined || row.parameters === parameters) ?? statusWord.wrongParameters;
}

function isChained({ cla }: CommandApdu): boolean {
  return (cla & 0x10) !== 0;
}

function parse(octets: Uint8Array): CommandApdu | undefined {
  try {
    return parseCommand(octets);
  } catch {
    return undefined;
  }
}

function open(channel: NonNullable<Session['channel']>, command: CommandApdu): ReturnType<typeof receive> | number {
  try {
    return receive(channel, command);
  } catch (thrown) {
    return isEidError<SecureMessagingErrorCode>(thrown) ? failureStatus[thrown.code] : statusWord.broken;
  }
}
