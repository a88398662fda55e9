import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { quiet } from '../../../io/log/index.ts';
import type { CvCertificate } from '../../../lib/cvc/index.ts';
import { keep, readKept, usersFolder } from '../data-folder.ts';
import { createGenerations, cryptography } from '../testing/authorities.ts';
import { openTrust } from './trust.ts';

const root = mkdtempSync(join(tmpdir(), 'eszig-trust-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const { cvcas, links } = createGenerations(4);
const [oldest] = cvcas as [CvCertificate];
const folder = join(root, 'client');
const open = (configured = [oldest], where = folder) => openTrust(configured, { cryptography, folder: where, now: Date.now(), log: quiet });
const names = (certificates: readonly CvCertificate[]) => certificates.map(({ chr }) => chr.text);

test('what was met once is known to the next start, and only to this user', async () => {
  const trust = await open();
  expect(names(trust.roots)).toEqual(names([oldest]));
  await trust.meet([...links].reverse(), Date.now());
  expect(names(trust.roots)).toEqual(names([...links.toReversed(), oldest]));
  expect(names((await open()).roots)).toEqual(names([...links.toReversed(), oldest]));
  expect(names((await open([oldest], join(root, 'somebody-else'))).roots)).toEqual(names([oldest]));
  expect([statSync(folder).mode & 0o777, ...readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)]).toEqual([
    0o700, 0o600,
  ]);
});

test('nothing is written when nothing was learned', async () => {
  const trust = await open([oldest], join(root, 'nothing'));
  await trust.meet([oldest, ...links.slice(1)], Date.now());
  expect(() => readdirSync(join(root, 'nothing'))).toThrow();
});

test('a file that somebody has changed adds no authority', async () => {
  const stranger = createGenerations(2);
  await keep(join(root, 'changed'), 'link-certificates.cvcerts', Buffer.concat(stranger.links.map(({ raw }) => raw)));
  expect(names((await open([oldest], join(root, 'changed'))).roots)).toEqual(names([oldest]));
  writeFileSync(join(root, 'changed', 'link-certificates.cvcerts'), 'rubbish');
  expect(names((await open([oldest], join(root, 'changed'))).roots)).toEqual(names([oldest]));
});

test('who was told of no authority keeps none', async () => {
  const trust = await open([], join(root, 'none'));
  await trust.meet(links, Date.now());
  expect(trust.roots).toEqual([]);
});

test('a file is replaced as a whole, and one that is not there is none', async () => {
  await keep(root, 'one', 'first');
  await keep(root, 'one', 'second');
  expect(readFileSync(join(root, 'one'), 'utf8')).toBe('second');
  expect(await readKept(root, 'two')).toBeUndefined();
});

test.each([
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/eszig-kliens'],
  ['linux', {}, /\.local\/share\/eszig-kliens$/],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/eSzig Kliens'],
  ['darwin', {}, /Library\/Application Support\/eSzig Kliens$/],
] as const)('the folder of a user on %s', (platform, environment, expected) => {
  const folder = usersFolder(platform, environment);
  if (typeof expected === 'string') expect(folder).toBe(expected);
  else expect(folder).toMatch(expected);
});
