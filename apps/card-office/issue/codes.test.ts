import { expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { drawn, newCodes } from './codes.ts';

const { random } = createCryptography();

test('codes have the lengths of the card’s profile, and a registration code has no letter that looks like another', () => {
  for (let i = 0; i < 200; i++) {
    const { activationPin, puk, can, registrationCode } = newCodes(random);
    expect([activationPin, puk, can]).toEqual([
      expect.stringMatching(/^\d{5}$/),
      expect.stringMatching(/^\d{10}$/),
      expect.stringMatching(/^\d{6}$/),
    ]);
    expect(registrationCode).toMatch(/^[A-HJKMNP-Z2-9]{11}$/);
  }
});

test('an octet that would make some digits likelier than others is drawn again', () => {
  const octets = [255, 250, 249, 0, 7];
  const scripted = () => Uint8Array.of(octets.shift() ?? 0);
  expect(drawn('0123456789', 3, scripted)).toBe('907');
});
