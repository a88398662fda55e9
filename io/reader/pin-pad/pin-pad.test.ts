// The control codes octet by octet, and both ends of them with a card of ours between: host, reader, keys, chip.
import { expect, test } from 'vitest';
import { run } from '../../../lib/apdu/index.ts';
import { hex, latin1, toHex } from '../../../lib/bytes/index.ts';
import type { Pin } from '../../../lib/chip/index.ts';
import { insertCard, issue, newCard, newSigner } from '../../../lib/chip/test-world.ts';
import { createChat } from '../../../lib/cvc/index.ts';
import { digitsPassword, readPinTries } from '../../../lib/eac/pace/index.ts';
import { createCryptography } from '../../crypto/index.ts';
import { hostPace } from '../pace.ts';
import { controlCodes, createPinPadDevice } from './device.ts';
import { findPinPad } from './host.ts';
import { createKeypad, type Key } from './keypad.ts';
import {
  encodeCapabilities,
  encodeFeatures,
  encodePaceCall,
  encodePaceOutput,
  encodePinModification,
  parseCapabilities,
  parseFeatures,
  parsePaceAnswer,
  parsePaceCall,
  parsePinModification,
} from './messages.ts';

test('PC/SC part 10 2.2: the list of features is tag, length and control code, big endian', () => {
  const octets = hex`06 04 42 33 00 06 07 04 42 33 00 07 12 04 42 33 00 12 20 04 42 33 00 20`;
  expect(parseFeatures(octets)).toEqual({ verifyPin: 0x42330006, modifyPin: 0x42330007, executePace: 0x42330020 });
  expect(toHex(encodeFeatures({ executePace: 0x42330020 }))).toBe('200442330020');
  for (const wrong of [hex`20 04 42 33 00`, hex`20 03 42 33 00 20`]) expect(() => parseFeatures(wrong)).toThrow('pin-pad.malformed');
});

test('PC/SC part 10 amendment 1: GetReadersPACECapabilities, also with the length before the bits', () => {
  expect(toHex(encodePaceCall({ kind: 'capabilities' }))).toBe('010000');
  expect(toHex(encodeCapabilities())).toBe('00000000010060');
  expect([hex`00000000 0100 60`, hex`00000000 0200 01 40`, hex`00000000 0100 20`, hex`010000D0 0000`].map(parseCapabilities)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('PC/SC part 10 amendment 1: EstablishPACEChannel names password, template and description, and never holds a code', () => {
  const call = { kind: 'establish', type: 'pin', chat: hex`7F4C 01 00`, description: hex`30 00` } as const;
  const octets = encodePaceCall(call);
  expect(toHex(octets)).toBe('020b0003047f4c0100000200' + '3000');
  expect(parsePaceCall(octets)).toEqual(call);
  expect(() => parsePaceCall(hex`02 0B 00 03 00 06 31 32 33 34 35 36 00 00`)).toThrow('pin-pad.malformed');
  const output = { selected: 0x63c2, cardAccess: hex`31 00`, currentAuthority: hex`41`, previousAuthority: hex``, idPicc: hex`01 02` };
  expect(toHex(encodePaceOutput(output))).toBe('000000000d00' + '63c2' + '02003100' + '0141' + '00' + '02000102');
  expect(parsePaceAnswer(encodePaceOutput(output))).toEqual(output);
  expect([parsePaceAnswer(hex`02 00 20 F0`), parsePaceAnswer(hex`C2 63 06 F0 00 00`)]).toEqual([0xf0200002, 0xf00663c2]);
});

test('PC/SC part 10 2.5.3: PIN_MODIFY asks for six digits, twice, into RESET RETRY COUNTER', () => {
  const wanted = { within: 60, digits: 6, language: 0x040e, command: hex`00 2C 02 03 06 00 00 00 00 00 00` };
  const octets = encodePinModification(wanted);
  expect(toHex(octets)).toBe('3c3c8200000000' + '0606' + '010202' + '0e04' + '000102' + '000000' + '0b000000' + '002c020306000000000000');
  expect(parsePinModification(octets)).toEqual(wanted);
  expect(() => parsePinModification(octets.slice(0, -1))).toThrow('pin-pad.malformed');
});

const cryptography = createCryptography();
const signer = newSigner(cryptography);
const root = { chr: 'HUCVCA00001', signer };
const authority = issue(root, { ...root, place: 'cvca', rights: [] });
const chat = createChat(['readDg4']);

/** A reader with a card in it; every question of the display is answered by the next of these. */
async function lay(pin: Partial<Pin>, typed: readonly (string | Key)[], patience = 5_000) {
  const slot = insertCard(newCard(cryptography, authority, pin), cryptography);
  const sent: string[] = [];
  const keypad = createKeypad(patience);
  const asked: string[] = [];
  const answers = [...typed];
  const finger = async () => {
    for (let version = 0; ; version = keypad.display.version) {
      await keypad.changed(version, 200);
      const { message, digits } = keypad.display;
      if (message === 'idle' || digits > 0) continue;
      asked.push(message);
      const answer = answers.shift();
      if (answer === undefined) return;
      const pressed = /^\d+$/.test(answer) ? [...answer, 'ok'] : [answer];
      for (const key of pressed) keypad.press(key as Key);
    }
  };
  void finger();
  const card = async (command: Parameters<typeof slot.send>[0]) => {
    sent.push(toHex(command.data ?? hex``));
    return slot.send(command);
  };
  const device = createPinPadDevice(card, hostPace(cryptography), keypad);
  const pad = await findPinPad(device.control, controlCodes.getFeatures);
  if (pad === undefined) throw new Error('no PIN pad');
  const cardAccess = slot.kept.masterFile.cardAccess;
  return { slot, sent, asked, keypad, device, cardAccess, establish: pad.pace(device.transmit) };
}

test('the PIN typed at the reader opens a channel that the reader keeps, with the trust points of the card', async () => {
  const { establish, cardAccess, device, asked } = await lay({}, ['123456']);
  const result = await establish({ type: 'pin', cardAccess, chat });
  expect(result).toMatchObject({ kind: 'established', authorities: ['HUCVCA00001'] });
  if (result.kind !== 'established') return;
  expect(result.idPicc).toHaveLength(32);
  expect((await result.channel.transmit({ cla: 0, ins: 0x84, p1: 0, p2: 0, expected: 8 })).data).toHaveLength(8);
  expect((await device.transmit({ cla: 0, ins: 0x84, p1: 0, p2: 0, expected: 8 })).status).toBe(0x9000);
  expect(asked).toEqual(['pin']);
});

test('the reader lets the computer make no PACE and set no PIN, and it tells the counter all the same', async () => {
  const { device, cardAccess, slot, establish } = await lay({ triesLeft: 2 }, []);
  const host = hostPace(cryptography)(device.transmit);
  await expect(host({ type: 'pin', cardAccess, password: digitsPassword('pin', '123456') })).rejects.toThrow('pace.refused');
  expect((await device.transmit({ cla: 0, ins: 0x2c, p1: 2, p2: 3, data: latin1('654321') as never })).status).toBe(0x6982);
  const offer = { protocol: '0.4.0.127.0.7.2.2.4.2.2', parameterId: 13 };
  expect(await run(readPinTries(offer, chat), device.transmit)).toEqual({ kind: 'known', triesLeft: 2 });
  await expect(establish({ type: 'pin', cardAccess, password: digitsPassword('pin', '123456') })).rejects.toThrow('pace.unsupported');
  expect(slot.kept.passwords.pin).toMatchObject({ value: '123456', triesLeft: 2 });
});

test('a wrong PIN, the suspended PIN with the CAN before it, and a blocked one are told as the card tells them', async () => {
  const { establish, cardAccess, slot } = await lay({}, ['999999', '888888', '500540', '123456']);
  const pin = { type: 'pin', cardAccess, chat } as const;
  expect(await establish(pin)).toEqual({ kind: 'wrong-password', triesLeft: 2 });
  expect(await establish(pin)).toEqual({ kind: 'wrong-password', triesLeft: 1 });
  const can = await establish({ type: 'can', cardAccess });
  expect(can.kind).toBe('established');
  if (can.kind === 'established') expect((await can.channel.establishPace(pin)).kind).toBe('established');
  expect(slot.kept.passwords.pin.triesLeft).toBe(3);
  const blocked = await lay({ triesLeft: 0 }, ['123456']);
  expect(await blocked.establish(pin)).toEqual({ kind: 'blocked' });
});

test('an entry of the wrong length never leaves the reader; one may clear it and type it right', async () => {
  const { establish, cardAccess, asked, slot } = await lay({}, ['12345', 'clear', '123456']);
  expect((await establish({ type: 'pin', cardAccess, chat })).kind).toBe('established');
  expect([asked, slot.kept.passwords.pin.triesLeft]).toEqual([['pin', 'short', 'pin'], 3]);
});

test('an activation at the reader: five digits, the new PIN unlike, then twice the same; the computer never sees it', async () => {
  const { establish, cardAccess, asked, slot } = await lay({ kind: 'activation', value: '12345' }, [
    '12345',
    '804215',
    '804251',
    '804215',
    '804215',
  ]);
  const result = await establish({ type: 'pin', cardAccess });
  if (result.kind !== 'established') throw new Error(result.kind);
  expect(await result.channel.setPinAtReader?.()).toBe('done');
  expect(asked).toEqual(['pin', 'new-pin', 'repeat', 'new-pin', 'repeat']);
  expect(slot.kept.passwords.pin).toMatchObject({ kind: 'pin', value: '804215' });
});

test('an unblocking at the reader', async () => {
  const { establish, cardAccess, slot } = await lay({ triesLeft: 0 }, ['9876543210', '804215', '804215']);
  const result = await establish({ type: 'puk', cardAccess });
  if (result.kind !== 'established') throw new Error(result.kind);
  expect(await result.channel.setPinAtReader?.()).toBe('done');
  expect(slot.kept.passwords.pin).toMatchObject({ value: '804215', triesLeft: 3 });
});

test('who stops at the reader, or waits too long, has lost no try', async () => {
  const stopped = await lay({}, ['cancel']);
  await expect(stopped.establish({ type: 'pin', cardAccess: stopped.cardAccess, chat })).rejects.toMatchObject({ code: 'user.cancelled' });
  const late = await lay({}, [], 10);
  await expect(late.establish({ type: 'pin', cardAccess: late.cardAccess, chat })).rejects.toMatchObject({ code: 'reader.timeout' });
  expect([stopped, late].map(({ slot }) => slot.kept.passwords.pin.triesLeft)).toEqual([3, 3]);
});

test('a reader that names no PACE, or answers nonsense, is one without a PIN pad', async () => {
  expect(await findPinPad(async () => encodeFeatures({ verifyPin: 1 }), 0)).toBeUndefined();
  expect(await findPinPad(async () => hex`01 02`, 0)).toBeUndefined();
  expect(await findPinPad(() => Promise.reject(new Error('unsupported')), 0)).toBeUndefined();
});
