import { expect, test } from 'vitest';
import { knownReader, knownReaders } from './index.ts';

test.each([
  ['REINER SCT cyberJack RFID standard (8401234567) 00 00', 'REINER SCT cyberJack RFID standard'],
  ['KOBIL Systems IDToken 00 00', 'KOBIL IDToken'],
  ['HID Global OMNIKEY 5022 Smart Card Reader [OMNIKEY 5022 Smart Card Reader] (KN0XJ1) 01 00', 'HID Omnikey 5022 CL'],
  ['HID Global OMNIKEY 5022 Smart Card Reader 0', 'HID Omnikey 5022 CL'],
  ['virtual pcd 00 01', 'Virtual PCD'],
  ['eSzig PIN-pad reader', 'eSzig PIN-pad reader'],
])('%s is a %s', (name, model) => {
  expect(knownReader(name)?.model).toBe(model);
});

test.each(['Nobody Reader 3000', 'A REINER SCT cyberJack RFID standard', 'HID Global OMNIKEY 3121 Smart Card Reader', ''])(
  'nobody has tried %j',
  (name) => {
    expect(knownReader(name)).toBeUndefined();
  },
);

test('a reader is found by the name under which it is sold or listed, and no two rows claim one name', () => {
  for (const row of knownReaders) for (const name of [row.model, ...row.names]) expect(knownReader(name)).toBe(row);
});
