import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes } from '../bytes/index.ts';
import { isEidError } from '../error/index.ts';
import { encodeCommand, isExtended, parseCommand } from './index.ts';

test('a command comes back as it was written', () => {
  const octet = fc.nat(255);
  const command = fc.record(
    {
      cla: octet,
      ins: octet,
      p1: octet,
      p2: octet,
      data: fc.uint8Array({ minLength: 1, maxLength: 600 }).map((array) => bytes(array)),
      expected: fc.integer({ min: 1, max: 65536 }),
      extended: fc.constant(true as const),
    },
    { requiredKeys: ['cla', 'ins', 'p1', 'p2'] },
  );
  fc.assert(
    fc.property(command, (sent) => {
      const carried = sent.data !== undefined || sent.expected !== undefined;
      const { extended: _, ...plain } = sent;
      expect(parseCommand(encodeCommand(sent))).toEqual(carried && isExtended(sent) ? { ...plain, extended: true } : plain);
    }),
    { numRuns: 500 },
  );
});

test('any octets are a command or apdu.malformed, and a command has one spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
      try {
        expect(encodeCommand(parseCommand(octets))).toEqual(bytes(octets));
      } catch (thrown) {
        if (!isEidError(thrown, 'apdu.malformed')) throw thrown;
      }
    }),
    { numRuns: 3000 },
  );
});
