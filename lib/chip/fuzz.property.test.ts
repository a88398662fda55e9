import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { quickCryptography } from './test-cryptography.ts';
import { fuzz } from './test-fuzz.ts';

test('random and mutated commands in every state get a status word, change the card only by a rule, and leave it alive', () => {
  const cryptography = quickCryptography(createCryptography());
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(0xffff_ffff)), (stream) => {
      const { commands, changes } = fuzz(2000, () => stream.next().value as number, cryptography);
      expect(commands).toBe(2000);
      expect(Object.values(changes).length).toBeGreaterThan(0);
    }),
    { numRuns: 5 },
  );
});
