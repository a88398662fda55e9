import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Protocol, runSync } from '../apdu/index.ts';
import { concat } from '../bytes/index.ts';
import { digitsPassword, establishPace } from '../eac/pace/index.ts';
import { secured } from '../secure-messaging/index.ts';
import { encodeCardFile, parseCardFile } from './card-file.ts';
import { commands } from './commands.ts';
import { establishAuthorities, openWithPin, signIn } from './test-terminal.ts';
import { insertCard, newCard, offer, PowerCut } from './test-world.ts';

const cryptography = createCryptography();
const authorities = establishAuthorities(cryptography);
const card = newCard(cryptography, authorities.root.certificate);
const by = { cryptography, authorities };

/** Command APDUs that look like ones the chip knows, and any octets at all. */
const octets = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc
    .tuple(
      fc.constantFrom(...commands),
      fc.constantFrom(0x00, 0x0c, 0x10, 0x1c, 0x80),
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom([], [0], [0, 0, 0]),
    )
    .map(([{ cla, ins, parameters }, extra, data, le]) => {
      const [p1, p2] = parameters === undefined ? [data[0] ?? 0x9c, data[1] ?? 0] : [parameters >> 8, parameters & 0xff];
      const body = data.length === 0 ? [] : [data.length, ...data];
      return Uint8Array.of(cla | extra, ins, p1, p2, ...body, ...le);
    }),
);

test('any octets get a status word and leave the card as it was', () => {
  fc.assert(
    fc.property(fc.array(octets, { maxLength: 8 }), (scripts) => {
      const slot = insertCard(card, cryptography);
      for (const script of scripts) expect(slot.sendOctets(script).status).toBeGreaterThan(0x6000);
      expect(slot.kept).toBe(card);
    }),
    { numRuns: 3000 },
  );
});

test('any command inside a channel gets a protected status word, and the PIN is not touched by what is no change of it', () => {
  const inside = fc.record({
    cla: fc.constantFrom(0x00, 0x10, 0x80),
    ins: fc.oneof(fc.constantFrom(...commands.map(({ ins }) => ins)), fc.integer({ min: 0, max: 255 })),
    p1: fc.integer({ min: 0, max: 255 }),
    p2: fc.integer({ min: 0, max: 255 }),
    data: fc.uint8Array({ maxLength: 40 }).map((data) => concat(data)),
    expected: fc.constant(256),
  });
  const channels = [() => signIn(insertCard(card, cryptography), by), () => openWithPin(insertCard(card, cryptography), by)];
  fc.assert(
    fc.property(fc.constantFrom(...channels), fc.array(inside, { minLength: 5, maxLength: 20 }), (open, script) => {
      const { speak } = open();
      for (const command of script) {
        const dangerous = [0x04, 0x2c, 0x44, 0xd6].includes(command.ins);
        if (dangerous) continue;
        const { status } = speak(
          (function* (): Protocol<{ status: number }> {
            return yield command;
          })(),
        );
        expect(status).toBeGreaterThan(0x6000);
      }
    }),
    { numRuns: 100 },
  );
});

test('A2: no script of wrong PINs, CANs, resets and cuts of power gets more than three verdicts', () => {
  const acts = fc.array(fc.constantFrom('guess', 'guess-after-can', 'reset', 'cut-before', 'cut-after'), { maxLength: 24 });
  const wrong = { offer, password: digitsPassword('pin', '000000'), resumed: true };
  fc.assert(
    fc.property(acts, (script) => {
      const slot = insertCard(card, cryptography);
      let verdicts = 0;
      for (const act of script) {
        if (act === 'reset') slot.reset();
        else if (act === 'cut-before' || act === 'cut-after') slot.cutPower(act === 'cut-before' ? 'before' : 'after');
        else verdicts += verdict(slot, act === 'guess-after-can');
      }
      expect(verdicts).toBeLessThanOrEqual(3 - slot.kept.passwords.pin.triesLeft);
    }),
    { numRuns: 150 },
  );

  /** One guess; 1 when the chip judged it. */
  function verdict(slot: ReturnType<typeof insertCard>, afterCan: boolean): number {
    const before = slot.kept.passwords.pin.triesLeft;
    try {
      const guess = establishPace(wrong, cryptography);
      if (!afterCan) return judged(runSync(guess, slot.send).kind, before);
      const opened = runSync(establishPace({ offer, password: digitsPassword('can', '500540') }, cryptography), slot.send);
      if (opened.kind !== 'established') throw new Error(opened.kind);
      return judged(runSync(secured(guess, opened.channel), slot.send)[0].kind, before);
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(PowerCut);
      return 0;
    }
  }

  function judged(kind: string, before: number): number {
    return kind === 'wrong-password' || (kind === 'blocked' && before === 1) ? 1 : 0;
  }
});

test('a card file is read back as the card that was written', () => {
  expect(parseCardFile(JSON.parse(JSON.stringify(encodeCardFile(card))))).toEqual(card);
});

test('any document is a card or card-file.malformed', () => {
  const document = encodeCardFile(card);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json().map((text) => JSON.parse(text)),
        fc.constantFrom(...Object.keys(document)).chain((key) => fc.anything().map((value) => ({ ...document, [key]: value }))),
      ),
      (value) => {
        try {
          parseCardFile(value);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'card-file.malformed' });
        }
      },
    ),
  );
});
