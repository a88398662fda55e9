// Whatever JSON arrives, a parser takes it whole or says `entitlement.malformed`.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEidError } from '../error/index.ts';
import { parseLink, parseLinkResolved, parseRegisters, parseResolveLink } from './index.ts';

test.each([
  ['resolve-link', parseResolveLink],
  ['link-resolved', parseLinkResolved],
  ['link', parseLink],
  ['registers', parseRegisters],
])('%s throws nothing but its own error on any JSON', (_, parse) => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      try {
        expect(parse(value)).toEqual(value);
      } catch (thrown) {
        expect(isEidError(thrown, 'entitlement.malformed')).toBe(true);
      }
    }),
  );
});
