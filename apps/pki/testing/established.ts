// Authorities in a new folder for all tests of a file, and what their files hold.
import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { certificateOctets } from '../../../io/keys/index.ts';
import { bytes } from '../../../lib/bytes/index.ts';
import { parseCertificate } from '../../../lib/cvc/index.ts';
import { parseX509 } from '../../../lib/x509/index.ts';
import { establish } from '../index.ts';

export const cryptography = createCryptography();
/** Milliseconds: when the authorities are established, and a day. */
export const begin = Date.parse('2026-11-23T12:00:00Z');
export const day = 86_400_000;
export const origin = 'https://idp.localhost:8181';

/** What the authorities are handed, so many days later. */
export const at = (days: number) => ({ clock: () => begin + days * day, cryptography, origin });

export const read = async (path: string) => bytes(await readFile(path));
export const certificateIn = async (path: string) => parseCertificate(await read(path));
export const x509In = async (path: string) => parseX509(certificateOctets(await read(path)));

/** The folder of authorities that are established before the first test of a file and gone after the last. */
export function established(): string {
  const folder = mkdtempSync(join(tmpdir(), 'eszig-pki-'));
  beforeAll(() => establish(folder, at(0)));
  afterAll(() => rm(folder, { recursive: true }));
  return folder;
}
