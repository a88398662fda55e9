// What a decoder is fed with: octets of nothing, and real objects gone wrong. It may refuse, and nothing worse.
import fc from 'fast-check';
import { isEidError } from '../error/index.ts';
import { type Bytes, bytes } from './index.ts';

/** Octets of nothing, and the real ones with an octet changed, cut off or put in. */
function garbage(real: readonly Bytes[]): fc.Arbitrary<Bytes> {
  const changed = fc
    .tuple(fc.constantFrom(...real), fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1, 2))
    .map(([whole, at, octet, how]) => {
      const index = at % whole.length;
      if (how === 0) return bytes(whole.subarray(0, index));
      return bytes([...whole.subarray(0, index), octet, ...whole.subarray(index + how - 1)]);
    });
  const nothing = fc.uint8Array({ maxLength: 200 }).map((array) => bytes(array));
  return fc.oneof(nothing, changed, changed, changed);
}

/** Asserts that a decoder throws nothing but `EidError`, whatever became of these that it decodes. */
export function throwsOnlyEidError(decode: (octets: Bytes) => unknown, real: readonly Bytes[], runs = 2000): void {
  fc.assert(
    fc.property(garbage(real), (octets) => {
      try {
        decode(octets);
      } catch (thrown) {
        if (!isEidError(thrown)) throw thrown;
      }
    }),
    { numRuns: runs },
  );
}
