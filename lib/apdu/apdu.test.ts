import { describe, expect, test } from 'vitest';
import { hex } from '../bytes/index.ts';
import { encodeCommand, encodeResponse, type Protocol, parseCommand, parseResponse, run, runSync, status } from './index.ts';

const header = { cla: 0x00, ins: 0xb0, p1: 0x9c, p2: 0x00 };

describe('ISO 7816-4 5.1: the seven cases of a command', () => {
  const cases = [
    ['1', hex`00B09C00`, header],
    ['2 short', hex`00B09C00 00`, { ...header, expected: 256 }],
    ['3 short', hex`00B09C00 02 AABB`, { ...header, data: hex`AABB` }],
    ['4 short', hex`00B09C00 02 AABB 08`, { ...header, data: hex`AABB`, expected: 8 }],
    ['2 extended', hex`00B09C00 00 0000`, { ...header, expected: 65536, extended: true }],
    ['3 extended', hex`00B09C00 00 0002 AABB`, { ...header, data: hex`AABB`, extended: true }],
    ['4 extended', hex`00B09C00 00 0002 AABB 0100`, { ...header, data: hex`AABB`, expected: 256, extended: true }],
  ] as const;
  for (const [name, octets, command] of cases)
    test(`case ${name}`, () => {
      expect(parseCommand(octets)).toEqual(command);
      expect(encodeCommand(command)).toEqual(octets);
    });
});

test('extended lengths are taken when data or answer need them', () => {
  expect(encodeCommand({ ...header, expected: 65536 })).toEqual(hex`00B09C00 00 0000`);
  expect(encodeCommand({ ...header, data: new Uint8Array(256), expected: 256 }).subarray(4, 7)).toEqual(hex`00 0100`);
});

test('a command whose lengths do not add up is refused', () => {
  for (const wrong of [
    hex``,
    hex`00B09C`,
    hex`00B09C00 02 AA`,
    hex`00B09C00 02 AABB 00 00`,
    hex`00B09C00 00 00`,
    hex`00B09C00 00 0000 00`,
    hex`00B09C00 00 0002 AABB 00`,
  ])
    expect(() => parseCommand(wrong)).toThrow('apdu.malformed');
});

test('a response is data and a status word', () => {
  expect(parseResponse(hex`AA 9000`)).toEqual({ data: hex`AA`, status: 0x9000 });
  expect(encodeResponse(status(0x63c2))).toEqual(hex`63C2`);
  expect(() => parseResponse(hex`90`)).toThrow('apdu.malformed');
});

test('a protocol runs the same against a far and a near card', async () => {
  function* twice(): Protocol<number> {
    const first = yield header;
    const second = yield { ...header, p2: first.status & 0xff };
    return second.status;
  }
  const answer = (p2: number) => status(0x9000 + p2 + 1);
  expect(runSync(twice(), (command) => answer(command.p2))).toBe(0x9002);
  expect(await run(twice(), async (command) => answer(command.p2))).toBe(0x9002);
});
