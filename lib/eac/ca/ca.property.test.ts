import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { type CommandApdu, runSync, status } from '../../apdu/index.ts';
import { bytes, fromUnsigned, hex } from '../../bytes/index.ts';
import { type CurveName, namedCurves } from '../../crypto/index.ts';
import { tlv } from '../../tlv/index.ts';
import { compress, generalAuthenticate } from '../key-agreement/index.ts';
import { agreeWithTerminal, authenticateChip, chipAuthenticationProtocols, openChipChannel } from './index.ts';

const cryptography = createCryptography();
const protocols = Object.keys(chipAuthenticationProtocols);

describe.each(Object.keys(namedCurves) as CurveName[])('chip authentication on %s', (curveName) => {
  const curve = cryptography.curve(curveName);
  const keyPair = () => curve.keyPair(curve.randomScalar(cryptography.random));
  const chipKey = keyPair();
  const ephemeral = keyPair();

  test.each(protocols)('terminal and chip agree exactly when the chip holds the static key, %s', (protocol) => {
    const key = { protocol, curve: curveName, secret: chipKey.secret };
    let chipKeys: unknown;
    const answer = (command: CommandApdu) => {
      if (command.ins === 0x22) return status(0x9000);
      const agreement = agreeWithTerminal(key, compress(ephemeral.point), command, cryptography);
      if (agreement.kind === 'established') chipKeys = agreement.channel.keys.export();
      return agreement.response;
    };
    const proof = runSync(authenticateChip({ protocol }, ephemeral.point), answer);
    const open = (point: typeof chipKey.point) =>
      openChipChannel({ protocol, curve: curveName, chipKey: point, ephemeral }, proof, cryptography).keys.export();
    expect(open(chipKey.point)).toEqual(chipKeys);
    expect(() => open(keyPair().point)).toThrow(expect.objectContaining({ code: 'ca.token-mismatch' }));
    expect(() => open(new Uint8Array(chipKey.point.length))).toThrow(expect.objectContaining({ code: 'crypto.bad-point' }));
  });

  test('the chip refuses a key that terminal authentication did not bind, and points that are none', () => {
    const key = { protocol: protocols[0] as string, curve: curveName, secret: chipKey.secret };
    const give = (point: Uint8Array) => {
      const command = generalAuthenticate([tlv(0x80, point)], 'last');
      return agreeWithTerminal(key, compress(ephemeral.point), command, cryptography);
    };
    expect(give(ephemeral.point).kind).toBe('established');
    expect(give(keyPair().point).response.status).toBe(0x6984);
    const off = bytes(ephemeral.point);
    off[off.length - 1] = (off[off.length - 1] as number) ^ 1;
    const zero = bytes([4, ...new Uint8Array(2 * curve.size)]);
    const beyond = bytes([4, ...curve.parameters.p, ...fromUnsigned(1n, curve.size)]);
    for (const bad of [off, zero, beyond, hex`00`, new Uint8Array(0)]) expect(give(bad).response.status).toBe(0x6a80);
  });
});
