import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { type CommandApdu, encodeCommand, type ResponseApdu, runSync, status } from '../../apdu/index.ts';
import { type Bytes, bytes, hex, toHex } from '../../bytes/index.ts';
import { createChat } from '../../cvc/index.ts';
import {
  beginPace,
  compareToken,
  digitsPassword,
  establishPace,
  isPaceProtocol,
  machineReadablePassword,
  type PaceOutcome,
  pace,
  readPinTries,
  selectPace,
} from './index.ts';

const cryptography = createCryptography();
const offer = { protocol: '0.4.0.127.0.7.2.2.4.2.2', parameterId: 13 };
const other = { ...offer, parameterId: 12 };

/** What the terminal makes of a chip that refuses at this point (0: selection, 1 to 4: the steps of PACE) with this status word. */
function refusedAt(position: number, word: number, type: 'can' | 'pin' | 'puk', resumed = false): PaceOutcome {
  let state = beginPace(offer, digitsPassword(type, '123456'));
  let count = -1;
  const answer = (command: CommandApdu): ResponseApdu => {
    if (++count === position) return status(word);
    if (count === 0) return status(0x9000);
    const step = pace(state, command, cryptography);
    if (step.kind === 'next') state = step.state;
    if (step.kind !== 'token') return step.response;
    const verdict = compareToken(step.pending, []);
    return verdict.kind === 'established' ? verdict.response : status(0x6300);
  };
  return runSync(establishPace({ offer, password: digitsPassword(type, '123456'), resumed }, cryptography), answer);
}

describe('what the terminal learns from a status word', () => {
  test.each([
    [0, 0x63c0, { kind: 'blocked' }],
    [0, 0x63c1, { kind: 'suspended' }],
    [0, 0x6283, { kind: 'deactivated' }],
    [1, 0x6983, { kind: 'blocked' }],
    [1, 0x6984, { kind: 'deactivated' }],
    [3, 0x6983, { kind: 'blocked' }],
    [4, 0x63c2, { kind: 'wrong-password', triesLeft: 2 }],
    [4, 0x63c1, { kind: 'wrong-password', triesLeft: 1 }],
    [4, 0x63c0, { kind: 'blocked' }],
    [4, 0x6983, { kind: 'blocked' }],
    [4, 0x6984, { kind: 'deactivated' }],
    [4, 0x6985, { kind: 'suspended' }],
  ] as const)('PIN, step %i, status %i', (position, word, outcome) => {
    expect(refusedAt(position, word, 'pin')).toEqual(outcome);
  });

  test('a PIN with tries left is used, a suspended one only in the channel of the CAN', () => {
    expect(refusedAt(0, 0x63c2, 'pin').kind).toBe('established');
    expect(refusedAt(0, 0x63c1, 'pin', true).kind).toBe('established');
  });

  test('CAN and PUK know only right and wrong', () => {
    expect(refusedAt(4, 0x6300, 'can')).toEqual({ kind: 'wrong-password' });
    expect(refusedAt(4, 0x63c7, 'puk')).toEqual({ kind: 'wrong-password' });
  });

  test.each([
    [0, 0x6a80, 'pin'],
    [0, 0x63c2, 'can'],
    [2, 0x6a80, 'pin'],
    [1, 0x6983, 'can'],
    [3, 0x6300, 'can'],
    [2, 0x63c2, 'pin'],
    [4, 0x6982, 'pin'],
  ] as const)('step %i, status %i of the %s is a broken protocol', (position, word, type) => {
    expect(() => refusedAt(position, word, type)).toThrow(expect.objectContaining({ code: 'pace.refused' }));
  });

  test('the tries of the PIN are known before it is entered', () => {
    const tries = (word: number) => runSync(readPinTries(offer), () => status(word));
    expect([0x9000, 0x63c2, 0x63c1, 0x63c0].map(tries)).toEqual([3, 2, 1, 0].map((triesLeft) => ({ kind: 'known', triesLeft })));
    expect(tries(0x6283)).toEqual({ kind: 'deactivated' });
    expect(tries(0x6a80)).toEqual({ kind: 'unknown' });
  });
});

describe('MSE:Set AT', () => {
  test('names parameters and rights only when there is a reason', () => {
    const sent: string[] = [];
    const record = (command: CommandApdu) => {
      sent.push(toHex(encodeCommand(command)));
      return status(0x63c0);
    };
    const password = digitsPassword('pin', '123456');
    runSync(establishPace({ offer, password }, cryptography), record);
    runSync(establishPace({ offer, password, nameParameters: true, chat: createChat(['readDg4']) }, cryptography), record);
    expect(sent).toEqual([
      '0022c1a40f800a04007f00070202040202830103',
      '0022c1a427800a04007f0007020204020283010384010d7f4c12060904007f00070301020253050000000800',
    ]);
  });

  const select = (data: Bytes, offers = [offer]) => selectPace({ cla: 0, ins: 0x22, p1: 0xc1, p2: 0xa4, data }, offers);
  const protocol = hex`80 0A 04007F00070202040202`;

  test('selects among the offers of the chip', () => {
    expect(select(hex`${protocol} 83 01 02`)).toEqual({
      kind: 'selected',
      offer,
      selection: { protocol: offer.protocol, password: 'can' },
    });
    expect(select(hex`${protocol} 83 01 03 84 01 0C`, [offer, other])).toMatchObject({ kind: 'selected', offer: other });
    const chat = select(hex`83 01 03 ${protocol} 7F4C 12 06 09 04007F000703010202 53 05 0000000800`);
    expect(chat).toMatchObject({ selection: { chat: createChat(['readDg4']) } });
  });

  test.each([
    ['an unknown protocol', hex`80 0A 04007F00070202040204 83 01 02`, 0x6a80],
    ['an unknown password', hex`${protocol} 83 01 05`, 0x6a88],
    ['unknown parameters', hex`${protocol} 83 01 02 84 01 0C`, 0x6a88],
    ['an unknown terminal type', hex`${protocol} 83 01 02 7F4C 0E 06 09 04007F000703010209 53 01 00`, 0x6a88],
    ['no password', protocol, 0x6a80],
    ['no protocol', hex`83 01 02`, 0x6a80],
    ['an object twice', hex`${protocol} 83 01 02 83 01 02`, 0x6a80],
    ['an unknown object', hex`${protocol} 83 01 02 95 01 00`, 0x6a80],
    ['octets that are no objects', hex`80 FF`, 0x6a80],
    ['no octets', new Uint8Array(0), 0x6a80],
  ])('%s is refused', (_name, data, word) => {
    expect(select(data)).toEqual({ kind: 'refused', status: word });
  });
});

describe('the order of the steps', () => {
  const begin = () => beginPace(offer, digitsPassword('can', '500540'));
  const ask = (cla: number, data: Bytes) => {
    const step = pace(begin(), { cla, ins: 0x86, p1: 0, p2: 0, data }, cryptography);
    return step.kind === 'token' ? 'token' : step.response.status;
  };

  test('is the only one: another object is 6985, a broken chain 6883, two objects 6A80', () => {
    expect(ask(0x10, hex`7C 00`)).toBe(0x9000);
    expect(ask(0x10, hex`7C 02 81 00`)).toBe(0x6985);
    expect(ask(0x00, hex`7C 00`)).toBe(0x6883);
    expect(ask(0x10, hex`7C 04 81 00 83 00`)).toBe(0x6a80);
    expect(ask(0x10, hex`7D 00`)).toBe(0x6a80);
  });

  test('an answer with more or other objects than the step gives is refused by the terminal', () => {
    const answers = [
      hex`7C 00`,
      hex`7C 02 80 00`,
      hex`7C 0A 80 08 ${new Uint8Array(8)}`,
      hex`7C 04 80 00 80 00`,
      hex`7C 14 80 10 ${new Uint8Array(16)} 82 00`,
      hex`80 00`,
      hex``,
    ];
    for (const data of answers) {
      const answer = ({ ins }: CommandApdu) => (ins === 0x22 ? status(0x9000) : { data, status: 0x9000 });
      expect(() => runSync(establishPace({ offer, password: digitsPassword('can', '500540') }, cryptography), answer)).toThrow(
        expect.objectContaining({ code: 'pace.malformed' }),
      );
    }
  });

  test('a protocol or curve that we do not speak is refused before anything is sent', () => {
    const password = digitsPassword('can', '500540');
    expect(isPaceProtocol(offer.protocol)).toBe(true);
    expect(isPaceProtocol('0.4.0.127.0.7.2.2.4.6.2')).toBe(false);
    for (const bad of [
      { ...offer, protocol: '0.4.0.127.0.7.2.2.4.6.2' },
      { ...offer, parameterId: 11 },
    ]) {
      expect(() => establishPace({ offer: bad, password }, cryptography).next()).toThrow(
        expect.objectContaining({ code: 'pace.unsupported' }),
      );
    }
  });
});

describe('a password', () => {
  test('neither prints nor serialises, and is wiped after use', () => {
    const password = digitsPassword('pin', '739154');
    expect(JSON.stringify(password)).toBe('{"type":"pin"}');
    expect(String(password)).not.toContain('739154');
    {
      using used = password;
      expect(used.reveal()).toEqual(hex`37 33 39 31 35 34`);
    }
    expect(password.reveal()).toEqual(new Uint8Array(6));
  });

  test('is made of digits, or of the characters of a machine-readable zone', () => {
    expect(() => digitsPassword('pin', '12345x')).toThrow(expect.objectContaining({ code: 'pace.malformed' }));
    expect(() => digitsPassword('pin', '')).toThrow(expect.objectContaining({ code: 'pace.malformed' }));
    expect(() => machineReadablePassword(cryptography, 't22000129')).toThrow(expect.objectContaining({ code: 'pace.malformed' }));
    expect(bytes(machineReadablePassword(cryptography, 'T22000129364081251010318').reveal())).toEqual(
      hex`7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD`,
    );
  });
});
