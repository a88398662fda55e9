// How a card is made, with the real machine, authorities and register: what comes out, and what is left when the power goes at any step.
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Authorities } from '../../apps/card-office/authorities.ts';
import type { Machine } from '../../apps/card-office/issue/machine.ts';
import { openProduction, type Production } from '../../apps/card-office/issue/production.ts';
import { openRegister, type Register } from '../../apps/card-office/register/register.ts';
import { type CardRow, type HolderRow, migrations, schema, type Tables } from '../../apps/card-office/tables.ts';
import { readCard } from '../../apps/chip/card-store.ts';
import { createEscrow } from '../../apps/chip/machine/escrow.ts';
import { readFaces } from '../../apps/chip/machine/face.ts';
import { createMachine } from '../../apps/chip/machine/machine.ts';
import { establish, layout } from '../../apps/pki/index.ts';
import { pkiService } from '../../apps/pki/service.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { certificateOctets, readPublic } from '../../io/keys/index.ts';
import { quiet } from '../../io/log/index.ts';
import { type Cluster, openStore, startCluster } from '../../io/store/index.ts';
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import { profiles, readBlockList, verifyCardSecurity } from '../../lib/card/index.ts';
import { authorityMessages } from '../../lib/card-lifecycle/index.ts';
import { pinState } from '../../lib/chip/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { parseRevocationList, parseX509 } from '../../lib/x509/index.ts';

const folder = await mkdtemp(join(tmpdir(), 'eszig-production-'));
const [cards, pki] = [join(folder, 'cards'), join(folder, 'pki')];
const cryptography = createCryptography();
const effects = { clock: Date.now, cryptography };
const clerk = { actor: 'clerk', clerk: { name: 'Kőszegi Máté', sub: 'clerk-1' } } as const;
const own = new AsyncDisposableStack();
let db: Awaited<ReturnType<typeof openStore<Tables>>>;
let register: Register;

beforeAll(async () => {
  await establish(pki, { ...effects, origin: 'https://idp.localhost:8181' });
  const cluster: Cluster = own.use(await startCluster(join(folder, 'postgres')));
  db = own.adopt(await openStore<Tables>(cluster.url, schema, migrations), (store) => store.destroy());
  register = openRegister(db, Date.now);
});
afterAll(async () => {
  await own.disposeAsync();
  await rm(folder, { recursive: true, force: true });
});

/** The power goes before a message is carried out, or after it and before its answer. Counts from 1 over all messages to machine and authorities. */
type Cut = { readonly at: number; readonly when: 'before' | 'after' };

/** An office at its work; a cut ends every message from there on, as a power cut does. */
function office(cut?: Cut, random = cryptography.random): { readonly production: Production; messages: () => number } {
  const chip = createMachine({ cards, escrow: createEscrow('the machine of this test'), cryptography });
  const service = pkiService({ folder: pki, token: 'token', log: quiet, ...effects });
  let sent = 0;
  const within = async <T>(carryOut: () => Promise<T>): Promise<T> => {
    sent += 1;
    const here = cut !== undefined && sent >= cut.at;
    if (here && (sent > cut.at || cut.when === 'before')) throw new Error('power cut');
    const answer = await carryOut();
    if (here) throw new Error('power cut');
    return answer;
  };
  const machine: Machine = (message, request) => within(() => chip[message](request as never) as never);
  const authorities: Authorities = (message, request) =>
    within(async () => {
      const headers = { authorization: 'Bearer token' };
      const { path, answer } = authorityMessages[message];
      const response = await service.request(path, { method: 'POST', headers, body: JSON.stringify(request) });
      if (response.status === 409) throw new EidError('pki.unknown-document');
      return answer.parse(await response.json()) as never;
    });
  return { production: openProduction({ db, register, authorities, machine, clock: Date.now, random }), messages: () => sent };
}

let people = 0;
async function newHolder(changes: Partial<HolderRow> = {}): Promise<HolderRow> {
  people += 1;
  const row: HolderRow = {
    id: `holder-${people}`,
    version: 1,
    title: null,
    family: 'Szőllősy',
    given: 'Őzike',
    birth_name: 'Szőllősy Őzike',
    mother_name: 'Próba Ilona',
    date_of_birth: '1990-06-15',
    place_of_birth: 'Pécs',
    sex: 'F',
    nationality: 'HUN',
    street: 'Minta utca 1.',
    city: 'Pécs',
    postal_code: '7600',
    country: 'HUN',
    taj: null,
    tax_id: null,
    personal_id: null,
    email: null,
    died_on: null,
    sealed_pseudonym_key: null,
    ...changes,
  };
  await db.insertInto('holder').values(row).execute();
  return row;
}

async function make(production: Production, holderId: string): Promise<CardRow> {
  const begun = await production.begin({ holderId, kind: 'permanent' }, clerk);
  await production.printCodes(begun.id, clerk, 'hu');
  return production.finish(begun.id, clerk);
}

const fileOf = (card: CardRow) => join(cards, `${card.document_number}.json`);
const text = async (octets: string) => (await readPublic(octets)) as Bytes;

test('a card comes out whole: keys of its own under the signature of the document signer, not activated, ready to insert', async () => {
  const { production } = office();
  const card = await make(production, (await newHolder()).id);
  expect(card.state).toBe('ready');
  const chip = await readCard(fileOf(card));
  expect(pinState(chip.passwords.pin)).toBe('not-activated');
  const files = layout(pki);
  const trust = {
    countrySigners: [parseX509(certificateOctets(await text(files.countrySigner.certificate)))],
    revocationLists: [parseRevocationList(await text(files.countrySigner.revocationList))],
    documentTypes: ['ID'],
  };
  const { cardAccess, cardSecurity, chipSecurity } = chip.masterFile;
  expect(verifyCardSecurity({ cardAccess, cardSecurity }, trust, Date.now(), cryptography)).toMatchObject({ kind: 'genuine' });
  expect(verifyCardSecurity({ cardAccess, chipSecurity: chipSecurity as Bytes }, trust, Date.now(), cryptography)).toMatchObject({
    kind: 'genuine',
  });
  expect(chip.dataGroups.size).toBeGreaterThan(10);
  const [face] = (await readFaces(cards)).filter(({ documentNumber }) => documentNumber === card.document_number);
  expect(face).toMatchObject({ name: 'Szőllősy Őzike', can: chip.passwords.can });
});

test('the office keeps no code: neither the register nor any table holds the activation PIN or the PUK of a card', async () => {
  const { production } = office();
  const card = await make(production, (await newHolder()).id);
  const { passwords } = await readCard(fileOf(card));
  for (const table of ['card', 'holder', 'event', 'production', 'chip_key'] as const) {
    const rows = JSON.stringify(await db.selectFrom(table).selectAll().execute());
    expect(rows).not.toContain(`"${passwords.pin.value}"`);
    expect(rows).not.toContain(passwords.puk.value);
  }
});

test('printing again gives new codes, and those before open nothing: the card closes with the last ones', async () => {
  const { production } = office();
  const { id } = await production.begin({ holderId: (await newHolder()).id, kind: 'permanent' }, clerk);
  await expect(production.finish(id, clerk)).rejects.toThrow('production.code-card-missing');
  const [first, second] = [await production.printCodes(id, clerk, 'hu'), await production.printCodes(id, clerk, 'en')];
  expect(toHex(first)).not.toBe(toHex(second));
  expect((await register.eventsOf(id)).map(({ kind }) => kind)).toEqual(['production-begun', 'code-card-printed', 'code-card-printed']);
  expect((await production.finish(id, clerk)).state).toBe('ready');
  await expect(production.printCodes(id, clerk, 'hu')).rejects.toThrow('production.void');
});

test('wherever the power goes, before a message or behind it, the blank is void and nothing is half-issued; the next card is whole', async () => {
  const whole = office();
  await make(whole.production, (await newHolder()).id);
  const steps = whole.messages();
  expect(steps).toBeGreaterThan(6);
  for (let at = 1; at <= steps; at++) {
    for (const when of ['before', 'after'] as const) {
      const holder = await newHolder();
      await expect(make(office({ at, when }).production, holder.id), `${when} ${at}`).rejects.toThrow('power cut');
      const [left] = await register.cardsOf(holder.id);
      const next = office();
      await next.production.recover();
      const after = await register.card(left?.id ?? '');
      expect(after.state, `${when} ${at}`).toBe('void');
      expect(existsSync(fileOf(after)), `${when} ${at}`).toBe(false);
      expect((await readFaces(cards)).some(({ documentNumber }) => documentNumber === after.document_number)).toBe(false);
      const again = await make(next.production, holder.id);
      expect([again.state, again.id === after.id]).toEqual(['ready', false]);
    }
  }
  expect(await db.selectFrom('production').selectAll().execute()).toEqual([]);
  expect(readdirSync(cards).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a blank whose keys the authorities know already is on the block list when it is void', async () => {
  const files = layout(pki);
  const listed = async () => {
    const signer = parseX509(certificateOctets(await text(files.blockList.certificate)));
    return readBlockList(await text(files.blockList.list), signer, cryptography).sectors[0]?.identifiers.size ?? 0;
  };
  const before = await listed();
  const { production } = office();
  const card = await production.begin({ holderId: (await newHolder()).id, kind: 'permanent' }, clerk);
  await production.giveUp(card.id, { ...clerk, reason: 'A nyersanyag sérült.' });
  expect(await listed()).toBe(before + 1);
  expect((await register.card(card.id)).state).toBe('void');
});

test('the next card has the pseudonym key of the one before and no other of its keys, where the profile says that the pseudonym survives', async () => {
  expect(profiles.hungarian.pseudonymSurvives).toBe(true);
  const { production } = office();
  const holder = await newHolder();
  const [first, second] = [await make(production, holder.id), await make(production, holder.id)];
  const secrets = async (card: CardRow) => {
    const { identityKeys, chipKeys } = await readCard(fileOf(card));
    const of = (authorizedOnly: boolean) => toHex(identityKeys.find((key) => key.authorizedOnly === authorizedOnly)?.secret as Bytes);
    return { pseudonym: of(true), blocking: of(false), chip: chipKeys.map(({ secret }) => toHex(secret)) };
  };
  const [one, two] = [await secrets(first), await secrets(second)];
  expect(two.pseudonym).toBe(one.pseudonym);
  expect(two.blocking).not.toBe(one.blocking);
  expect(two.chip).not.toEqual(one.chip);
  const sealed = (await register.holder(holder.id)).sealed_pseudonym_key ?? '';
  expect(sealed).not.toContain(one.pseudonym);
});

test('A10: a key that any chip had before is refused, and the blank is void', async () => {
  const { production } = office();
  const other = await make(production, (await newHolder()).id);
  const holder = await newHolder();
  // The machine of another holder's pseudonym: the planted duplicate.
  const stolen = (await register.holder(other.holder_id)).sealed_pseudonym_key;
  await db.updateTable('holder').set({ sealed_pseudonym_key: stolen }).where('id', '=', holder.id).execute();
  await expect(make(production, holder.id)).rejects.toThrow('card.duplicate-key');
  const [left] = await register.cardsOf(holder.id);
  expect(left?.state).toBe('void');
});

test('A10: two cards never have one document number, even where chance says it twice', async () => {
  // Seven characters by chance make a number: the second card is at first given those of the first.
  let drawn = 0;
  const repeating = (size: number) => (drawn++ < 14 ? (new Uint8Array(size).fill(7) as Bytes) : cryptography.random(size));
  const holder = await newHolder({ date_of_birth: '1950-01-01' });
  const { production } = office(undefined, repeating);
  const first = await production.begin({ holderId: holder.id, kind: 'without-expiry' }, clerk);
  const second = await production.begin({ holderId: holder.id, kind: 'without-expiry' }, clerk);
  expect(first.document_number).toMatch(/^777777/);
  expect(second.document_number).not.toBe(first.document_number);
  expect(drawn).toBeGreaterThanOrEqual(21);
});

test('a card without expiry is for those of 65 and above, and has no chip, no codes and no file', async () => {
  const { production } = office();
  const young = await newHolder();
  await expect(production.begin({ holderId: young.id, kind: 'without-expiry' }, clerk)).rejects.toThrow('production.kind-not-allowed');
  const old = await newHolder({ date_of_birth: '1950-01-01' });
  const card = await production.begin({ holderId: old.id, kind: 'without-expiry' }, clerk);
  expect(card).toMatchObject({ state: 'ready', generation: null, expires: null, eid_active: null });
  expect(existsSync(fileOf(card))).toBe(false);
});
