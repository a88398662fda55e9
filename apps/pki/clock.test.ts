// The authorities as a process, and the two times that they go by: the world's, and the computer's for TLS.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { certificateOctets } from '../../io/keys/index.ts';
import { quiet } from '../../io/log/index.ts';
import { bytes } from '../../lib/bytes/index.ts';
import { readBlockList } from '../../lib/card/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import { parseX509 } from '../../lib/x509/index.ts';
import { establish, type Layout, readInventory, standings } from './index.ts';
import { start } from './main.ts';

const cryptography = createCryptography();
const origin = 'https://idp.localhost:8181';
const year = 365 * 86_400_000;
let now = Date.now() + 20 * year;
const clock = () => now;
let folder: string;
let files: Layout;

const read = async (path: string) => bytes(await readFile(path));
const x509 = async (path: string) => parseX509(certificateOctets(await read(path)));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eszig-clock-'));
  files = await establish(folder, { clock, computerClock: Date.now, cryptography, origin });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a world that lives in another year has cards of that year and TLS certificates of today, and neither is due', async () => {
  expect(parseCertificate(await read(files.cvca.certificate)).effective).toBe(new Date(now).toISOString().slice(0, 10));
  expect((await x509(files.documentSigner.certificate)).notBefore).toBeGreaterThan(now - 2000);
  const { notBefore, notAfter } = await x509(files.tls.idp.certificate);
  expect(notBefore).toBeLessThanOrEqual(Date.now());
  expect(notAfter).toBeGreaterThan(Date.now());
  const all = standings(await readInventory(files, now, cryptography), now, Date.now());
  expect(all.filter(({ state }) => state !== 'good')).toEqual([]);
});

test('the hourly job goes by the clock it was handed: put forward by hours, it signs the lists anew within a moment', async () => {
  const issuedAt = async () =>
    readBlockList(await read(files.blockList.list), await x509(files.blockList.certificate), cryptography).issuedAt;
  const untouched = await x509(files.tls.idp.certificate);
  await using _job = await start({ folder, origin }, { log: quiet, clock });
  const before = await issuedAt();
  now += 7 * 3_600_000;
  await vi.waitFor(async () => expect(await issuedAt()).toBeGreaterThanOrEqual(before + 6 * 3_600_000), { timeout: 20_000, interval: 50 });
  expect((await x509(files.tls.idp.certificate)).serialNumber).toBe(untouched.serialNumber);
});

test('authorities that slept for eleven years, longer than any signer but the country’s lives, find everything renewed when they wake', async () => {
  now += 11 * year;
  const state = async () => standings(await readInventory(files, now, cryptography), now, Date.now()).filter((one) => one.state !== 'good');
  expect((await state()).map(({ kind }) => kind)).toContain('master-list');
  await using _job = await start({ folder, origin }, { log: quiet, clock });
  expect(await state()).toEqual([]);
});
