// AusweisApp, which we did not write, signs in through our eID server: normal mode, its trust list replaced by ours, TLS-PSK, PAOS, EAC and
// all; once with its built-in card, then over Debian's pcscd with ours.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { readCard } from '../../apps/chip/card-store.ts';
import { layout } from '../../apps/pki/index.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { bytes, toHex } from '../../lib/bytes/index.ts';
import { identifierFor, parseSectorKey } from '../../lib/eac/ri/index.ts';
import { refused } from '../../lib/eid-service/index.ts';
import { play } from '../ausweisapp/namespace.ts';

const root = join(import.meta.dirname, '../..');
const data = await mkdtemp(join(tmpdir(), 'eszig-sign-in-'));
afterAll(() => rm(data, { recursive: true, force: true }));

interface Report {
  readonly asked?: { readonly aux: object; readonly chat: Readonly<Record<string, string[]>>; readonly transactionInfo: string };
  readonly last: { readonly result: { readonly major: string }; readonly url?: string };
  readonly collected: object;
}

const scene = new URL('sign-in.scene.ts', import.meta.url);
const signIn = (folder: string, ...words: readonly string[]) => play<Report>({ file: scene, words: [folder, ...words], within: 150_000 });

/** A folder with a card in it, of Kovács Anna, whose authorities are in `pki`, which may be another folder's. */
async function withCard(name: string, authorities = name): Promise<string> {
  const folder = join(data, name);
  await mkdir(folder);
  const words = ['card', 'make', '--file', join(root, 'world/people/kovacs-anna.json'), '--out', join(folder, 'card.json')];
  await promisify(execFile)(join(root, 'cli/eszig.js'), [...words, '--data', join(data, authorities)]);
  return folder;
}

/** Commands that the card in a folder got, each with its status word. */
async function commandsTo(folder: string): Promise<string[]> {
  const trace = await readFile(join(folder, 'trace'), 'utf8');
  return [...trace.matchAll(/^#\d+ (.+)\n[^#]*?^ {4}response ([0-9a-f]{4})$/gm)].map(([, name, status]) => `${name} ${status}`);
}

/** What our card answers in the service's sector, calculated from its key. */
async function pseudonymOf(folder: string): Promise<string> {
  const key = (await readCard(join(folder, 'card.json'))).identityKeys.find(({ authorizedOnly }) => authorizedOnly);
  const sector = parseSectorKey(bytes(await readFile(layout(join(folder, 'pki')).sectors.pseudonym)));
  if (key === undefined) throw new Error('a card has a pseudonym key');
  return toHex(identifierFor(key, key.secret, sector.point, createCryptography()));
}

const major = 'http://www.bsi.bund.de/ecard/api/1.1/resultmajor#';
const everything = {
  givenNames: 'ALLOWED',
  familyNames: 'ALLOWED',
  dateOfBirth: 'ALLOWED',
  restrictedId: 'ALLOWED',
  ageVerification: 'ALLOWED',
};

test('AusweisApp signs in with its built-in card', async () => {
  const folder = join(data, 'simulator');
  await mkdir(folder);
  const { asked, last, collected } = await signIn(folder);
  expect(asked).toMatchObject({
    aux: { requiredAge: '18' },
    chat: {
      required: ['FamilyName', 'GivenNames', 'Pseudonym', 'AgeVerification'],
      optional: ['DateOfBirth'],
    },
    transactionInfo: 'Minta Kórház',
  });
  expect(last).toMatchObject({ result: { major: `${major}ok` }, url: 'https://localhost:8443/refresh' });
  expect(collected).toEqual({
    result: { major: 'ok' },
    personalData: {
      givenNames: 'ERIKA',
      familyNames: 'MUSTERMANN',
      dateOfBirth: { text: '19640812', value: '1964-08-12' },
      restrictedId: { id: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    fulfilsAge: true,
    operationsAllowedByUser: everything,
    levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
    eidType: 'CardCertified',
  });
}, 170_000);

test('AusweisApp signs in when it is asked for its edition of the interface first, and for another challenge after EAC2', async () => {
  const { last, collected } = await signIn(await withCard('long'), 'long');
  expect(last).toMatchObject({ result: { major: `${major}ok` } });
  expect(collected).toMatchObject({ result: { major: 'ok' }, personalData: { givenNames: 'Anna', familyNames: 'Kovács' } });
}, 170_000);

test('AusweisApp signs in at an attached server: its token has no key, and PAOS comes over the TLS session in which it was fetched', async () => {
  const { last, collected } = await signIn(await withCard('attached'), 'attached');
  expect(last).toMatchObject({
    result: { major: `${major}ok` },
    url: expect.stringMatching(/^https:\/\/localhost:8443\/refresh\/[0-9a-f]{64}/),
  });
  expect(collected).toMatchObject({ result: { major: 'ok' }, personalData: { givenNames: 'Anna', familyNames: 'Kovács' } });
}, 170_000);

test('AusweisApp signs in with our card', async () => {
  const folder = await withCard('ours');
  const { last, collected } = await signIn(folder);
  expect(last).toMatchObject({ result: { major: `${major}ok` } });
  expect(collected).toEqual({
    result: { major: 'ok' },
    personalData: {
      givenNames: 'Anna',
      familyNames: 'Kovács',
      dateOfBirth: { text: '19880517', value: '1988-05-17' },
      restrictedId: { id: await pseudonymOf(folder) },
    },
    fulfilsAge: true,
    operationsAllowedByUser: everything,
    levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
    eidType: 'CardCertified',
  });
}, 170_000);

test('what the holder takes away in AusweisApp is neither read nor told', async () => {
  const { last, collected } = await signIn(await withCard('less'), 'less');
  expect(last).toMatchObject({ result: { major: `${major}ok` } });
  const { dateOfBirth: _, ...others } = everything;
  expect(collected).toMatchObject({ fulfilsAge: true, operationsAllowedByUser: others });
  expect(JSON.stringify(collected)).not.toContain('1988');
  expect((await commandsTo(join(data, 'less'))).filter((command) => command.includes('DG'))).toEqual([
    'READ BINARY DG4, secured 9000',
    'READ BINARY DG5, secured 9000',
  ]);
}, 170_000);

test('our card refuses a terminal under a foreign authority of the same name, though AusweisApp trusts it', async () => {
  const folder = await withCard('foreign', 'home');
  const { last, collected } = await signIn(folder);
  expect(last.result.major).toBe(`${major}error`);
  expect(collected).toEqual({ result: refused('internalError', 'internal') });
  const commands = await commandsTo(folder);
  expect(commands.filter((command) => command.startsWith('PSO:VERIFY CERTIFICATE'))).toEqual(['PSO:VERIFY CERTIFICATE, secured 6984']);
  expect(commands.join()).not.toMatch(/EXTERNAL AUTHENTICATE|EF.CardSecurity|DG/);
}, 170_000);
