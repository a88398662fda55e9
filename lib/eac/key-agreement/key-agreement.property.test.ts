import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes } from '../../bytes/index.ts';
import { isEidError } from '../../error/index.ts';
import { tlv } from '../../tlv/index.ts';
import { encodeKeySelection, parseDynamicData, parseKeySelection, wrapDynamicData } from './index.ts';

const protocols = fc.constantFrom('0.4.0.127.0.7.2.2.3.2.2', '0.4.0.127.0.7.2.2.5.2.3');
const octets = fc.uint8Array({ maxLength: 300 }).map(bytes);

test('a key selection survives its encoding, with and without a key, also with identifiers of several octets', () => {
  fc.assert(
    fc.property(protocols, fc.option(fc.nat()), (protocol, keyId) => {
      const selection = keyId === null ? { protocol } : { protocol, keyId };
      expect(parseKeySelection(encodeKeySelection(selection).data ?? bytes([]))).toEqual(selection);
    }),
  );
});

test('dynamic authentication data survive their encoding', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(0x80, 0x81, 0x82, 0xa0), octets)), (objects) => {
      const encoded = wrapDynamicData(objects.map(([tag, value]) => tlv(tag, value)));
      expect(parseDynamicData(encoded)).toEqual(objects.map(([tag, value]) => ({ tag, value })));
    }),
  );
});

test('decoders throw nothing but EidError on any octets', () => {
  const shaped = fc
    .array(fc.tuple(fc.constantFrom(0x80, 0x84, 0x7c), octets))
    .map((list) => bytes(list.flatMap(([tag, value]) => [...tlv(tag, value)])));
  fc.assert(
    fc.property(fc.oneof(octets, shaped), (data) => {
      for (const decode of [parseKeySelection, parseDynamicData]) {
        try {
          decode(data);
        } catch (error) {
          expect(isEidError(error)).toBe(true);
        }
      }
    }),
  );
});
