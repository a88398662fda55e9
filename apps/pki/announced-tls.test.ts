// TLS certificates that clients compare with the description: none is shown before it is named, none is forgotten while somebody may still meet it.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { certificateOctets } from '../../io/keys/index.ts';
import { toHex } from '../../lib/bytes/index.ts';
import { parseCertificate, parseDescription } from '../../lib/cvc/index.ts';
import { establish, layout, readInventory, renewDue, standings } from './index.ts';

const cryptography = createCryptography();
const day = 86_400_000;
const begin = Date.parse('2026-11-23T12:00:00Z');
let now = begin;
let folder: string;
const options = { clock: () => now, cryptography, origin: 'https://idp.localhost:8181' };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eszig-announced-'));
  await establish(folder, options);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const hashOf = async (name: 'idp' | 'paos') =>
  toHex(cryptography.hash('SHA-256', certificateOctets(await readFile(layout(folder).tls[name].certificate))));
const shown = async () => Promise.all([hashOf('idp'), hashOf('paos')]);
const named = async () => (parseDescription(await readFile(layout(folder).terminal.description)).commCertificates ?? []).map(toHex);
const terminal = async () => parseCertificate(await readFile(layout(folder).terminal.certificate)).chr.text;
const jobAt = async (instant: number) => {
  now = instant;
  await renewDue(folder, options);
};

it('a certificate is named in the description before it is shown, shown half an hour later, and the one before stays named until it ends', async () => {
  const old = await shown();
  expect((await named()).sort()).toEqual([...old].sort());
  await jobAt(begin + 335 * day);
  expect(await shown(), 'the old ones are still shown').toEqual(old);
  const during = await named();
  expect(during).toHaveLength(4);
  expect(during).toEqual(expect.arrayContaining(old));
  const [items, announcing] = [await readInventory(layout(folder), now, cryptography), await terminal()];
  const idp = standings(items, now).find(({ kind, name }) => kind === 'tls' && name === 'idp');
  expect([idp?.state, idp?.renewAt]).toEqual(['good', now + 1_800_000]);

  await jobAt(now + 1_799_000);
  expect(await shown()).toEqual(old);
  await jobAt(now + 1_000);
  const next = await shown();
  expect(next.some((one) => old.includes(one))).toBe(false);
  expect(during).toEqual(expect.arrayContaining(next));
  expect([(await named()).sort(), await terminal()], 'nothing is announced anew').toEqual([during.sort(), announcing]);

  await jobAt(begin + 366 * day);
  expect(await shown()).toEqual(next);
  expect((await named()).sort()).toEqual([...next].sort());
});

it('a certificate that has ended meanwhile is replaced at once', async () => {
  const old = await shown();
  await jobAt(now + 400 * day);
  const next = await shown();
  expect(next.some((one) => old.includes(one))).toBe(false);
  expect((await named()).sort()).toEqual([...next].sort());
});

it('the terminals at the windows of the office are in the inventory too', async () => {
  const items = await readInventory(layout(folder), now, cryptography);
  expect(items.filter(({ kind }) => kind === 'terminal').map(({ name }) => name.slice(0, -5))).toEqual(['HUEESZTAT', 'HUOKMANY']);
});
