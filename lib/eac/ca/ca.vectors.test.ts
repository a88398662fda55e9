// The BSI worked example of chip authentication with scripted randomness, both ends.
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import vectors from '../../../vectors/ca.json' with { type: 'json' };
import { type CommandApdu, encodeCommand, encodeResponse, runSync, status } from '../../apdu/index.ts';
import { type Bytes, hex, parseHex, toHex } from '../../bytes/index.ts';
import { parseOid } from '../../tlv/index.ts';
import { compress } from '../key-agreement/index.ts';
import { agreeWithTerminal, authenticateChip, openChipChannel } from './index.ts';

const octets = (text: string) => parseHex(text) as Bytes;

describe('BSI EAC2 worked example ECDH: chip authentication', () => {
  const example = vectors.examples.find(({ name }) => name.endsWith('ECDH')) as (typeof vectors.examples)[number];
  const protocol = parseOid(octets(example.oid));
  const key = { protocol, curve: 'brainpoolP256r1', secret: octets(example.piccPrivate) } as const;
  const ephemeral = { secret: octets(example.pcdPrivate.slice(-64)), point: octets(example.pcdPublic) };
  const chipKey = octets(example.piccPublic);
  const chip = createCryptography({ random: () => octets(example.nonce) });
  const terminal = createCryptography();

  test('every octet of the transcript and both channels are the published ones', () => {
    const transcript: [string, string][] = [];
    let chipKeys: Bytes | undefined;
    const answer = (command: CommandApdu) => {
      if (command.ins === 0x22) return status(0x9000);
      const agreement = agreeWithTerminal(key, compress(ephemeral.point), command, chip);
      if (agreement.kind === 'established') chipKeys = agreement.channel.keys.export();
      return agreement.response;
    };
    const proof = runSync(authenticateChip({ protocol, keyId: 1 }, ephemeral.point), (command) => {
      const response = answer(command);
      transcript.push([toHex(encodeCommand(command)), toHex(encodeResponse(response))]);
      return response;
    });
    expect(transcript).toEqual([
      ['002241a40f800a04007f00070202030202840101', '9000'],
      [`00860000457c438041${example.pcdPublic}00`, `7c148108${example.nonce}8208${example.tokenPicc}9000`],
    ]);
    const channel = openChipChannel({ protocol, curve: key.curve, chipKey, ephemeral }, proof, terminal);
    expect(channel.keys.export()).toEqual(octets(example.kEnc + example.kMac));
    expect(chipKeys).toEqual(channel.keys.export());
    expect(channel.counter).toBe(0);
  });

  test('a chip that cannot make the token is refused', () => {
    const proof = { nonce: octets(example.nonce), token: octets(example.tokenPicc) };
    for (const wrong of [
      { ...proof, token: hex`FF0117D68DEE8E73` },
      { ...proof, nonce: hex`4287B3072A3EDC61` },
    ]) {
      expect(() => openChipChannel({ protocol, curve: key.curve, chipKey, ephemeral }, wrong, terminal)).toThrow(
        expect.objectContaining({ code: 'ca.token-mismatch' }),
      );
    }
  });
});
