import { expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { createEscrow } from './escrow.ts';

const on = createCryptography().curve('brainpoolP256r1');
const { secret, point } = on.keyPair(on.randomScalar(createCryptography().random));

test('a pseudonym key comes back with its public key, and never looks the same twice', () => {
  const escrow = createEscrow('a master secret of the machine');
  const sealed = escrow.seal(secret, point);
  expect(escrow.open(sealed)).toEqual({ secret, point });
  expect(escrow.seal(secret, point)).not.toBe(sealed);
  expect(sealed).not.toContain(Buffer.from(secret).toString('hex'));
});

test('another machine opens nothing, and a seal that was touched anywhere is broken', () => {
  const escrow = createEscrow('a master secret of the machine');
  const sealed = escrow.seal(secret, point);
  expect(() => createEscrow('another machine').open(sealed)).toThrow('machine.escrow-broken');
  for (let at = 0; at < sealed.length; at += 7) {
    const touched = `${sealed.slice(0, at)}${sealed[at] === '0' ? '1' : '0'}${sealed.slice(at + 1)}`;
    expect(() => escrow.open(touched)).toThrow('machine.escrow-broken');
  }
  expect(() => escrow.open('')).toThrow('machine.escrow-broken');
});
