import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type CommandApdu, encodeCommand, encodeResponse, parseCommand, parseResponse, runSync, status } from '../apdu/index.ts';
import { type Bytes, bytes, concat, hex, toHex } from '../bytes/index.ts';
import { isEidError } from '../error/index.ts';
import { tlv } from '../tlv/index.ts';
import {
  exportChannel,
  failureStatus,
  importChannel,
  isSecured,
  openChannel,
  protect,
  protectAll,
  receive,
  respond,
  type SecureChannel,
  secured,
  unprotect,
  unprotectAll,
} from './index.ts';
import { macObject } from './objects.ts';

const cryptography = createCryptography();
const key = (size: number) => ({ encryption: cryptography.random(size), mac: cryptography.random(size) });
const channel = openChannel(cryptography, key(16));
const readBinary: CommandApdu = { cla: 0x00, ins: 0xb0, p1: 0x84, p2: 0, expected: 256 };
const verify: CommandApdu = { cla: 0x80, ins: 0x20, p1: 0x80, p2: 0, data: hex`06 09 04007F000703010401` };
const answer = { data: hex`61 04 1302 4944`, status: 0x9000 };
const code = (name: string) => expect.objectContaining({ code: `secure-messaging.${name}` });

describe('every octet of a recorded session', () => {
  const [afterCommand, command] = protect(channel, verify);
  const [, response] = respond(afterCommand, answer, verify.ins);
  const refused = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      return isEidError(error) && /^(secure-messaging|apdu)\./.test(error.code);
    }
    return false;
  };

  test('of a command, changed by any bit, is refused by the chip', () => {
    for (const original of [command, protect(channel, readBinary)[1], protect(channel, { ...verify, ins: 0xd7 })[1]]) {
      const octets = encodeCommand(original);
      receive(channel, parseCommand(octets));
      for (const changed of mutations(octets)) expect(refused(() => receive(channel, parseCommand(changed)))).toBe(true);
    }
  });

  test('of a response, changed by any bit, is refused by the terminal', () => {
    const octets = encodeResponse(response);
    unprotect(afterCommand, parseResponse(octets));
    for (const changed of mutations(octets)) expect(refused(() => unprotect(afterCommand, parseResponse(changed)))).toBe(true);
    for (let length = 0; length < octets.length; length++) {
      expect(refused(() => unprotect(afterCommand, parseResponse(octets.slice(0, length))))).toBe(true);
    }
  });

  test('sent a second time, left out, or swapped is refused', () => {
    const [next] = receive(channel, command);
    expect(() => receive(next, command)).toThrow(code('wrong-mac'));
    const [third] = protect({ ...channel, counter: 2 }, readBinary);
    expect(() => receive(channel, protect({ ...channel, counter: 2 }, readBinary)[1])).toThrow(code('wrong-mac'));
    expect(() => unprotect(third, response)).toThrow(code('wrong-mac'));
    expect(() => unprotect(afterCommand, protectedAs(command))).toThrow();
  });

  test('of another channel is refused', () => {
    const other = openChannel(cryptography, key(16));
    expect(() => receive(other, command)).toThrow(code('wrong-mac'));
    expect(() => unprotect({ ...other, counter: 1 }, response)).toThrow(code('wrong-mac'));
  });
});

describe('what the chip refuses', () => {
  const forge = (objects: Bytes, changes: Partial<CommandApdu> = {}, by: SecureChannel = channel) => {
    const header = hex`0C B0 84 00`;
    const mac = macObject({ ...by, counter: by.counter + 1 }, header, objects);
    return { cla: 0x0c, ins: 0xb0, p1: 0x84, p2: 0, data: concat(objects, mac), expected: 256, ...changes };
  };
  const le = hex`97 01 00`;
  const block = tlv(0x87, hex`01`, new Uint8Array(16));
  const protectedBlock = (protect(channel, verify)[1].data as Bytes).slice(3, 19);

  test('a plain command, or one without its MAC, lacks objects', () => {
    expect(isSecured(readBinary)).toBe(false);
    expect(isSecured(protect(channel, readBinary)[1])).toBe(true);
    for (const data of [hex``, le, concat(block, le)]) expect(() => receive(channel, forge(le, { data }))).toThrow(code('missing'));
    expect(failureStatus['secure-messaging.missing']).toBe(0x6987);
    expect(failureStatus['secure-messaging.wrong-mac']).toBe(0x6988);
  });

  test.each([
    ['objects out of order', concat(le, block)],
    ['an object twice', concat(le, le)],
    ['an unknown object', hex`81 01 00`],
    ['a status', hex`99 02 9000`],
    ['the cryptogram of an odd instruction', tlv(0x85, new Uint8Array(16))],
    ['another padding indicator', tlv(0x87, hex`02`, protectedBlock)],
    ['a cryptogram that is not whole blocks', tlv(0x87, hex`01`, new Uint8Array(15))],
    ['an empty cryptogram', tlv(0x87, hex`01`)],
    ['wrong padding', block],
    ['an empty length', hex`97 00`],
    ['a length of three octets', hex`97 03 000000`],
  ])('%s, even with a right MAC, is malformed', (_name, objects) => {
    expect(() => receive(channel, forge(objects))).toThrow(code('malformed'));
  });

  test('another length than the protected one outside, or a class that hides the protection', () => {
    expect(receive(channel, forge(le))[1]).toEqual(readBinary);
    expect(receive(channel, forge(tlv(0x87, hex`01`, protectedBlock)))[1].data).toEqual(verify.data);
    const { expected: _, ...without } = forge(le);
    expect(() => receive(channel, without)).toThrow(code('malformed'));
    expect(() => receive(channel, forge(le, { expected: 16 }))).toThrow(code('malformed'));
    expect(() => receive(channel, forge(le, { extended: true }))).toThrow(code('malformed'));
    const objects = macObject({ ...channel, counter: 1 }, hex`00 B0 84 00`, le);
    expect(() => receive(channel, forge(le, { cla: 0, data: concat(le, objects) }))).toThrow(code('malformed'));
  });

  test('a MAC cut short, and octets that are no objects', () => {
    const whole = forge(le).data;
    expect(() => receive(channel, forge(le, { data: concat(le, tlv(0x8e, whole.slice(-8, -4))) }))).toThrow(code('wrong-mac'));
    expect(() => receive(channel, forge(le, { data: concat(le, hex`8E 00`) }))).toThrow(code('wrong-mac'));
    expect(() => receive(channel, forge(le, { data: hex`87 05 01` }))).toThrow(code('malformed'));
  });
});

describe('what the terminal refuses', () => {
  const [waiting] = protect(channel, readBinary);

  test('a plain answer is the end of the channel, and its status word is told', () => {
    const plain = expect.objectContaining({ code: 'secure-messaging.missing', facts: { status: '6988' } });
    expect(() => unprotect(waiting, status(0x6988))).toThrow(plain);
    expect(() => unprotect(waiting, answer)).toThrow(code('missing'));
  });

  test('a status outside that is not the protected one', () => {
    const [, response] = respond(waiting, answer, 0xb0);
    expect(() => unprotect(waiting, { ...response, status: 0x6282 })).toThrow(code('malformed'));
  });

  test('objects after the MAC, or a status of another size', () => {
    const [, { data }] = respond(waiting, answer, 0xb0);
    expect(() => unprotect(waiting, { data: concat(data, hex`99 02 9000`), status: 0x9000 })).toThrow(code('malformed'));
    for (const object of [hex`99 01 90`, hex`99 03 900000`]) {
      const mac = macObject({ ...waiting, counter: 2 }, new Uint8Array(0), object);
      expect(() => unprotect(waiting, { data: concat(object, mac), status: 0x9000 })).toThrow(code('malformed'));
    }
  });
});

describe('a channel', () => {
  test('is left and found again with its keys and counter, and shows neither in text', () => {
    for (const size of [16, 24, 32]) {
      const keys = key(size);
      const used = { ...openChannel(cryptography, keys), counter: 2 ** 40 + 3 };
      const exported = exportChannel(used);
      expect(toHex(exported)).toBe(`${toHex(keys.encryption)}${toHex(keys.mac)}${'0'.repeat(16)}0000010000000003`);
      const found = importChannel(cryptography, exported);
      expect(exportChannel(found)).toEqual(exported);
      expect(protect(found, verify)).toEqual([expect.anything(), protect(used, verify)[1]]);
      expect(JSON.stringify(used)).toBe(`{"keys":{"encryption":{"size":${size}},"mac":{"size":${size}}},"counter":${used.counter}}`);
    }
  });

  test('is not made of octets of another size or a counter beyond reason', () => {
    const exported = exportChannel(channel);
    const beyond = bytes(exported);
    beyond[32] = 1;
    for (const octets of [exported.slice(1), new Uint8Array(0), new Uint8Array(16), beyond]) {
      expect(() => importChannel(cryptography, octets)).toThrow(code('malformed'));
    }
  });

  test('wraps a whole protocol, and is handed on for the next one', () => {
    let chip = channel;
    const serve = (command: CommandApdu) => {
      const [received, inner] = receive(chip, command);
      const [next, response] = respond(received, inner.ins === 0xb0 ? answer : status(0x6300), inner.ins);
      chip = next;
      return response;
    };
    const [words, after] = runSync(
      secured(
        (function* () {
          const first = yield readBinary;
          const second = yield verify;
          return [toHex(first.data), second.status];
        })(),
        channel,
      ),
      serve,
    );
    expect(words).toEqual([toHex(answer.data), 0x6300]);
    expect(after.counter).toBe(4);
    expect(chip.counter).toBe(4);
  });

  test('protects a batch as if each command had been answered, and stops where the answers stop', () => {
    const commands = [readBinary, verify, readBinary];
    let chip = channel;
    const responses = protectAll(channel, commands).map((command, i) => {
      const [received, inner] = receive(chip, command);
      expect(inner).toEqual(commands[i]);
      const [next, response] = respond(received, answer, inner.ins);
      chip = next;
      return response;
    });
    expect(unprotectAll(channel, responses)).toEqual([{ ...channel, counter: 6 }, [answer, answer, answer]]);
    expect(unprotectAll(channel, responses.slice(0, 2))).toEqual([{ ...channel, counter: 4 }, [answer, answer]]);
    expect(() => unprotectAll(channel, responses.slice(1))).toThrow(code('wrong-mac'));
  });
});

function* mutations(octets: Bytes): Generator<Bytes> {
  for (let bit = 0; bit < 8 * octets.length; bit++) {
    const changed = bytes(octets);
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
    yield changed;
  }
}

/** A command's octets given back as if they were its answer. */
function protectedAs({ data }: CommandApdu) {
  return { data: data ?? new Uint8Array(0), status: 0x9000 };
}
