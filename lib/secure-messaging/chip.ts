// The chip's end of a secure channel: commands are checked and opened, responses are protected. TR-03110-3 F.
import type { CommandApdu, ResponseApdu } from '../apdu/index.ts';
import { concat } from '../bytes/index.ts';
import { isEidError } from '../error/index.ts';
import { parseTlvs, type Tlv, tlv } from '../tlv/index.ts';
import type { SecureChannel } from './channel.ts';
import { checkMac, decrypt, encrypt, failure, macObject, tag } from './objects.ts';

/** Whether the class octet says that the command is protected, header included. */
export function isSecured({ cla }: CommandApdu): boolean {
  return (cla & 0x0c) === 0x0c;
}

/**
 * The command inside a protected one, and the channel for its response. Throws `secure-messaging.*`: the chip then answers
 * `failureStatus` of the code in plain and forgets the channel.
 */
export function receive(channel: SecureChannel, command: CommandApdu): readonly [SecureChannel, CommandApdu] {
  const next = { ...channel, counter: channel.counter + 1 };
  const { cla, ins, p1, p2, extended } = command;
  const objects = [...parseObjects(command)];
  const mac = objects.at(-1);
  if (mac?.tag !== tag.mac) throw failure('secure-messaging.missing');
  objects.pop();
  const raw = concat(...objects.map((object) => tlv(object.tag, object.value)));
  checkMac(next, Uint8Array.of(cla, ins, p1, p2), raw, mac.value);

  const cryptogram = objects[0]?.tag === (ins % 2 === 1 ? tag.cryptogramOdd : tag.cryptogram) ? objects.shift() : undefined;
  const expected = objects[0]?.tag === tag.expected ? expectedLength(objects.shift() as Tlv) : undefined;
  const plainLength = extended ? 65536 : 256;
  if (objects.length > 0 || !isSecured(command) || command.expected !== plainLength) throw failure('secure-messaging.malformed');
  const inner = { cla: cla & ~0x0c, ins, p1, p2, ...(extended && { extended }), ...(expected !== undefined && { expected }) };
  const data = decrypt(next, cryptogram);
  return [next, data.length > 0 ? { ...inner, data } : inner];
}

/** The response as it travels, and the channel for the next command. `ins` is that of the command: odd ones have another cryptogram object. */
export function respond(channel: SecureChannel, response: ResponseApdu, ins: number): readonly [SecureChannel, ResponseApdu] {
  const next = { ...channel, counter: channel.counter + 1 };
  const { data, status } = response;
  const objects = concat(encrypt(next, data, ins), tlv(tag.status, Uint8Array.of(status >> 8, status & 0xff)));
  return [next, { data: concat(objects, macObject(next, new Uint8Array(0), objects)), status }];
}

function expectedLength({ value }: Tlv): number {
  const [first, second] = value;
  if (first === undefined || value.length > 2) throw failure('secure-messaging.malformed');
  return second === undefined ? first || 256 : first * 256 + second || 65536;
}

function parseObjects(command: CommandApdu): readonly Tlv[] {
  try {
    return parseTlvs(command.data ?? new Uint8Array(0));
  } catch (error) {
    throw isEidError(error) ? failure('secure-messaging.malformed') : error;
  }
}
