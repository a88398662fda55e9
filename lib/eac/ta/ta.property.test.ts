import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { runSync } from '../../apdu/index.ts';
import { bytes, hex } from '../../bytes/index.ts';
import { certify } from '../../cvc/certify.fixture.ts';
import { type AuthenticationRight, authenticationRights, type Chat, createChat, type Holder, rightsOf } from '../../cvc/index.ts';
import { isEidError } from '../../error/index.ts';
import { authority, createChip } from './chain.fixture.ts';
import { authenticateTerminal, getChallenge, terminalSignatureInput, verifyCertificates } from './index.ts';
import { encodeClaim, parseClaim } from './messages.ts';

const cryptography = createCryptography();
const idPicc = new Uint8Array(32).fill(1);
const compressedKey = new Uint8Array(32).fill(2);
const rights = fc.subarray(Object.keys(authenticationRights) as AuthenticationRight[]);
const protocol = '0.4.0.127.0.7.2.2.2.2.3';

test('a chain is accepted exactly when the hierarchy is right and nothing is expired, and gives what all have in common', () => {
  const holders = fc.constantFrom<Holder>('cvca', 'dv-official', 'dv-other', 'terminal');
  const days = fc.constantFrom('2026-03-01', '2026-06-01', '2026-09-01');
  fc.assert(
    fc.property(
      fc.tuple(rights, rights, rights, rights),
      holders,
      holders,
      days,
      days,
      days,
      (given, middle, end, today, dvExpires, expires) => {
        const root = authority(cryptography, 'HUCVCAeID00001', 'cvca', given[0]);
        const dv = authority(cryptography, 'HUDVeID000001', middle, given[1]);
        const terminal = authority(cryptography, 'HUTERM00001', end, given[2]);
        const trustPoints = [certify(root, root, { expiration: '2028-01-01' }).raw];
        const chip = createChip(cryptography, { trust: { trustPoints, currentDate: today }, idPicc, chat: createChat(given[3]) });
        const chain = [certify(root, dv, { expiration: dvExpires }), certify(dv, terminal, { expiration: expires })];
        const good = middle.startsWith('dv') && end === 'terminal' && dvExpires >= today && expires >= today;
        const claim = { protocol, chr: terminal.chr, compressedKey };
        const work = () => {
          runSync(verifyCertificates(chain), chip.answer);
          const challenge = runSync(getChallenge(), chip.answer);
          const signature = terminal.signer.sign('SHA-256', terminalSignatureInput({ idPicc, challenge }, claim));
          runSync(authenticateTerminal(claim, signature), chip.answer);
        };
        if (!good) {
          expect(work).toThrow(expect.objectContaining({ code: expect.stringMatching(/^ta\./) }));
          expect(chip.terminal).toBeUndefined();
          return;
        }
        work();
        const common = given[0].filter((right) => given.every((list) => list.includes(right)));
        expect(rightsOf(chip.terminal?.chat as Chat).toSorted()).toEqual(common.toSorted());
      },
    ),
    { numRuns: 120 },
  );
});

test('the chip answers any octets with a status word and authenticates nobody by them', () => {
  const root = authority(cryptography, 'HUCVCAeID00001', 'cvca');
  const trustPoints = [certify(root, root).raw];
  const headers = fc.constantFrom([0x22, 0x81, 0xb6], [0x2a, 0x00, 0xbe], [0x22, 0x81, 0xa4], [0x84, 0, 0], [0x82, 0, 0]);
  fc.assert(
    fc.property(fc.array(fc.tuple(headers, fc.uint8Array({ maxLength: 80 }).map(bytes))), (commands) => {
      const chip = createChip(cryptography, { trust: { trustPoints, currentDate: '2026-01-01' }, idPicc, chat: createChat([]) });
      for (const [[ins = 0, p1 = 0, p2 = 0], data] of commands) {
        expect(chip.answer({ cla: 0, ins, p1, p2, data }).status).toBeGreaterThanOrEqual(0x6000);
      }
      expect(chip.terminal).toBeUndefined();
      expect(chip.context.trust.trustPoints).toBe(trustPoints);
    }),
  );
});

test('a claim survives its encoding, and its decoder throws nothing but EidError', () => {
  const keys = fc.uint8Array({ minLength: 1, maxLength: 66 }).map(bytes);
  fc.assert(
    fc.property(keys, fc.option(fc.constant(hex`67 03 73 01 00`)), fc.uint8Array({ maxLength: 60 }), (key, auxiliaryData, octets) => {
      const claim = { protocol, chr: 'HUTERM00001', compressedKey: key, ...(auxiliaryData && { auxiliaryData }) };
      const parsed = parseClaim(encodeClaim(claim).data ?? bytes([]));
      expect(parsed).toEqual({ ...claim, chr: bytes([...'HUTERM00001'].map((letter) => letter.charCodeAt(0))) });
      try {
        parseClaim(bytes(octets));
      } catch (error) {
        expect(isEidError(error)).toBe(true);
      }
    }),
  );
});
