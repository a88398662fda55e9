import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { bytes } from '../../bytes/index.ts';
import { type CurveName, namedCurves } from '../../crypto/index.ts';
import { isEidError } from '../../error/index.ts';
import { encodeSectorKey, identifierFor, identifyForSectors, parseSectorKey, sectorKeyHash } from './index.ts';
import { restrictedIdentificationProtocols } from './messages.ts';

const cryptography = createCryptography();
const curves = fc.constantFrom(...(Object.keys(namedCurves) as CurveName[]));
const protocols = fc.constantFrom(...Object.keys(restrictedIdentificationProtocols));

test('card and holder of the sector secret calculate one identifier, on every curve and with every hash', () => {
  fc.assert(
    fc.property(curves, protocols, (curve, protocol) => {
      const group = cryptography.curve(curve);
      const [card, sector] = [0, 0].map(() => group.keyPair(group.randomScalar(cryptography.random)));
      if (card === undefined || sector === undefined) return;
      const key = { protocol, curve };
      const encoded = encodeSectorKey({ ...key, point: sector.point });
      expect(parseSectorKey(encoded)).toEqual({ ...key, point: sector.point });
      expect(identifierFor(key, card.secret, sector.point, cryptography)).toEqual(
        identifierFor(key, sector.secret, card.point, cryptography),
      );
    }),
    { numRuns: 25 },
  );
});

test('any octets as a command are refused with 6A80, and as a sector key with an EidError', () => {
  const key = { protocol: '0.4.0.127.0.7.2.2.5.2.3', curve: 'brainpoolP256r1', secret: bytes([]) } as const;
  const shaped = fc.uint8Array({ maxLength: 60 }).map((value) => bytes([0x7c, value.length + 2, 0xa0, value.length, ...value]));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }).map(bytes), shaped), (data) => {
      const named = {
        hash: 'SHA-256',
        sectorHashes: [sectorKeyHash(bytes([0x7f, 0x49, ...data.slice(3)]), 'SHA-256', cryptography)],
      } as const;
      const command = { cla: 0, ins: 0x86, p1: 0, p2: 0, data, expected: 256 };
      expect(identifyForSectors(key, named, command, cryptography).status).toBe(0x6a80);
      try {
        parseSectorKey(data);
      } catch (error) {
        expect(isEidError(error)).toBe(true);
      }
    }),
  );
});
