// The chip as a reducer: state and octets in, state and octets out. Secure messaging around, command chaining between, the table inside.
import { type CommandApdu, encodeResponse, parseCommand, status } from '../apdu/index.ts';
import { type Bytes, concat } from '../bytes/index.ts';
import type { Cryptography } from '../crypto/index.ts';
import { isEidError } from '../error/index.ts';
import { failureStatus, isSecured, receive, respond, type SecureMessagingErrorCode } from '../secure-messaging/index.ts';
import type { Card } from './card.ts';
import type { Chip, Keeping, Outcome } from './commands/handler.ts';
import { type CommandRow, commands } from './commands.ts';
import { freshSession, type Session } from './session.ts';
import { statusWord } from './status-words.ts';

/** The most octets that chained commands may gather. */
const longestChain = 0x1000;

/** A card that has just got power, or was reset. */
export function powerOn(card: Card): Chip {
  return { card, session: freshSession };
}

/**
 * Takes one command APDU and gives the response APDU; any octets get a status word. It yields each new state of the card: the caller writes it
 * safely before it goes on, for a counter that is lost with the power was never lowered. The card changes in no other way.
 */
export function* transmit(chip: Chip, octets: Uint8Array, cryptography: Cryptography): Generator<Card, readonly [Chip, Bytes], void> {
  let { card } = chip;
  const finish = ([session, response]: Outcome) => [{ card, session }, encodeResponse(response)] as const;
  try {
    const steps = receiveCommand(chip, octets, cryptography);
    let step = steps.next();
    while (!step.done) {
      card = step.value;
      yield card;
      step = steps.next();
    }
    return finish(step.value);
  } catch {
    return finish([freshSession, status(statusWord.broken)]);
  }
}

/** Opens secure messaging where it is on. A plain command ends the channel and is then judged as any other; a wrong one ends it with an error. */
function* receiveCommand(chip: Chip, octets: Uint8Array, cryptography: Cryptography): Keeping {
  const command = parse(octets);
  if (command === undefined) return [freshSession, status(statusWord.wrongLength)];
  const { channel } = chip.session;
  if (!isSecured(command)) return yield* perform(channel === undefined ? chip : powerOn(chip.card), command, cryptography);
  if (channel === undefined) return [chip.session, status(statusWord.secureMessagingNotSupported)];
  const received = open(channel, command);
  if (typeof received === 'number') return [freshSession, status(received)];
  const [waiting, inner] = received;
  const [session, response] = yield* perform({ ...chip, session: { ...chip.session, channel: waiting } }, inner, cryptography);
  const [next, protectedResponse] = respond(waiting, response, inner.ins);
  return [session.channel === waiting ? { ...session, channel: next } : session, protectedResponse];
}

/** Finds the row, gathers what is chained, checks the condition, and lets the handler answer. Octets that no decoder takes are 6A80. */
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
  if (row.when !== undefined && !row.when(kept)) return [session, status(statusWord.securityNotSatisfied)];
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
