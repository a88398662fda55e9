import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type CardInReader, openVpcdReader } from '../../io/reader/vpcd.ts';
import { encodeCommand, parseResponse, run } from '../../lib/apdu/index.ts';
import { hex } from '../../lib/bytes/index.ts';
import {
  applicationIdentifiers,
  dataGroups,
  listsApplication,
  parseDirectory,
  parseSecurityInfos,
  usableChipAuthentication,
  usablePace,
  usableRestrictedIdentification,
  verifyCardSecurity,
} from '../../lib/card/index.ts';
import { type Card, pinState } from '../../lib/chip/index.ts';
import { createSigner } from '../../lib/crypto/index.ts';
import { digitsPassword, establishPace } from '../../lib/eac/pace/index.ts';
import { identifierFor } from '../../lib/eac/ri/index.ts';
import { createName, signRevocationList, signX509 } from '../../lib/x509/index.ts';
import { readCard, takeCard, writeCard } from './card-store.ts';
import { parseHolder } from './holder.ts';
import { insertCard } from './insert.ts';
import { publicKeysOf } from './keys.ts';
import { personalise } from './personalise.ts';

const cryptography = createCryptography();
const folder = await mkdtemp(join(tmpdir(), 'eszig-card-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const on = cryptography.curve('brainpoolP256r1');
const newSigner = () => createSigner(on, on.randomScalar(cryptography.random));
const country = newSigner();
const signer = newSigner();
const now = Date.parse('2026-11-23T00:00:00Z');
const name = (commonName: string) => createName({ country: 'HU', commonName });
const x509 = (subject: string, key: typeof signer, extensions: object) =>
  signX509(
    {
      serialNumber: BigInt(subject.length),
      issuer: name('Country'),
      subject: name(subject),
      notBefore: now - 86_400_000,
      notAfter: now + 86_400_000,
      publicKey: { kind: 'EC', curve: key.curve, point: key.point },
      extensions: {
        subjectKeyIdentifier: cryptography.hash('SHA-1', key.point),
        authorityKeyIdentifier: cryptography.hash('SHA-1', country.point),
        ...extensions,
      },
    },
    country,
  );
const countrySigner = x509('Country', country, { authority: { pathLength: 0 }, keyUsage: ['keyCertSign', 'cRLSign'] });
const documentSigner = { certificate: x509('Document', signer, { keyUsage: ['digitalSignature'], documentTypes: ['ID'] }), signer };
const authorities = { documentSigner, trustPoints: [hex`7F21 00`] };

const person = {
  names: { family: 'Kovács', given: 'Anna' },
  dateOfBirth: '1980-02-29',
  placeOfBirth: 'Pécs',
  sex: 'F',
  address: { street: 'Fő utca 1.', city: 'Pécs', postalCode: '7600', country: 'HUN' },
  taj: '123456788',
  personalId: '28002291001',
  document: { number: '123456AB', generation: '2024', issued: '2024-02-01', expires: '2030-02-28' },
  card: { pin: '123456', can: '500540', puk: '9876543210' },
};
const make = (changes: object = {}, options: { knownKeys?: Set<string>; pseudonymKey?: Card['atr']; pseudonymSurvives?: boolean } = {}) =>
  personalise(parseHolder({ ...person, ...changes }), authorities, { cryptography, knownKeys: new Set(), ...options });

test('a card carries what its holder has data for, and nothing that cards of its day did not', () => {
  const { dataGroups: files } = make().card;
  expect(dataGroups.taj.decode(files.get(12) ?? hex``)).toBe('123456788');
  expect(dataGroups.dateOfBirth.decode(files.get(8) ?? hex``)).toBe('1980-02-29');
  expect([...files.keys()].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 17, 22]);
  const old = make({ document: { ...person.document, generation: '2016', issued: '2019-11-27' } }).card;
  expect([old.dataGroups.has(17), old.dataGroups.has(22), old.dataGroups.has(12)]).toEqual([false, false, true]);
});

test.each(['2016', '2024'] as const)('a card of %s passes passive authentication, and its files say what it can', (generation) => {
  const { card, register } = make({ document: { ...person.document, generation } });
  const { cardAccess, cardSecurity, directory } = card.masterFile;
  const list = signRevocationList(
    { issuer: countrySigner.subject, thisUpdate: now, nextUpdate: now + 1000, number: 1n, revoked: [] },
    country,
    cryptography.hash('SHA-1', country.point),
  );
  const trust = { countrySigners: [countrySigner], revocationLists: [list], documentTypes: ['ID'] };
  const verdict = verifyCardSecurity({ cardAccess, cardSecurity }, trust, now, cryptography);
  if (verdict.kind !== 'genuine') throw new Error(verdict.fault);
  expect(listsApplication(parseDirectory(directory), applicationIdentifiers.eId)).toBe(true);
  expect(usablePace(parseSecurityInfos(cardAccess))).toMatchObject({ parameterId: 13 });
  const chip = usableChipAuthentication(verdict.infos);
  expect(chip).toMatchObject({ keyId: card.chipKeys[0]?.id, protocol: card.chipKeys[0]?.protocol });
  expect(chip?.point).toEqual(on.keyPair(card.chipKeys[0]?.secret ?? hex``).point);
  for (const [purpose, key] of [
    ['pseudonym', register.pseudonymKey],
    ['blocking', register.blockingKey],
  ] as const) {
    const found = usableRestrictedIdentification(verdict.infos, purpose);
    const own = card.identityKeys.find(({ id }) => id === found?.keyId);
    expect(own?.authorizedOnly).toBe(purpose === 'pseudonym');
    expect(key.point).toEqual(on.keyPair(own?.secret ?? hex``).point);
  }
});

test('what the register keeps gives, with the secret of a sector, the identifier that the card gives for its public key', () => {
  const { card, register } = make();
  const secret = on.randomScalar(cryptography.random);
  const sector = on.keyPair(secret).point;
  for (const [i, { protocol, curve, point }] of [register.pseudonymKey, register.blockingKey].entries()) {
    const own = identifierFor({ protocol, curve }, card.identityKeys[i]?.secret ?? hex``, sector, cryptography);
    expect(identifierFor({ protocol, curve }, secret, point, cryptography)).toEqual(own);
  }
});

test('a new card may carry the old pseudonym key, never the old blocking key', () => {
  const first = make();
  const pseudonymKey = first.card.identityKeys[0]?.secret ?? hex``;
  const second = make({}, { pseudonymKey });
  expect(second.register.pseudonymKey).toEqual(first.register.pseudonymKey);
  expect(second.register.blockingKey).not.toEqual(first.register.blockingKey);
  const without = make({}, { pseudonymKey, pseudonymSurvives: false });
  expect(without.register.pseudonymKey).not.toEqual(first.register.pseudonymKey);
});

test('A10: a key that another card has is never used', () => {
  const knownKeys = new Set<string>();
  const first = make({}, { knownKeys });
  expect(knownKeys.size).toBe(4);
  expect(knownKeys).toEqual(new Set(publicKeysOf(first.card, cryptography)));
  const stuck = { ...cryptography, random: (size: number) => new Uint8Array(size).fill(1) };
  expect(() => personalise(parseHolder(person), authorities, { cryptography: stuck, knownKeys: new Set() })).toThrow('card.duplicate-key');
});

test.each([
  [{ activationPin: '12345' }, 'not-activated'],
  [{ pin: '123456' }, 'operational'],
  [{ pin: '123456', pinState: 'suspended' }, 'suspended'],
  [{ pin: '123456', pinState: 'blocked' }, 'blocked'],
] as const)('the codes %j make a card whose PIN is %s', (codes, state) => {
  expect(pinState(make({ card: { can: '500540', puk: '9876543210', ...codes } }).card.passwords.pin)).toBe(state);
});

test('a card file is private, replaced as a whole, and held by one at a time', async () => {
  const file = join(folder, 'store.json');
  const { card } = make();
  await writeCard(file, card);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  {
    await using store = await takeCard(file);
    await expect(takeCard(file)).rejects.toMatchObject({ code: 'card.in-use' });
    await store.save({ ...store.card, currentDate: '2027-01-01' });
  }
  expect((await readCard(file)).currentDate).toBe('2027-01-01');
  expect(await readdir(folder)).toEqual(['store.json']);
});

test('the lock of a process that is gone is taken over, that of a living one is not', async () => {
  const file = join(folder, 'lock.json');
  await writeCard(file, make().card);
  await writeFile(`${file}.lock`, String(process.pid));
  await (await takeCard(file))[Symbol.asyncDispose]();
  await writeFile(`${file}.lock`, '999999999');
  await (await takeCard(file))[Symbol.asyncDispose]();
  await writeFile(`${file}.lock`, String(process.ppid));
  await expect(takeCard(file)).rejects.toMatchObject({ code: 'card.in-use' });
});

test('a file that is no card is card.none', async () => {
  const file = join(folder, 'none.json');
  await expect(takeCard(file)).rejects.toMatchObject({ code: 'card.none' });
  await writeFile(file, '{}');
  await expect(takeCard(file)).rejects.toMatchObject({ code: 'card.none' });
});

async function reader() {
  const { promise, resolve } = Promise.withResolvers<CardInReader>();
  const opened = await openVpcdReader({ host: '127.0.0.1', port: 0, changed: (card) => card && resolve(card) });
  const pace = async (pin: string) => {
    const inserted = await promise;
    const transmit = async (command: Parameters<typeof encodeCommand>[0]) => parseResponse(await inserted.transmit(encodeCommand(command)));
    const { protocol, parameterId } = usablePace(parseSecurityInfos(make().card.masterFile.cardAccess)) ?? { protocol: '', parameterId: 0 };
    return run(establishPace({ offer: { protocol, parameterId }, password: digitsPassword('pin', pin) }, cryptography), transmit);
  };
  return { opened, inserted: promise, pace, host: '127.0.0.1', port: opened.port };
}

test('a wrong PIN is on the disk before it is answered, and counts on after the card was taken out and put in again', async () => {
  const file = join(folder, 'tries.json');
  await writeCard(file, make().card);
  for (const left of [2, 1]) {
    const { opened, host, port, pace } = await reader();
    await using _reader = opened;
    const insertion = await insertCard({ file, host, port });
    expect(await pace('000000')).toEqual({ kind: 'wrong-password', triesLeft: left });
    expect((await readCard(file)).passwords.pin.triesLeft).toBe(left);
    await insertion.remove();
  }
});

test('a card whose state cannot be written falls out of the reader without an answer', async () => {
  const own = await mkdtemp(join(tmpdir(), 'eszig-full-'));
  const file = join(own, 'card.json');
  await writeCard(file, make().card);
  const { opened, host, port, pace } = await reader();
  await using _reader = opened;
  const insertion = await insertCard({ file, host, port });
  await rm(own, { recursive: true });
  await expect(pace('000000')).rejects.toMatchObject({ code: 'card.removed' });
  await insertion.removed;
});

test('the same card cannot lie in two readers, and a reader that is not there is reader.none', async () => {
  const file = join(folder, 'two.json');
  await writeCard(file, make().card);
  const { opened, host, port } = await reader();
  const insertion = await insertCard({ file, host, port });
  await expect(insertCard({ file, host, port })).rejects.toMatchObject({ code: 'card.in-use' });
  await insertion.remove();
  await opened[Symbol.asyncDispose]();
  await expect(insertCard({ file, host, port })).rejects.toMatchObject({ code: 'reader.none' });
  await (await takeCard(file))[Symbol.asyncDispose]();
});
