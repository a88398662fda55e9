import { describe, expect, test } from 'vitest';
import { isOlder, neededVersion, newerClientNeeded, parseVersion, redirectMinor, versionText } from './index.ts';

const version = (text: string) => parseVersion(text) ?? { major: 0, minor: 0, subminor: 0 };

describe('the lowest version of a client', () => {
  test.each([
    ['1.2.3', '1.2.4'],
    ['1.2.3', '1.3.0'],
    ['1.2.3', '2.0.0'],
    ['1.9.9', '1.10.0'],
  ])('%s is older than %s, and not the other way round', (older, newer) => {
    expect([isOlder(version(older), version(newer)), isOlder(version(newer), version(older))]).toEqual([true, false]);
    expect(isOlder(version(older), version(older))).toBe(false);
  });

  test('is told by a Result, and read from it', () => {
    const result = newerClientNeeded(version('1.2.3'));
    expect(neededVersion(result)).toEqual({ major: 1, minor: 2, subminor: 3 });
    expect(versionText(version('1.2.3'))).toBe('1.2.3');
  });

  test('is no version in anything else; who does not know it takes it for an error of the server', () => {
    const { minor = '' } = newerClientNeeded(version('1.2.3'));
    expect(neededVersion({ major: 'ok', minor })).toBeUndefined();
    for (const other of ['<b>', '1.2', '1.2.3.4', '', '123456.0.0']) {
      expect(neededVersion({ major: 'error', minor: minor.replace('1.2.3', other) })).toBeUndefined();
    }
    expect(redirectMinor(minor, 'server')).toBe('serverError');
  });
});
