import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bytes, hex } from '../../lib/bytes/index.ts';
import { createAesKey } from './aes.ts';

describe('AES with kept contexts', () => {
  test('NIST SP 800-38B D.1 to D.3: CMAC', () => {
    const message = hex`6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710`;
    const keys = {
      aes128: hex`2b7e151628aed2a6abf7158809cf4f3c`,
      aes192: hex`8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b`,
      aes256: hex`603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4`,
    };
    const rows = [
      [keys.aes128, 0, hex`bb1d6929e95937287fa37d129b756746`],
      [keys.aes128, 16, hex`070a16b46b4d4144f79bdd9dd04a287c`],
      [keys.aes128, 40, hex`dfa66747de9ae63030ca32611497c827`],
      [keys.aes128, 64, hex`51f0bebf7e3b9d92fc49741779363cfe`],
      [keys.aes192, 40, hex`8a1de5be2eb31aad089a82e6ee908b0e`],
      [keys.aes256, 40, hex`aaf3d8f1de5640c232f5b169b9c911e6`],
    ] as const;
    for (const [key, length, expected] of rows) expect(createAesKey(key).cmac(message.subarray(0, length))).toEqual(expected);
  });

  test('one key gives what a fresh context would, in any order of operations', () => {
    for (const size of [16, 24, 32]) {
      const raw = bytes(randomBytes(size));
      const key = createAesKey(raw);
      for (let blocks = 0; blocks < 12; blocks++) {
        const [iv, data] = [bytes(randomBytes(16)), bytes(randomBytes(16 * blocks))];
        const fresh = createCipheriv(`aes-${size * 8}-cbc`, raw, iv).setAutoPadding(false);
        const encrypted = key.encryptCbc(iv, data);
        expect(encrypted).toEqual(bytes(fresh.update(data)));
        expect(key.cmac(data)).toEqual(createAesKey(raw).cmac(data));
        expect(key.decryptCbc(iv, encrypted)).toEqual(data);
        expect(key.encryptBlock(iv)).toEqual(bytes(createCipheriv(`aes-${size * 8}-ecb`, raw, null).update(iv)));
      }
    }
  });

  test('a key of another size is refused', () => {
    expect(() => createAesKey(new Uint8Array(15))).toThrow(expect.objectContaining({ code: 'crypto.bad-key' }));
  });

  test('data that are not whole blocks are refused and leave the key usable', () => {
    const key = createAesKey(new Uint8Array(16));
    const before = key.cmac(Uint8Array.of(1));
    expect(() => key.encryptCbc(new Uint8Array(16), new Uint8Array(15))).toThrow(RangeError);
    expect(() => key.decryptCbc(new Uint8Array(15), new Uint8Array(16))).toThrow(RangeError);
    expect(() => key.encryptBlock(new Uint8Array(32))).toThrow(RangeError);
    expect(key.cmac(Uint8Array.of(1))).toEqual(before);
  });
});
