// Every command by its header, and the status word of every way to get it wrong. TR-03110-3 B, ISO 7816-4 5.4 and 11.
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type CommandApdu, encodeCommand } from '../apdu/index.ts';
import { type Bytes, concat, hex } from '../bytes/index.ts';
import { applicationIdentifiers } from '../card/index.ts';
import { parseTlv } from '../tlv/index.ts';
import { quickCryptography } from './test-cryptography.ts';
import { authenticate, establishAuthorities, one, openWithPin, signIn } from './test-terminal.ts';
import { insertCard, newCard } from './test-world.ts';

const cryptography = quickCryptography(createCryptography());
const authorities = establishAuthorities(cryptography);
const card = newCard(cryptography, authorities.root.certificate);
const by = { cryptography, authorities };
const insert = (changes: Partial<typeof card> = {}) => insertCard({ ...card, ...changes }, cryptography);
const word = (octets: Bytes, slot = insert()) => slot.sendOctets(octets).status;
const selectEid = one({ ins: 0xa4, p1: 4, p2: 0x0c, data: applicationIdentifiers.eId }).next().value as CommandApdu;

describe('a command without a channel', () => {
  test.each([
    ['SELECT the master file', hex`00A4000C`, 0x9000],
    ['SELECT the master file by its id', hex`00A4000C 02 3F00`, 0x9000],
    ['SELECT the master file by its name', hex`00A4040C 07 A0000002471003`, 0x9000],
    ['SELECT the eID application', hex`00A4040C 09 E80704007F00070302`, 0x9000],
    ['SELECT a file', hex`00A4020C 02 011C`, 0x9000],
    ['SELECT an application that is not there', hex`00A4040C 07 A0000002471001`, 0x6a82],
    ['SELECT a file that is not there', hex`00A4020C 02 0101`, 0x6a82],
    ['SELECT a file by half an id', hex`00A4020C 01 01`, 0x6a80],
    ['SELECT the first of several', hex`00A40208 02 011C`, 0x6a86],
    ['SELECT by a path', hex`00A4080C 02 011C`, 0x6a86],
    ['READ BINARY of EF.CardAccess', hex`00B09C0000`, 0x9000],
    ['READ BINARY of EF.DIR', hex`00B09E0000`, 0x9000],
    ['READ BINARY of EF.ATR/INFO', hex`00B0810000`, 0x9000],
    ['SELECT EF.ATR/INFO', hex`00A4020C 02 2F01`, 0x9000],
    ['READ BINARY of EF.CardSecurity', hex`00B09D0000`, 0x6982],
    ['READ BINARY of EF.ChipSecurity', hex`00B09B0000`, 0x6982],
    ['READ BINARY without an answer', hex`00B09C00`, 0x6700],
    ['READ BINARY of a file that is not there', hex`00B0820000`, 0x6a82],
    ['READ BINARY without a current file', hex`00B0000000`, 0x6986],
    ['READ BINARY with a short id too long', hex`00B0BC0000`, 0x6a86],
    ['READ BINARY behind the end', hex`00B09CFF00`, 0x6b00],
    ['READ BINARY of more than there is', hex`00B09C00 00 FFFF`, 0x6282],
    ['READ BINARY, odd', hex`00B1001C 03 540100 00`, 0x9000],
    ['READ BINARY, odd, without a current file', hex`00B10000 03 540100 00`, 0x6986],
    ['READ BINARY, odd, behind the end', hex`00B1001C 04 54020FFF 00`, 0x6b00],
    ['READ BINARY, odd, without an offset', hex`00B1001C 02 5400 00`, 0x6a80],
    ['READ BINARY, odd, with another object', hex`00B1001C 03 530100 00`, 0x6a80],
    ['READ BINARY, odd, by something else than a short id', hex`00B1011C 03 540100 00`, 0x6a86],
    ['READ BINARY, odd, without an answer', hex`00B1001C 03 540100`, 0x6700],
    ['UPDATE BINARY', hex`00D69C00 01 00`, 0x6982],
    ['MSE:Set AT for PACE with the PIN', hex`0022C1A4 0F 800A04007F00070202040202 830103`, 0x9000],
    [
      'MSE:Set AT for an inspection terminal',
      hex`0022C1A4 20 800A04007F00070202040202 830103 7F4C0E 060904007F000703010201 530123`,
      0x6a88,
    ],
    ['MSE:Set AT for a signature terminal', hex`0022C1A4 20 800A04007F00070202040202 830103 7F4C0E 060904007F000703010203 530103`, 0x6a88],
    ['MSE:Set AT with parameters that no protocol has', hex`0022C1B6 0F 800A04007F00070202040202 830103`, 0x6a86],
    ['MSE:Set AT for chip authentication', hex`002241A4 0F 800A04007F00070202030202 840101`, 0x6982],
    ['MSE:Set AT for restricted identification', hex`002241A4 0F 800A04007F00070202050203 840102`, 0x6985],
    ['MSE:Set AT for an unknown protocol', hex`002241A4 0F 800A04007F00070202050209 840102`, 0x6a80],
    ['MSE:Set DST', hex`002281B6 03 830141`, 0x6982],
    ['MSE:Set AT for terminal authentication', hex`002281A4 03 830141`, 0x6982],
    ['PSO:VERIFY CERTIFICATE', hex`002A00BE 02 7F4E`, 0x6982],
    ['PSO with other parameters', hex`002A00BF 02 7F4E`, 0x6a86],
    ['GET CHALLENGE', hex`0084000008`, 0x6982],
    ['EXTERNAL AUTHENTICATE', hex`00820000 01 00`, 0x6982],
    ['GENERAL AUTHENTICATE of nothing', hex`10860000 02 7C00 00`, 0x6985],
    ['VERIFY of auxiliary data', hex`80208000 0B 060904007F000703010401`, 0x6982],
    ['VERIFY that asks for the counter', hex`00200003`, 0x6982],
    ['VERIFY with a PIN', hex`00200003 06 313233343536`, 0x6982],
    ['VERIFY of another password', hex`00200002`, 0x6a86],
    ['RESET RETRY COUNTER, new PIN', hex`002C0203 06 313233343536`, 0x6982],
    ['RESET RETRY COUNTER, unblock', hex`002C0303`, 0x6982],
    ['RESET RETRY COUNTER of the CAN', hex`002C0202 06 313233343536`, 0x6984],
    ['ACTIVATE', hex`00441003`, 0x6982],
    ['DEACTIVATE', hex`00041003`, 0x6982],
    ['ACTIVATE of the CAN', hex`00441002`, 0x6a86],
    ['CHANGE REFERENCE DATA', hex`00240003 06 313233343536`, 0x6d00],
    ['COMPARE of auxiliary data', hex`80338000 0B 060904007F000703010401`, 0x6982],
    ['COMPARE of another class', hex`00338000 0B 060904007F000703010401`, 0x6e00],
    ['COMPARE of something else', hex`80330000`, 0x6a86],
    ['an unknown instruction', hex`00FE0000`, 0x6d00],
    ['an unknown instruction of an unknown class', hex`80FE0000`, 0x6d00],
    ['a class that the instruction has not', hex`80A4000C`, 0x6e00],
    ['a logical channel', hex`01B09C0000`, 0x6e00],
    ['a class of the interindustry kind above', hex`40B09C0000`, 0x6e00],
    ['half of secure messaging', hex`04B09C0000`, 0x6e00],
    ['secure messaging without a channel', hex`0CB09C00 0D 970101 8E080000000000000000 00`, 0x6882],
    ['a class octet of nothing but ones', hex`FFB09C0000`, 0x6882],
    ['no header', hex`00B0`, 0x6700],
    ['nothing', hex``, 0x6700],
    ['a length that is not kept', hex`00B09C00 05 00`, 0x6700],
    ['SELECT as a part of a chain', hex`10A4000C`, 0x6884],
  ])('%s', (_, octets, expected) => {
    expect(word(octets)).toBe(expected);
  });
});

describe('READ BINARY', () => {
  const content = card.masterFile.cardAccess;

  test('by short id makes the file the current one, and offsets go on in it', () => {
    const slot = insert();
    expect(slot.sendOctets(hex`00B09C0004`)).toEqual({ data: content.slice(0, 4), status: 0x9000 });
    expect(slot.sendOctets(hex`00B0000404`)).toEqual({ data: content.slice(4, 8), status: 0x9000 });
    expect(slot.sendOctets(hex`00B10000 03 540108 06`)).toMatchObject({ status: 0x9000, data: concat(hex`53 04`, content.slice(8, 12)) });
  });

  test('of EF.ATR/INFO tells everybody what the card can: chaining, extended lengths, its services', () => {
    const expected = hex`43 01 B8 47 03 84 01 E0 7F66 08 02 02 1000 02 02 1000`;
    expect(insert().sendOctets(hex`00B0810000`)).toEqual({ data: expected, status: 0x9000 });
    expect(word(hex`00D68100 01 00`)).toBe(0x6982);
  });

  test('with extended length gives a whole file', () => {
    expect(insert().sendOctets(hex`00B09C00 000000`)).toEqual({ data: content, status: 0x9000 });
  });

  test('tells the end of the file when more was wanted, and only then', () => {
    const end = content.length - 2;
    expect(insert().send({ cla: 0, ins: 0xb0, p1: 0x9c, p2: end, expected: 3 })).toEqual({ data: content.slice(end), status: 0x6282 });
    expect(insert().send({ cla: 0, ins: 0xb0, p1: 0x9c, p2: end, expected: 2 }).status).toBe(0x9000);
    expect(insert().send({ cla: 0, ins: 0xb0, p1: 0x9c, p2: end, expected: 256 }).status).toBe(0x9000);
  });

  test('reads on behind 32767 with the odd instruction', () => {
    const long = new Uint8Array(0x8100).map((_, i) => i >> 8);
    const { speak } = authenticate(insert({ masterFile: { ...card.masterFile, cardSecurity: long } }), by);
    const { data } = speak(one({ ins: 0xb1, p1: 0, p2: 0x1d, data: hex`54 02 80F0`, expected: 256 }));
    expect(parseTlv(data, 0x53).value).toEqual(long.slice(0x80f0));
    expect(speak(one({ ins: 0xb0, p1: 0x9b, p2: 0, expected: 1 })).status).toBe(0x9000);
  });

  test('gives nothing of the selected file once another application is selected', () => {
    const slot = insert();
    slot.sendOctets(hex`00A4020C 02 011C`);
    slot.send(selectEid);
    expect(word(hex`00B0000000`, slot)).toBe(0x6986);
    expect(word(hex`00B09C0000`, slot)).toBe(0x6a82);
  });
});

describe('UPDATE BINARY', () => {
  const writer = (slot = insert()) => {
    const { speak } = signIn(slot, by);
    speak(one(selectEid));
    return { slot, write: (p1: number, p2: number, data?: Bytes) => speak(one({ ins: 0xd6, p1, p2, ...(data && { data }) })).status };
  };

  test('writes in place, grows a file at its end, and makes it the current one', () => {
    const { slot, write } = writer();
    const before = card.dataGroups.get(17) as Bytes;
    expect(write(0x91, 1, hex`0A0B`)).toBe(0x9000);
    expect(write(0x00, before.length, hex`0C`)).toBe(0x9000);
    expect(slot.kept.dataGroups.get(17)).toEqual(concat(before.slice(0, 1), hex`0A0B`, before.slice(3), hex`0C`));
  });

  test('refuses a gap, nothing to write, and more than a file holds', () => {
    const { slot, write } = writer();
    expect(write(0x91, (card.dataGroups.get(17) as Bytes).length + 1, hex`00`)).toBe(0x6b00);
    expect(write(0x91, 0)).toBe(0x6700);
    expect(write(0x91, 0, new Uint8Array(0x801))).toBe(0x6a84);
    expect(slot.kept.dataGroups.get(17)).toEqual(card.dataGroups.get(17));
  });
});

describe('a chain', () => {
  const chained = (slot = insert()) => {
    const { speak } = openWithPin(slot, by);
    return (cla: number, ins: number, p1: number, p2: number, data?: Bytes) =>
      speak(one({ cla, ins, p1, p2, ...(data && { data }) })).status;
  };

  test('that another command breaks is 6883, and forgotten', () => {
    const send = chained();
    expect(send(0x10, 0x2a, 0, 0xbe, hex`7F4E`)).toBe(0x9000);
    expect(send(0x00, 0xa4, 0, 0x0c)).toBe(0x6883);
    expect(send(0x00, 0xa4, 0, 0x0c)).toBe(0x9000);
  });

  test('of a command that has none is 6884', () => {
    expect(chained()(0x10, 0xb0, 0x9c, 0)).toBe(0x6884);
  });

  test('that does not end is 6700', () => {
    const send = chained();
    const piece = new Uint8Array(0x800);
    expect([send(0x10, 0x2a, 0, 0xbe, piece), send(0x10, 0x2a, 0, 0xbe, piece), send(0x10, 0x2a, 0, 0xbe, hex`00`)]).toEqual([
      0x9000, 0x9000, 0x6700,
    ]);
  });
});

describe('VERIFY that asks for the counter, where the rules of the card let it', () => {
  const counter = (pin: Partial<(typeof card)['passwords']['pin']>) =>
    insertCard(
      { ...card, rules: { pinCounterQuery: true }, passwords: { ...card.passwords, pin: { ...card.passwords.pin, ...pin } } },
      cryptography,
    );

  test.each([
    [{}, 0x63c3],
    [{ triesLeft: 2 }, 0x63c2],
    [{ triesLeft: 1 }, 0x63c1],
    [{ triesLeft: 0 }, 0x63c0],
    [{ active: false }, 0x6283],
  ])('tells it, and spends no try: %j', (pin, expected) => {
    const slot = counter(pin);
    expect(word(hex`00200003`, slot)).toBe(expected);
    expect(slot.kept.passwords.pin).toMatchObject(pin);
  });

  test('does not look at a PIN', () => {
    expect(word(hex`00200003 06 313233343536`, counter({}))).toBe(0x6700);
  });
});

test('a command in a channel is judged inside it: unknown ones get a protected status word, and the channel lives on', () => {
  const { speak } = openWithPin(insert(), by);
  const words = [
    one({ ins: 0xfe, p1: 0, p2: 0 }),
    one({ cla: 0x80, ins: 0xb0, p1: 0, p2: 0 }),
    one({ ins: 0x22, p1: 0, p2: 0 }),
    one({ ins: 0xb0, p1: 0x9c, p2: 0, expected: 1 }),
    one({ ins: 0xb1, p1: 0, p2: 0x1c, data: hex`54 01 00`, expected: 65_536 }),
    one({ ins: 0xb0, p1: 0x9c, p2: 0, expected: 1, extended: true }),
  ].map((command) => speak(command).status);
  expect(words).toEqual([0x6d00, 0x6e00, 0x6a86, 0x9000, 0x9000, 0x9000]);
});

test('A11: after a plain command, a wrong checksum or octets that are no command, nothing of the channel is left', () => {
  for (const octets of [hex`00A4000C`, hex`0CB09C00 0D 970101 8E080000000000000000 00`, hex`0CB09C00 03 970101 00`, hex`0C`]) {
    const slot = insert();
    openWithPin(slot, by);
    expect(slot.chip.session.channel).toBeDefined();
    slot.sendOctets(octets);
    expect(slot.chip.session.channel).toBeUndefined();
    expect(slot.chip.session.authentication).toEqual({ step: 'none' });
    expect(word(hex`0CB09C00 0D 970101 8E080000000000000000 00`, slot)).toBe(0x6882);
  }
});

test('nothing is kept over a reset: no channel, no current file, no protocol under way, no part of a chain', () => {
  const slot = insert();
  slot.sendOctets(hex`00B09C0004`);
  slot.sendOctets(hex`0022C1A4 0F 800A04007F00070202040202 830102`);
  slot.reset();
  expect(word(encodeCommand({ cla: 0x10, ins: 0x86, p1: 0, p2: 0, data: hex`7C00`, expected: 256 }), slot)).toBe(0x6985);
  expect(word(hex`00B0000004`, slot)).toBe(0x6986);
  expect(slot.chip.card).toEqual(card);
});
