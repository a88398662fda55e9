import { describe, expect, test } from 'vitest';
import { concat, equal, fromUnsigned, hex, latin1, parseHex, parseLatin1, parseUtf8, toHex, toUnsigned, utf8, xor } from './index.ts';

describe('octet strings', () => {
  test('are joined in order', () => expect(concat(hex`01`, hex``, hex`02 03`)).toEqual(hex`01 02 03`));

  test('are equal only when every octet and the length agree', () => {
    expect(equal(hex`01 02`, hex`01 02`)).toBe(true);
    expect(equal(hex`01 02`, hex`01 03`)).toBe(false);
    expect(equal(hex`01 02`, hex`01 02 00`)).toBe(false);
  });

  test('xor wants one length', () => {
    expect(xor(hex`F0 0F`, hex`FF FF`)).toEqual(hex`0F F0`);
    expect(() => xor(hex`01`, hex`01 02`)).toThrow(RangeError);
  });

  test('hold unsigned integers big-endian, in exactly the size asked for', () => {
    expect(fromUnsigned(0x0102n, 4)).toEqual(hex`00 00 01 02`);
    expect(toUnsigned(hex`00 00 01 02`)).toBe(0x0102n);
    expect(() => fromUnsigned(256n, 1)).toThrow(RangeError);
    expect(() => fromUnsigned(-1n, 1)).toThrow(RangeError);
  });
});

describe('hexadecimal text', () => {
  test('is read in either case and refused when it is anything else', () => {
    expect(parseHex('aBfF')).toEqual(hex`AB FF`);
    for (const wrong of ['a', 'zz', '0 ', '0x']) expect(parseHex(wrong)).toBeUndefined();
    expect(toHex(hex`AB FF`)).toBe('abff');
    expect(() => hex`xyz`).toThrow(TypeError);
  });
});

describe('UTF-8', () => {
  test('carries the Hungarian long vowels and every plane there and back', () => {
    for (const text of ['Őrült Űrhajós', 'árvíztűrő tükörfúrógép', '€', '😀', '']) {
      expect(utf8(text)).toEqual(Uint8Array.from(Buffer.from(text)));
      expect(parseUtf8(utf8(text))).toBe(text);
    }
  });

  test('is refused when overlong, a surrogate, beyond U+10FFFF or cut short', () => {
    for (const octets of [hex`C0 80`, hex`E0 80 80`, hex`ED A0 80`, hex`F4 90 80 80`, hex`C3`, hex`80`, hex`FF`])
      expect(parseUtf8(octets)).toBeUndefined();
  });

  test('writes a lone surrogate as the replacement character', () => expect(utf8('\ud800')).toEqual(hex`EF BF BD`));
});

test('ISO 8859-1 holds U+0000 to U+00FF and nothing beyond', () => {
  expect(parseLatin1(latin1('aé') ?? hex``)).toBe('aé');
  expect(latin1('ő')).toBeUndefined();
});
