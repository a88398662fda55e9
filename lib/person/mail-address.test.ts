import { expect, test } from 'vitest';
import { parseMailAddress } from './index.ts';

test.each(['gyorffy.levente@posta.example', 'a@b.hu', 'patika+hiba@arany-kigyo.example'])('%s is an address', (text) =>
  expect(parseMailAddress(text)).toBe(text),
);

test.each([
  '',
  'a',
  'a@b',
  '@b.hu',
  'a@b.hu,c@d.hu',
  'a@b@c.hu',
  'Anna <a@b.hu>',
  'a@b.hu\r\nBcc: c@d.hu',
  'a..b@c.hu',
  '.a@b.hu',
  'a@-b.hu',
  ' a@b.hu',
  `${'a'.repeat(65)}@b.hu`,
  `a@${'b'.repeat(64)}.hu`,
])('%j is not one address', (text) => expect(parseMailAddress(text)).toBeUndefined());
