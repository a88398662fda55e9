import { describe, expect, it } from 'vitest';
import { hex, toHex } from '../bytes/index.ts';
import {
  type AuthenticationRight,
  authenticationRights,
  createChat,
  encodeChat,
  hasRight,
  holderOf,
  intersect,
  isSubset,
  parseChat,
  rightsOf,
  union,
} from './index.ts';

const inspection = parseChat(hex`7F4C 0E 06 09 04007F000703010201 53 01 C3`);

describe('authorisation template', () => {
  it.each<[string, AuthenticationRight[]]>([
    ['0000000800', ['readDg4']],
    ['0000001000', ['readDg5']],
    ['0000008000', ['readDg8']],
    ['0001000000', ['readDg17']],
    ['0000001007', ['readDg5', 'restrictedIdentification', 'communityIdVerification', 'ageVerification']],
    ['0000009804', ['readDg4', 'readDg5', 'readDg8', 'restrictedIdentification']],
    ['2000000000', ['writeDg17']],
    ['0100000000', ['writeDg22']],
  ])('%s is as printed', (bits, rights) => {
    expect(toHex(createChat(rights).bits)).toBe(bits);
  });

  it('read and write rights lie at bit dg + 7 and 54 − dg', () => {
    for (const [name, bit] of Object.entries(authenticationRights)) {
      const [, kind, number] = /^(read|write)Dg(\d+)$/.exec(name) ?? [];
      if (kind !== undefined) expect(bit).toBe(kind === 'read' ? Number(number) + 7 : 54 - Number(number));
    }
  });

  it('no two rights share a bit', () => {
    expect(new Set(Object.values(authenticationRights)).size).toBe(Object.keys(authenticationRights).length);
  });

  it('the two highest bits are the place in the hierarchy', () => {
    for (const holder of ['cvca', 'dv-official', 'dv-other', 'terminal'] as const)
      expect(holderOf(createChat(['readDg1'], holder))).toBe(holder);
    expect(holderOf(inspection)).toBe('cvca');
  });

  it('the intersection has the rights of both and no place in the hierarchy', () => {
    const both = intersect(createChat(['readDg4', 'readDg5'], 'cvca'), createChat(['readDg5', 'readDg8'], 'cvca'));
    expect(rightsOf(both)).toEqual(['readDg5']);
    expect(holderOf(both)).toBe('terminal');
  });

  it('the union has the rights of either', () => {
    expect(rightsOf(union(createChat(['readDg4']), createChat(['readDg8'])))).toEqual(['readDg8', 'readDg4']);
  });

  it('a subset has no right that the other lacks, wherever both stand', () => {
    const outer = createChat(['readDg4', 'readDg5'], 'dv-official');
    expect(isSubset(createChat(['readDg4']), outer)).toBe(true);
    expect(isSubset(createChat(['readDg4', 'readDg8']), outer)).toBe(false);
    expect(isSubset(inspection, outer)).toBe(false);
  });

  it('templates of different terminal types do not mix', () => {
    expect(() => intersect(inspection, createChat([]))).toThrow('cvc.role-mismatch');
    expect(hasRight(inspection, 'ageVerification')).toBe(false);
  });

  it.each([
    ['a bit string of another length', hex`7F4C 11 06 09 04007F000703010202 53 04 00000000`],
    ['an unknown terminal type', hex`7F4C 12 06 09 04007F000703010204 53 05 0000000000`],
  ])('%s is refused', (_, octets) => {
    expect(() => parseChat(octets)).toThrow('cvc.malformed');
  });

  it('is written as the object 7F4C', () => {
    expect(encodeChat(createChat(['restrictedIdentification']))).toEqual(hex`7F4C 12 06 09 04007F000703010202 53 05 0000000004`);
  });
});
