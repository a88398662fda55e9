import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { runSync, status } from '../../apdu/index.ts';
import { bytes, hex } from '../../bytes/index.ts';
import { namedCurves } from '../../crypto/index.ts';
import { parseTlv, tlv } from '../../tlv/index.ts';
import { generalAuthenticate } from '../key-agreement/index.ts';
import { encodeSectorKey, identify, identifyForSectors, parseSectorKey, sectorKeyHash } from './index.ts';

const cryptography = createCryptography();
const protocol = '0.4.0.127.0.7.2.2.5.2.3';
const curve = cryptography.curve('brainpoolP256r1');
const keyPair = () => curve.keyPair(curve.randomScalar(cryptography.random));
const key = { protocol, curve: curve.name, secret: keyPair().secret };
const sectors = [keyPair(), keyPair()].map(({ point }) => encodeSectorKey({ protocol, curve: curve.name, point }));
const [first, second] = sectors as [(typeof sectors)[number], (typeof sectors)[number]];
const terminal = { sectorHashes: sectors.map((sector) => sectorKeyHash(sector, 'SHA-512', cryptography)), hash: 'SHA-512' } as const;
const ask = (objects: Parameters<typeof generalAuthenticate>[0], to: Parameters<typeof identifyForSectors>[1] = terminal) =>
  identifyForSectors(key, to, generalAuthenticate(objects, 'last'), cryptography).status;
const content = (sector: typeof first) => parseTlv(sector, 0x7f49).value;

describe('restricted identification', () => {
  test('two sectors give two different identifiers, each the same every time', () => {
    const answer = (command: Parameters<typeof identifyForSectors>[2]) =>
      command.ins === 0x22 ? status(0x9000) : identifyForSectors(key, terminal, command, cryptography);
    const both = runSync(identify({ protocol, keyId: 1 }, sectors), answer);
    expect(both.first).not.toEqual(both.second);
    expect(runSync(identify({ protocol, keyId: 1 }, [first]), answer)).toEqual({ first: both.first });
  });

  test('a sector key is answered only in the place that the certificate gives its hash', () => {
    expect(ask([tlv(0xa0, content(first))])).toBe(0x9000);
    expect(ask([tlv(0xa2, content(second))])).toBe(0x9000);
    expect(ask([tlv(0xa0, content(second))])).toBe(0x6a80);
    expect(ask([tlv(0xa2, content(first))])).toBe(0x6a80);
    expect(ask([tlv(0xa2, content(second)), tlv(0xa0, content(first))])).toBe(0x6a80);
    expect(ask([tlv(0xa0, content(first)), tlv(0xa0, content(first))])).toBe(0x6a80);
    expect(ask([])).toBe(0x6a80);
    expect(ask([tlv(0xa0, content(first))], { ...terminal, hash: 'SHA-256' })).toBe(0x6a80);
    expect(ask([tlv(0xa0, content(first))], { ...terminal, sectorHashes: [] })).toBe(0x6a80);
  });

  test('a sector key that is no point, or on another curve, is refused even when the certificate names it', () => {
    const { G } = namedCurves['P-256'].parameters;
    const zero = bytes([4, ...new Uint8Array(64)]);
    const bad = [
      encodeSectorKey({ protocol, curve: curve.name, point: G }),
      encodeSectorKey({ protocol, curve: curve.name, point: zero }),
      encodeSectorKey({ protocol, curve: curve.name, point: hex`00` }),
      encodeSectorKey({ protocol, curve: 'P-256', point: G }),
      encodeSectorKey({ protocol: '0.4.0.127.0.7.2.2.5.2.5', curve: curve.name, point: curve.parameters.G }),
    ];
    for (const sector of bad) {
      const named = { hash: 'SHA-256', sectorHashes: [sectorKeyHash(sector, 'SHA-256', cryptography)] } as const;
      expect(ask([tlv(0xa0, content(sector))], named)).toBe(0x6a80);
    }
  });

  test('an answer with another number of identifiers is refused', () => {
    const one = { data: hex`7C 04 81 02 0102`, status: 0x9000 };
    const malformed = expect.objectContaining({ code: 'ri.malformed' });
    expect(() => runSync(identify({ protocol }, sectors), () => one)).toThrow(malformed);
    expect(() => runSync(identify({ protocol }, [first]), () => ({ ...one, data: hex`7C 04 83 02 0102` }))).toThrow(malformed);
    expect(() => runSync(identify({ protocol }, [first]), () => status(0x6982))).toThrow(expect.objectContaining({ code: 'ri.refused' }));
  });

  test('a sector key object survives its decoder, and one without its cofactor is none', () => {
    const [parsed, shorter] = [parseSectorKey(first), tlv(0x7f49, content(first).slice(0, -3))];
    expect(encodeSectorKey(parsed)).toEqual(first);
    expect(() => parseSectorKey(shorter)).toThrow(expect.objectContaining({ code: 'tlv.unexpected' }));
  });
});
