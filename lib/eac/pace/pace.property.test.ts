import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { type CommandApdu, type ResponseApdu, runSync, status } from '../../apdu/index.ts';
import { type Bytes, bytes, toHex } from '../../bytes/index.ts';
import { type CurveName, namedCurves } from '../../crypto/index.ts';
import { createChat } from '../../cvc/index.ts';
import { isEidError } from '../../error/index.ts';
import { parseDynamicData } from '../key-agreement/index.ts';
import {
  beginPace,
  compareToken,
  digitsPassword,
  establishPace,
  type PaceOffer,
  type PaceOutcome,
  type PaceParameters,
  type PaceState,
  pace,
  paceProtocols,
  parsePaceSelection,
  selectPace,
} from './index.ts';

const cryptography = createCryptography();
const offers = (Object.keys(namedCurves) as CurveName[]).flatMap((name) =>
  Object.keys(paceProtocols).map((protocol) => ({ name, protocol, parameterId: namedCurves[name].parameterId })),
);
const cans = fc.stringMatching(/^[0-9]{6}$/);

/** A chip that knows one password and names its trust points to a terminal that sent a CHAT. */
function createChip(offer: PaceOffer, digits: string) {
  let state: PaceState | undefined;
  let authorities: readonly string[] = [];
  const chip = {
    keys: undefined as Bytes | undefined,
    answer(command: CommandApdu): ResponseApdu {
      if (command.ins === 0x22) {
        const selected = selectPace(command, [offer]);
        if (selected.kind === 'refused') return status(selected.status);
        state = beginPace(offer, digitsPassword('can', digits));
        authorities = selected.selection.chat ? ['HUCVCAeID00002', 'HUCVCAeID00001'] : [];
        return status(0x9000);
      }
      if (state === undefined) return status(0x6985);
      const step = pace(state, command, cryptography);
      state = step.kind === 'next' ? step.state : undefined;
      if (step.kind !== 'token') return step.response;
      const verdict = compareToken(step.pending, authorities);
      if (verdict.kind === 'wrong-token') return status(0x6300);
      chip.keys = verdict.channel.keys.export();
      return verdict.response;
    },
  };
  return chip;
}

const run = (parameters: PaceParameters, answer: (command: CommandApdu) => ResponseApdu): PaceOutcome =>
  runSync(establishPace(parameters, cryptography), answer);

describe.each(offers)('PACE on $name with $protocol', (offer) => {
  test('terminal and chip agree exactly when the password is the same', () => {
    fc.assert(
      fc.property(cans, cans, (ours, theirs) => {
        const chip = createChip(offer, theirs);
        const same = run({ offer, password: digitsPassword('can', theirs), chat: createChat(['readDg4']) }, chip.answer);
        expect(same).toMatchObject({ kind: 'established', cars: ['HUCVCAeID00002', 'HUCVCAeID00001'] });
        expect(same.kind === 'established' && same.channel.keys.export()).toEqual(chip.keys);
        if (ours === theirs) return;
        expect(run({ offer, password: digitsPassword('can', ours) }, createChip(offer, theirs).answer)).toEqual({ kind: 'wrong-password' });
      }),
      { numRuns: 1 },
    );
  });
});

describe('PACE against a dishonest peer', () => {
  const [offer] = offers as [(typeof offers)[number]];
  const password = digitsPassword('can', '500540');
  const curve = cryptography.curve('brainpoolP256r1');
  const off = bytes(curve.parameters.G);
  off[64] = (off[64] as number) ^ 1;
  const badPoints = {
    'a point off the curve': off,
    'a point of another curve': namedCurves['P-256'].parameters.G,
    'the point at infinity': Uint8Array.of(0),
    'a zero point': bytes([4, ...new Uint8Array(64)]),
    'a compressed point': bytes([2, ...curve.parameters.G.slice(1, 33)]),
    'no octets': new Uint8Array(0),
  };

  test.each(Object.entries(badPoints))('%s is refused by the terminal in both steps', (_name, point) => {
    for (const tag of [0x82, 0x84]) {
      const chip = createChip(offer, '500540');
      const forged = (command: CommandApdu) => {
        const response = chip.answer(command);
        return command.ins === 0x86 && parseDynamicData(response.data)[0]?.tag === tag
          ? { ...response, data: bytes([0x7c, point.length + 2, tag, point.length, ...point]) }
          : response;
      };
      expect(() => run({ offer, password }, forged)).toThrow(expect.objectContaining({ code: 'crypto.bad-point' }));
    }
  });

  test.each(Object.entries(badPoints))('%s is refused by the chip in both steps, and PACE begins anew', (_name, point) => {
    const bad = (tag: number) => ({
      cla: 0x10,
      ins: 0x86,
      p1: 0,
      p2: 0,
      data: bytes([0x7c, point.length + 2, tag, point.length, ...point]),
    });
    const nonceRequest = { cla: 0x10, ins: 0x86, p1: 0, p2: 0, data: bytes([0x7c, 0]) };
    const good = (tag: number) => ({
      ...bad(tag),
      data: bytes([0x7c, 67, tag, 65, ...curve.keyPair(curve.randomScalar(cryptography.random)).point]),
    });
    for (const script of [
      [nonceRequest, bad(0x81)],
      [nonceRequest, good(0x81), bad(0x83)],
    ]) {
      const chip = createChip(offer, '500540');
      chip.answer({ cla: 0, ins: 0x22, p1: 0xc1, p2: 0xa4, data: bytes([0x80, 10, 4, 0, 0x7f, 0, 7, 2, 2, 4, 2, 2, 0x83, 1, 2]) });
      expect(script.map((command) => chip.answer(command).status).at(-1)).toBe(0x6a80);
      expect(chip.answer(good(0x83)).status).toBe(0x6985);
    }
  });

  test('a key that comes back to its sender is refused by the terminal and by the chip', () => {
    for (const tag of [0x81, 0x83]) {
      const chip = createChip(offer, '500540');
      const echo = (command: CommandApdu) => {
        const object = command.ins === 0x86 ? parseDynamicData(command.data as Bytes)[0] : undefined;
        if (object?.tag !== tag) return chip.answer(command);
        return { data: bytes([0x7c, 67, tag + 1, 65, ...object.value]), status: 0x9000 };
      };
      expect(() => run({ offer, password }, echo)).toThrow(expect.objectContaining({ code: 'pace.same-key' }));
    }
    const own = curve.keyPair(curve.randomScalar(cryptography.random));
    const scripted = createCryptography({ random: () => own.secret });
    const state: PaceState = { expect: 'mapping', offer, nonce: new Uint8Array(16) };
    const command = { cla: 0x10, ins: 0x86, p1: 0, p2: 0, data: bytes([0x7c, 67, 0x81, 65, ...own.point]) };
    expect(pace(state, command, scripted)).toMatchObject({ kind: 'refused', response: { status: 0x6a80 } });
    const mapping = { nonce: new Uint8Array(16), secret: own.secret, theirs: curve.parameters.G };
    const data = bytes([0x7c, 67, 0x83, 65, ...curve.mappedPoint(mapping, own.secret)]);
    const last = pace({ expect: 'ephemeral-key', offer, mapping }, { ...command, data }, scripted);
    expect(last).toMatchObject({ kind: 'refused', response: { status: 0x6a80 } });
  });

  test('a wrong token of the chip is refused even though it says success', () => {
    const chip = createChip(offer, '500540');
    const liar = (command: CommandApdu) => {
      const response = chip.answer(command);
      return command.ins === 0x86 && command.cla === 0
        ? { data: bytes([0x7c, 10, 0x86, 8, ...new Uint8Array(8)]), status: 0x9000 }
        : response;
    };
    expect(() => run({ offer, password }, liar)).toThrow(expect.objectContaining({ code: 'pace.token-mismatch' }));
  });

  test('any octet changed on the way ends without a channel, or with one that its chip does not share', () => {
    for (const direction of ['command', 'response'] as const) {
      for (let at = 0; at < 4; at++) {
        fc.assert(
          fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (position, mask) => {
            const chip = createChip(offer, '500540');
            let count = -1;
            const flip = (data: Bytes) => bytes(data.map((octet, i) => (i === position % data.length ? octet ^ mask : octet)));
            const wire = (command: CommandApdu) => {
              const here = command.ins === 0x86 && ++count === at;
              const sent = here && direction === 'command' && command.data ? { ...command, data: flip(command.data) } : command;
              const response = chip.answer(sent);
              return here && direction === 'response' && response.data.length > 0 ? { ...response, data: flip(response.data) } : response;
            };
            expect(attempt(() => run({ offer, password }, wire))).not.toBe('established');
          }),
          { numRuns: 3 },
        );
      }
    }
  });

  test('two runs show nothing in common: the nonce is fresh and every octet of its encryption moves', () => {
    const nonces = Array.from({ length: 64 }, () => {
      const step = pace(beginPace(offer, password), { cla: 0x10, ins: 0x86, p1: 0, p2: 0, data: bytes([0x7c, 0]) }, cryptography);
      return step.kind === 'next' ? step.response.data.slice(4) : new Uint8Array(0);
    });
    expect(new Set(nonces.map(toHex)).size).toBe(64);
    for (let i = 0; i < 16; i++) expect(new Set(nonces.map((nonce) => nonce[i])).size).toBeGreaterThan(32);
  });
});

test('decoders of PACE throw nothing but EidError, and the chip answers any octets with a status word', () => {
  const [offer] = offers as [(typeof offers)[number]];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), fc.uint8Array({ maxLength: 3 }), (octets, chained, head) => {
      const data = bytes([...head, ...octets]);
      expect(attempt(() => parsePaceSelection(data) && 'established')).toBeDefined();
      const command = { cla: chained ? 0x10 : 0, ins: 0x86, p1: 0, p2: 0, data };
      for (const state of [
        beginPace(offer, digitsPassword('can', '500540')),
        { expect: 'mapping', offer, nonce: new Uint8Array(16) },
      ] as const) {
        expect(pace(state, command, cryptography).kind).not.toBe('token');
      }
    }),
  );
});

/** The outcome's kind, or the code of an EidError; anything else that is thrown is a failure. */
function attempt(work: () => PaceOutcome | string): string {
  try {
    const outcome = work();
    return typeof outcome === 'string' ? outcome : outcome.kind;
  } catch (error) {
    if (isEidError(error)) return error.code;
    throw error;
  }
}
