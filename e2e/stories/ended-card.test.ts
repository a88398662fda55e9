// A card that is lost while somebody is signed in by it: with the intervals of a real world, and by the clock.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openAuthorities } from '../../apps/card-office/authorities.ts';
import { startWorld, type World } from '../../cli/up/world.ts';
import { createFetch } from '../../io/http/index.ts';
import { loadWorld } from '../../world/index.ts';
import { createWalker, type Walker } from '../walker.ts';

const minute = 60_000;
const nurse = 'huvos-emese';
const role = { role: 'nurse', institution: '104217' };
let folder: string;
let world: World;
const fetches: (ReturnType<typeof createFetch> & Disposable)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eszig-ended-'));
  world = await startWorld({ data: folder, portBase: 'free', logLevel: 'silent', without: ['eid-client'] });
});
afterAll(async () => {
  for (const fetch of fetches) fetch[Symbol.dispose]();
  await world?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody else's browser, or another one of the same person. */
function browser(): Walker {
  const fetch = createFetch();
  fetches.push(fetch);
  return createWalker(world, fetch);
}
const isSignedIn = async ({ robot }: Walker) => (await robot.get(`${world.addresses.portal}/me.json`)).status === 200;
const isOnWard = async ({ robot }: Walker) => (await robot.get(world.addresses.hospital)).id === 'hospital.ward';

test('within a minute of the report the card signs in nowhere, and every sign-in by it has ended everywhere; others go on', {
  timeout: 180_000,
}, async () => {
  const [atPortal, atHospital, other] = [browser(), browser(), browser()];
  await atPortal.signIn(nurse, role);
  await atHospital.signInAt(`${world.addresses.hospital}/sign-in`, 'hospital.', nurse);
  await other.signIn('szoke-gergo', { role: 'physician', institution: '104217' });
  expect([await isSignedIn(atPortal), await isOnWard(atHospital), await isSignedIn(other)]).toEqual([true, true, true]);

  const number = loadWorld().people.find(({ id }) => id === nurse)?.document.number;
  if (number === undefined) throw new Error('no such card');
  const token = readFileSync(join(world.folder.keys, 'pki-token'), 'utf8').trim();
  using authorities = openAuthorities({ url: `http://127.0.0.1:${world.ports.pki}`, token });
  const reported = performance.now();
  await authorities('block', { documentNumbers: [number] });
  const refused = () => expect(browser().signIn(nurse, role)).rejects.toMatchObject({ code: 'document.revoked' });
  await vi.waitFor(refused, { timeout: minute, interval: 500 });
  const signInRefused = performance.now() - reported;
  await vi.waitFor(async () => expect([await isSignedIn(atPortal), await isOnWard(atHospital)]).toEqual([false, false]), {
    timeout: minute,
    interval: 250,
  });
  const sessionsEnded = performance.now() - reported;
  expect(Math.max(signInRefused, sessionsEnded)).toBeLessThan(minute);
  expect(await isSignedIn(other)).toBe(true);
});
