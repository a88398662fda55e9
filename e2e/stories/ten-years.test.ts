// Ten years of one holder, by a clock that is put forward: cards issued, activated, used, left behind by their authorities and brought up to date, expired,
// replaced and lost. Everything but the time is what a running world does.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Authorities, openAuthorities } from '../../apps/card-office/authorities.ts';
import { readCard, writeCard } from '../../apps/chip/card-store.ts';
import { parseHolder } from '../../apps/chip/holder.ts';
import { personalise } from '../../apps/chip/personalise.ts';
import { layout, readInventory, standings } from '../../apps/pki/index.ts';
import { issuers } from '../../cli/card/issuers.ts';
import { startApp } from '../../cli/up/apps.ts';
import { startWorld, type World } from '../../cli/up/world.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { createFetch } from '../../io/http/index.ts';
import { quiet } from '../../io/log/index.ts';
import { toHex } from '../../lib/bytes/index.ts';
import { expiryOf } from '../../lib/card-lifecycle/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import { daysAfter, parseCalendarDate, parseDocumentNumber } from '../../lib/person/index.ts';
import { loadWorld } from '../../world/index.ts';
import { type SecondParty, secondParty } from '../second-party.ts';
import { createWalker, type Walker } from '../walker.ts';

const cryptography = createCryptography();
const role = { role: 'nurse', institution: '104217' };
const person = loadWorld().people.find(({ id }) => id === 'huvos-emese');
let ahead = 0;
const clock = () => Date.now() + ahead;
const today = () => parseCalendarDate(new Date(clock()).toISOString().slice(0, 10)) ?? expect.fail();
const owned = new AsyncDisposableStack();
let world: World;
let walker: Walker;
let party: SecondParty;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eszig-ten-years-'));
  owned.defer(() => rm(folder, { recursive: true, force: true }));
  const without = ['eid-client', 'eid-server', 'hospital'] as const;
  world = owned.use(await startWorld({ data: folder, portBase: 'free', logLevel: 'silent', without, clock }));
  const config = JSON.parse(readFileSync(join(world.folder.config, 'eid-server.json'), 'utf8'));
  const effects = { log: quiet, clock, road: () => undefined };
  owned.use(await startApp('eid-server', { ...config, reloadEvery: 50 }, effects));
  const fetch = owned.use(createFetch());
  walker = createWalker(world, fetch, clock);
  party = owned.use(await secondParty(world, fetch));
});
afterAll(() => owned.disposeAsync());

/** Puts the clock forward to noon of a day, and waits until the authorities and the eID server live on that day. */
async function goTo(day: string): Promise<void> {
  ahead += Date.parse(`${day}T12:00:00Z`) - clock();
  const files = layout(world.folder.pki);
  const seconds = (figures: string, name: string) =>
    Number(
      figures
        .split('\n')
        .find((line) => line.startsWith(name))
        ?.split(' ')
        .at(-1),
    );
  using fetch = createFetch();
  const isReady = async () => {
    const all = standings(await readInventory(files, clock(), cryptography), clock(), Date.now());
    expect(all.filter(({ state }) => state !== 'good')).toEqual([]);
    const figures = await (await fetch(`http://127.0.0.1:${world.ports.operations}/metrics`)).text();
    expect(seconds(figures, 'eid_certificate_days_left{certificate="terminal idp"}')).toBeGreaterThan(1);
    expect(seconds(figures, 'eid_list_seconds_left{list="block list idp"}')).toBeGreaterThan(3600);
  };
  await vi.waitFor(isReady, { timeout: 30_000, interval: 50 });
}

/** The next card of the holder: the pseudonym key goes from chip to chip, everything else is new. */
async function issue(number: string, before?: string): Promise<string> {
  if (person === undefined) throw new Error('nobody');
  const issued = today();
  const expires = expiryOf('permanent', person.dateOfBirth, issued);
  const { id: _, story: __, worker: ___, mail: ____, ...data } = { mail: undefined, ...person };
  const document = { ...person.document, number, issued, expires, generation: '2024' };
  const holder = parseHolder({ ...data, document, card: { activationPin: '48206', can: '264108', puk: '0119542410' } });
  const old = before === undefined ? undefined : await readCard(join(world.folder.cards, `${before}.json`));
  const pseudonymKey = old?.identityKeys.find(({ authorizedOnly }) => authorizedOnly)?.secret;
  const { authorities } = await issuers(world.folder.root);
  const { card, register } = personalise(holder, authorities, {
    cryptography,
    knownKeys: new Set(),
    ...(pseudonymKey && { pseudonymKey }),
  });
  await writeCard(join(world.folder.cards, `${number}.json`), card);
  const documentNumber = parseDocumentNumber(number) ?? expect.fail();
  await tell('documents', { documents: [{ documentNumber, blockingKey: toHex(register.blockingKey.point) }] });
  if (before !== undefined) await tell('block', { documentNumbers: [old?.documentNumber as typeof documentNumber] });
  return number;
}

const tell: Authorities = async (message, request) => {
  const token = readFileSync(join(world.folder.keys, 'pki-token'), 'utf8').trim();
  using authorities = openAuthorities({ url: `http://127.0.0.1:${world.ports.pki}`, token });
  return authorities(message, request);
};

/** By which subject each of two relying parties knows who signs in with a card. */
async function known(card: string): Promise<readonly string[]> {
  const { sub } = await walker.signIn(card, role);
  const page = await walker.signInAt(party.start, 'party.', card);
  return [sub, /<body>([^<]+)/.exec(page.text)?.[1] ?? ''];
}
/** The generations of authorities that a card believes, the newest first. */
const trusts = async (card: string) =>
  (await readCard(join(world.folder.cards, `${card}.json`))).trustPoints.map((raw) => Number(parseCertificate(raw).chr.text.slice(-5)));

test('ten years: three cards, three authorities, one holder whom every relying party goes on knowing', { timeout: 120_000 }, async () => {
  const began = performance.now();
  const birth = today();
  const before = await known('huvos-emese');

  // The first card of these years: activated at home, long after it was issued, and used.
  const first = await issue('600001AA', 'huvos-emese');
  await goTo(daysAfter(birth, 400));
  await expect(walker.signIn(first, role)).rejects.toMatchObject({ code: expect.stringMatching(/^pin\./) });
  expect(await walker.activate(first, '48206')).toBe('done');
  expect(await known(first)).toEqual(before);
  expect(await trusts(first)).toEqual([1]);

  // Three years of nothing, in which the authority is renewed: the card is brought up to date by being used.
  await goTo(daysAfter(birth, 400 + 1050));
  expect(await known(first)).toEqual(before);
  expect(await trusts(first)).toEqual([2, 1]);

  // It expires, and is refused; the next one is issued, and the old one is dead besides.
  const expires = expiryOf('permanent', person?.dateOfBirth ?? birth, birth) ?? birth;
  await goTo(daysAfter(expires, 1));
  await expect(walker.signIn(first, role)).rejects.toMatchObject({ code: 'document.expired' });
  const second = await issue('600002AA', first);
  expect(await walker.activate(second, '48206')).toBe('done');
  expect(await known(second)).toEqual(before);
  const dead = () => expect(walker.signIn(first, role)).rejects.toMatchObject({ code: 'document.revoked' });
  await vi.waitFor(dead, { timeout: 20_000, interval: 100 });

  // It is lost in the tenth year, and replaced.
  await goTo(daysAfter(birth, 3640));
  expect(await known(second)).toEqual(before);
  const third = await issue('600003AA', second);
  await vi.waitFor(() => expect(walker.signIn(second, role)).rejects.toMatchObject({ code: 'document.revoked' }), {
    timeout: 20_000,
    interval: 100,
  });
  expect(await walker.activate(third, '48206')).toBe('done');
  await goTo(daysAfter(birth, 3653));
  expect(await known(third)).toEqual(before);
  expect((await trusts(third))[0]).toBe(3);
  expect((performance.now() - began) / 1000).toBeLessThan(60);
});
