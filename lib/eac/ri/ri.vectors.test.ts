// Restricted identification: the constructed example, and one with the keys of a public simulator's default card.
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import vectors from '../../../vectors/ri.json' with { type: 'json' };
import { type CommandApdu, encodeCommand, encodeResponse, runSync, status } from '../../apdu/index.ts';
import { type Bytes, hex, parseHex, toHex } from '../../bytes/index.ts';
import { parseOid, tlv } from '../../tlv/index.ts';
import { encodeSectorKey, identifierFor, identify, identifyForSectors, parseSectorKey, sectorKeyHash } from './index.ts';

const octets = (text: string) => parseHex(text) as Bytes;
const cryptography = createCryptography();
const protocol = '0.4.0.127.0.7.2.2.5.2.3';
const curve = 'brainpoolP256r1';

describe.each(vectors.examples)('$name example of restricted identification', (example) => {
  test('chip and holder of the sector secret calculate the same identifier', () => {
    const key = { protocol: parseOid(octets(example.oid)), curve } as const;
    const group = cryptography.curve(curve);
    const chip = group.keyPair(octets(example.chipPrivate));
    const sector = group.keyPair(octets(example.sectorPrivate));
    expect(toHex(sector.point)).toBe(example.sectorPublic);
    expect(toHex(identifierFor(key, chip.secret, sector.point, cryptography))).toBe(example.identifier);
    expect(toHex(identifierFor(key, sector.secret, chip.point, cryptography))).toBe(example.identifier);
  });
});

describe('the default card of PersoSim', () => {
  const secret = hex`4E0C367E36CE7E8E379EF5AE0C8859C7512D8BEB61923FEDF7F60204B1958A8C`;
  const point = hex`045D3B49C8EE250295F7C0EF6A1AE810C4B9E1F5F80D316DC9ADAD16080C1784CF881EE0A375BCA1B53C98F3AC39FD0CA90CE31D2D8276D3CFB32B316BA0221023`;
  const content = hex`
    060A04007F000702020502038120A9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E53778220
    7D5A0975FC2C3057EEF67530417AFFE7FB8055C126DC5C6CE94A4B44F330B5D9832026DC5C6CE94A4B44F330B5D9BBD7
    7CBF958416295CF7E1CE6BCCDC18FF8C07B68441048BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453
    BD9ACE3262547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F0469978520A9FB57DBA1EEA9BC3E
    660A909D838D718C397AA3B561A6F7901E0E82974856A78641045D3B49C8EE250295F7C0EF6A1AE810C4B9E1F5F80D31
    6DC9ADAD16080C1784CF881EE0A375BCA1B53C98F3AC39FD0CA90CE31D2D8276D3CFB32B316BA0221023870101`;
  const encoded = tlv(0x7f49, content);
  const hash = hex`2E639831993F99CE6E1AD295FB6C794231FA9BA38D56401F78E2535207B41B31`;
  const identifier = hex`A772BAA0B880E32754EB9F0F362103B9E99B7C15C2E7D773A135315086AEEFBB`;

  test('the sector key object holds full domain parameters and has the published hash', () => {
    expect(encodeSectorKey({ protocol, curve, point })).toEqual(encoded);
    expect(parseSectorKey(encoded)).toEqual({ protocol, curve, point });
    expect(sectorKeyHash(encoded, 'SHA-256', cryptography)).toEqual(hash);
  });

  test('every octet of the transcript, with one sector and with two', () => {
    const key = { protocol, curve, secret } as const;
    for (const count of [1, 2]) {
      const terminal = { sectorHashes: [hash, hash].slice(0, count), hash: 'SHA-256' } as const;
      const transcript: string[] = [];
      const answer = (command: CommandApdu) => {
        const response = command.ins === 0x22 ? status(0x9000) : identifyForSectors(key, terminal, command, cryptography);
        transcript.push(toHex(encodeCommand(command)), toHex(encodeResponse(response)));
        return response;
      };
      const found = runSync(identify({ protocol, keyId: 2 }, [encoded, encoded].slice(0, count)), answer);
      const object = `82011d${toHex(content)}`;
      const text = toHex(identifier);
      expect(transcript.slice(0, 2)).toEqual(['002241a40f800a04007f00070202050203840102', '9000']);
      if (count === 1) {
        expect(found).toEqual({ first: identifier });
        expect(transcript.slice(2)).toEqual([`00860000000125${`7c820121a0${object}`}0100`, `7c228120${text}9000`]);
      } else {
        expect(found).toEqual({ first: identifier, second: identifier });
        expect(transcript.slice(2)).toEqual([`00860000000246${`7c820242a0${object}a2${object}`}0100`, `7c448120${text}8320${text}9000`]);
      }
    }
  });
});
