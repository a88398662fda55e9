import { describe, expect, test } from 'vitest';
import { hex } from '../bytes/index.ts';
import {
  asciiString,
  asn1,
  bitString,
  boolean,
  content,
  explicit,
  integer,
  isConstructed,
  octetString,
  oid,
  parseAsciiString,
  parseBitString,
  parseBoolean,
  parseInteger,
  parseOid,
  parseSmallInteger,
  parseTlv,
  parseTlvs,
  parseUtf8String,
  sequence,
  setOf,
  TlvReader,
  takeTlv,
  tlv,
  utf8String,
} from './index.ts';

describe('BER-TLV', () => {
  test('ISO 7816-4 5.2.2: one-, two- and three-octet tags, shortest lengths', () => {
    expect(tlv(0x83, hex`41`)).toEqual(hex`83 01 41`);
    expect(tlv(0x7f4c, hex`01`)).toEqual(hex`7F4C 01 01`);
    expect(tlv(0x04, new Uint8Array(0x80)).subarray(0, 3)).toEqual(hex`04 81 80`);
    expect(tlv(0x04, new Uint8Array(0x100)).subarray(0, 4)).toEqual(hex`04 82 0100`);
  });

  test('one spelling per value: long lengths where short ones do, indefinite lengths and padded tags are refused', () => {
    for (const octets of [
      hex`04 81 01 00`,
      hex`04 80 00 00`,
      hex`04 82 0001 00`,
      hex`1F 05 00`,
      hex`1F 80 01 00`,
      hex`04 02 00`,
      hex`04`,
      hex`7F`,
    ])
      expect(() => parseTlv(octets)).toThrow('tlv.malformed');
  });

  test('a length of four octets beyond the data is refused without allocating', () => {
    expect(() => parseTlv(hex`04 84 FFFFFFFF 00`)).toThrow('tlv.malformed');
  });

  test('nothing may be left over, and the tag must be the wanted one', () => {
    expect(() => parseTlv(hex`04 00 00`)).toThrow('tlv.malformed');
    expect(() => parseTlv(hex`04 00`, 0x05)).toThrow('tlv.unexpected');
    expect(parseTlvs(hex`01 00 02 00`).map(({ tag }) => tag)).toEqual([1, 2]);
    expect(takeTlv(hex`04 01 AA 99 99`)).toEqual({ object: { tag: 4, value: hex`AA` }, rest: hex`99 99` });
  });

  test('the reader takes objects in their order, each once, and wants the end', () => {
    const reader = new TlvReader(hex`80 01 01 81 01 02`);
    expect(reader.maybe(0x81)).toBeUndefined();
    expect(reader.take(0x80)).toEqual(hex`01`);
    expect(() => reader.take(0x80)).toThrow('tlv.unexpected');
    expect(() => reader.end()).toThrow('tlv.unexpected');
    expect(reader.any().tag).toBe(0x81);
    reader.end();
    expect(() => reader.any()).toThrow('tlv.unexpected');
  });

  test('bit 6 of the first tag octet says constructed', () => {
    expect(isConstructed(0x7f4c)).toBe(true);
    expect(isConstructed(0x5f29)).toBe(false);
  });
});

describe('DER', () => {
  test('INTEGER is non-negative and shortest', () => {
    expect(integer(13)).toEqual(hex`02 01 0D`);
    expect(integer(0)).toEqual(hex`02 01 00`);
    expect(integer(0x80)).toEqual(hex`02 02 0080`);
    for (const wrong of [hex``, hex`80`, hex`00 01`]) expect(() => parseInteger(wrong)).toThrow('tlv.malformed');
    expect(parseInteger(hex`0080`)).toBe(128n);
    expect(() => parseSmallInteger(hex`0080000000`)).toThrow('tlv.malformed');
    expect(() => integer(-1)).toThrow(RangeError);
  });

  test('OBJECT IDENTIFIER: id-PACE-ECDH-GM-AES-CBC-CMAC-128 as TR-03110 prints it', () => {
    expect(oid('0.4.0.127.0.7.2.2.4.2.2')).toEqual(hex`06 0A 04007F00070202040202`);
    expect(parseOid(hex`04007F00070202040202`)).toBe('0.4.0.127.0.7.2.2.4.2.2');
    expect(parseOid(hex`2A8648CE3D0201`)).toBe('1.2.840.10045.2.1');
    expect(parseOid(content(oid('2.23.136.1.1.2'), asn1.oid))).toBe('2.23.136.1.1.2');
    for (const wrong of [hex``, hex`80 01`, hex`2A 86`]) expect(() => parseOid(wrong)).toThrow('tlv.malformed');
  });

  test('SET OF is sorted', () => expect(setOf(hex`02 01 02`, hex`02 01 01`)).toEqual(hex`31 06 020101 020102`));

  test('BOOLEAN has two spellings only', () => {
    expect(boolean(true)).toEqual(hex`01 01 FF`);
    expect(parseBoolean(hex`00`)).toBe(false);
    expect(() => parseBoolean(hex`01`)).toThrow('tlv.malformed');
  });

  test('strings keep to their alphabets', () => {
    expect(asciiString('numericString', '20261123')).toEqual(hex`12 08 3230323631313233`);
    expect(() => asciiString('printableString', 'é')).toThrow(RangeError);
    expect(() => parseAsciiString('printableString', hex`40`)).toThrow('tlv.malformed');
    expect(parseAsciiString('ia5String', hex`40`)).toBe('@');
    expect(parseUtf8String(content(utf8String('Ő'), asn1.utf8String))).toBe('Ő');
    expect(() => parseUtf8String(hex`FF`)).toThrow('tlv.malformed');
  });

  test('BIT STRING has no unused bits', () => {
    expect(bitString(hex`AA`)).toEqual(hex`03 02 00AA`);
    expect(parseBitString(hex`00AA`)).toEqual(hex`AA`);
    expect(() => parseBitString(hex`01AA`)).toThrow('tlv.malformed');
  });

  test('SEQUENCE and explicit tags nest', () => expect(sequence(explicit(1, octetString(hex`AA`)))).toEqual(hex`30 05 A1 03 04 01 AA`));
});
