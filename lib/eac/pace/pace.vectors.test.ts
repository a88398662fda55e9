// Published worked examples of PACE with scripted randomness: the whole transcript, both ends.
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import vectors from '../../../vectors/pace-ecdh-gm.json' with { type: 'json' };
import { type CommandApdu, encodeCommand, encodeResponse, type ResponseApdu, runSync, status } from '../../apdu/index.ts';
import { type Bytes, parseHex, toHex } from '../../bytes/index.ts';
import type { Random } from '../../crypto/index.ts';
import { parseOid } from '../../tlv/index.ts';
import {
  beginPace,
  compareToken,
  digitsPassword,
  establishPace,
  machineReadablePassword,
  type PaceState,
  pace,
  selectPace,
} from './index.ts';

type Example = (typeof vectors.examples)[number];

const octets = (text: string) => parseHex(text) as Bytes;
const scalar = (text: string) => octets(text.slice(-64));

describe.each(vectors.examples)('$name: PACE with ECDH and Generic Mapping', (example) => {
  const { map, keyAgreement } = example;
  const offer = { protocol: parseOid(octets(example.oid)), parameterId: example.parameterId };

  const converse = () => {
    const terminal = createCryptography({ random: script(scalar(map.pcdPrivate), scalar(keyAgreement.pcdPrivate)) });
    const chip = createCryptography({ random: script(octets(example.nonce), scalar(map.piccPrivate), scalar(keyAgreement.piccPrivate)) });
    const transcript: [string, string][] = [];
    let state: PaceState | undefined;
    let chipChannel: unknown;
    const answer = (command: CommandApdu): ResponseApdu => {
      if (command.ins === 0x22) {
        expect(selectPace(command, [offer])).toMatchObject({ kind: 'selected', offer });
        state = beginPace(offer, password(example));
        return status(0x9000);
      }
      const step = pace(state as PaceState, command, chip);
      if (step.kind === 'refused') return step.response;
      if (step.kind === 'next') {
        state = step.state;
        return step.response;
      }
      const verdict = compareToken(step.pending, []);
      if (verdict.kind === 'wrong-token') return status(0x6300);
      chipChannel = verdict.channel.keys.export();
      return verdict.response;
    };
    const recorded = (command: CommandApdu) => {
      const response = answer(command);
      transcript.push([toHex(encodeCommand(command)), toHex(encodeResponse(response))]);
      return response;
    };
    const outcome = runSync(establishPace({ offer, password: password(example) }, terminal), recorded);
    return { outcome, transcript, chipChannel };
  };

  test('every octet of the transcript is the published one', () => {
    const { transcript } = converse();
    const [selection, ...rest] = transcript;
    expect(rest).toEqual([
      ['10860000027c0000', `7c128010${example.nonceEncrypted}9000`],
      [`10860000457c438141${map.pcdPublic}00`, `7c438241${map.piccPublic}9000`],
      [`10860000457c438341${keyAgreement.pcdPublic}00`, `7c438441${keyAgreement.piccPublic}9000`],
      [`008600000c7c0a8508${example.tokenPcd}00`, `7c0a8608${example.tokenPicc}9000`],
    ]);
    if (example.apdus !== undefined) expect(transcript).toEqual(example.apdus);
    expect(selection?.[1]).toBe('9000');
  });

  test('both ends hold the published session keys', () => {
    const { outcome, chipChannel } = converse();
    expect(chipChannel).toEqual(octets(example.kEnc + example.kMac));
    expect(outcome).toMatchObject({ kind: 'established', cars: [], idPicc: octets(keyAgreement.piccPublic.slice(2, 66)) });
    expect(outcome.kind === 'established' && outcome.channel.keys.export()).toEqual(chipChannel);
  });
});

function password({ password }: Example) {
  if (password.type === 'MRZ') return machineReadablePassword(createCryptography(), password.ascii);
  return digitsPassword('pin', password.ascii);
}

/** Hands out these strings once each; a wrong size or one too many is a failure. */
function script(...strings: readonly Bytes[]): Random {
  const left = [...strings];
  return (size) => {
    const next = left.shift();
    expect(next?.length).toBe(size);
    return next as Bytes;
  };
}
