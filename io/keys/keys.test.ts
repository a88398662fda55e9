import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytes, hex, utf8 } from '../../lib/bytes/index.ts';
import { createCryptography } from '../crypto/index.ts';
import {
  certificateOctets,
  certificatePem,
  certificatesOctets,
  generateKey,
  readKey,
  readPrivate,
  readPublic,
  readSigner,
  scalarOf,
  signerOf,
  writeKey,
  writePrivate,
  writePublic,
} from './index.ts';

const cryptography = createCryptography();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eszig-keys-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('files', () => {
  it('a secret is written for its owner only, also over a file that others could read', async () => {
    const path = join(folder, 'new', 'secret');
    await writePrivate(path, 'one');
    await chmod(path, 0o644);
    await writePrivate(path, 'two');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700);
    expect(await readPrivate(path)).toEqual(utf8('two'));
    expect(await readdir(join(folder, 'new'))).toEqual(['secret']);
  });

  it('a secret that others may read is not used', async () => {
    const path = join(folder, 'open');
    await writePublic(path, 'secret');
    await expect(readPrivate(path)).rejects.toThrow('keys.not-private');
    expect(await readPublic(path)).toEqual(utf8('secret'));
  });

  it('a write that fails leaves no file behind', async () => {
    const path = join(folder, 'folder');
    await mkdir(path);
    await expect(writePrivate(path, 'x')).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
    await expect(readPublic(path)).rejects.toThrow('keys.unreadable');
  });

  it('what is not there is undefined', async () => {
    expect(await readPrivate(join(folder, 'nothing'))).toBeUndefined();
    expect(await readKey(join(folder, 'nothing'))).toBeUndefined();
    await expect(readSigner(join(folder, 'nothing'))).rejects.toThrow('keys.unreadable');
  });
});

describe('keys', () => {
  it.each(['brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1', 'P-256', 'P-384', 'P-521'] as const)(
    'a key on %s signs from its file, and its scalar is its own',
    async (name) => {
      const path = join(folder, name);
      const key = await generateKey(name);
      await writeKey(path, key);
      const signer = await readSigner(path);
      const curve = cryptography.curve(name);
      expect(signer.curve).toBe(name);
      expect(curve.keyPair(scalarOf(key)).point).toEqual(signer.point);
      const message = utf8('message');
      expect(curve.verify('SHA-256', signer.point, message, signer.sign('SHA-256', message))).toBe(true);
    },
  );

  it('an RSA key has 3072 bits, and signs no certificate of ours', async () => {
    const key = await generateKey('RSA-3072');
    expect(key.publicKey.kind === 'RSA' && key.publicKey.modulus.toString(2).length).toBe(3072);
    expect(() => signerOf(key)).toThrow('keys.malformed');
    expect(() => scalarOf(key)).toThrow('keys.malformed');
  });

  it('what is no key is refused', async () => {
    const path = join(folder, 'garbage');
    await writePrivate(path, 'garbage');
    await expect(readKey(path)).rejects.toThrow('keys.malformed');
    await writeFile(path, '');
    await expect(readKey(path)).rejects.toThrow('keys.malformed');
  });
});

describe('PEM', () => {
  it('a certificate is read as it was written, and as DER', () => {
    const der = bytes([0x30, ...new Array(200).fill(7)]);
    expect(certificateOctets(utf8(certificatePem(der)))).toEqual(der);
    expect(certificateOctets(der)).toEqual(der);
  });

  it('two certificates, or none, are refused', () => {
    const one = certificatePem(hex`3000`);
    expect(() => certificateOctets(utf8(one + one))).toThrow('keys.malformed');
    expect(certificatesOctets(utf8(one + certificatePem(hex`3001`)))).toEqual([hex`3000`, hex`3001`]);
    for (const wrong of ['', `${one}x`, `x${one}`]) expect(() => certificatesOctets(utf8(wrong))).toThrow('keys.malformed');
    expect(() => certificateOctets(utf8(''))).toThrow('keys.malformed');
  });
});
