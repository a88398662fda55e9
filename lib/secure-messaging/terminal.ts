// The terminal's end of a secure channel: commands are protected, responses are checked and opened. TR-03110-3 F.
import type { CommandApdu, Protocol, ResponseApdu, Transmit } from '../apdu/index.ts';
import { isExtended } from '../apdu/index.ts';
import { concat } from '../bytes/index.ts';
import { isEidError } from '../error/index.ts';
import { parseTlvs, type Tlv, tlv } from '../tlv/index.ts';
import type { SecureChannel } from './channel.ts';
import { checkMac, decrypt, encrypt, failure, macObject, tag } from './objects.ts';

/** The command as it travels, and the channel that waits for its response. */
export function protect(channel: SecureChannel, command: CommandApdu): readonly [SecureChannel, CommandApdu] {
  const next = { ...channel, counter: channel.counter + 1 };
  const { ins, p1, p2 } = command;
  const cla = command.cla | 0x0c;
  const cryptogram = encrypt(next, command.data ?? new Uint8Array(0), ins);
  const objects = concat(cryptogram, expectedObject(command));
  const data = concat(objects, macObject(next, Uint8Array.of(cla, ins, p1, p2), objects));
  const extended = isExtended(command) || data.length > 255;
  return [next, { cla, ins, p1, p2, data, expected: extended ? 65536 : 256, ...(extended && { extended }) }];
}

/**
 * The response inside a protected one, and the channel for the next command. Throws `secure-messaging.*` for anything that the chip did not
 * protect with this channel's keys and counter; the channel is then dead, and a plain status word of the chip is in the facts.
 */
export function unprotect(channel: SecureChannel, response: ResponseApdu): readonly [SecureChannel, ResponseApdu] {
  const next = { ...channel, counter: channel.counter + 1 };
  const status = response.status.toString(16).toUpperCase();
  const objects = [...parseObjects(response)];
  const cryptogram = objects[0]?.tag === tag.cryptogram || objects[0]?.tag === tag.cryptogramOdd ? objects.shift() : undefined;
  const [protectedStatus, mac, ...others] = objects;
  if (protectedStatus?.tag !== tag.status || mac?.tag !== tag.mac) throw failure('secure-messaging.missing', { status });
  const word = protectedStatus.value;
  if (others.length > 0 || word.length !== 2) throw failure('secure-messaging.malformed', { status });
  checkMac(next, new Uint8Array(0), concat(encodeObject(cryptogram), encodeObject(protectedStatus)), mac.value);
  if ((word[0] as number) * 256 + (word[1] as number) !== response.status) throw failure('secure-messaging.malformed', { status });
  return [next, { data: decrypt(next, cryptogram), status: response.status }];
}

/** Wraps a protocol so that all of it runs inside the channel; returns also the channel as it is afterwards. */
export function* secured<T>(inner: Protocol<T>, channel: SecureChannel): Protocol<readonly [T, SecureChannel]> {
  let current = channel;
  let step = inner.next();
  while (!step.done) {
    const [waiting, command] = protect(current, step.value);
    const [next, answer] = unprotect(waiting, yield command);
    current = next;
    step = inner.next(answer);
  }
  return [step.value, current];
}

/** A way to the card inside the channel, for commands one after the other. */
export function transmitInside(channel: SecureChannel, transmit: Transmit): Transmit {
  let current = channel;
  return async (command) => {
    const [waiting, wrapped] = protect(current, command);
    const [next, answer] = unprotect(waiting, await transmit(wrapped));
    current = next;
    return answer;
  };
}

/** Commands that travel together, each counted as if the one before it had been answered. The channel is moved on by `unprotectAll`. */
export function protectAll(channel: SecureChannel, commands: readonly CommandApdu[]): readonly CommandApdu[] {
  return commands.map((command, i) => protect({ ...channel, counter: channel.counter + 2 * i }, command)[1]);
}

/** The responses to the first commands of `protectAll`, in order, from the same channel; there may be fewer than commands. */
export function unprotectAll(
  channel: SecureChannel,
  responses: readonly ResponseApdu[],
): readonly [SecureChannel, readonly ResponseApdu[]] {
  const opened = responses.map((response, i) => unprotect({ ...channel, counter: channel.counter + 2 * i + 1 }, response)[1]);
  return [{ ...channel, counter: channel.counter + 2 * responses.length }, opened];
}

function expectedObject({ expected, extended }: CommandApdu) {
  if (expected === undefined) return new Uint8Array(0);
  const long = extended === true || expected > 256;
  return tlv(tag.expected, Uint8Array.from(long ? [(expected >> 8) & 0xff, expected & 0xff] : [expected & 0xff]));
}

function parseObjects(response: ResponseApdu): readonly Tlv[] {
  try {
    return parseTlvs(response.data);
  } catch (error) {
    throw isEidError(error) ? failure('secure-messaging.malformed') : error;
  }
}

function encodeObject(object: Tlv | undefined): Uint8Array {
  return object === undefined ? new Uint8Array(0) : tlv(object.tag, object.value);
}
