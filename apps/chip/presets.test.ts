import { expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { chooseOffer } from '../../io/reader/index.ts';
import { runSync } from '../../lib/apdu/index.ts';
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import {
  applicationIdentifiers,
  dataGroups,
  encodeSecurityInfos,
  infosOfKind,
  listsApplication,
  parseDirectory,
  parseSecurityInfos,
  profiles,
  usableChipAuthentication,
  usablePace,
  usableRestrictedIdentification,
  verifyCardSecurity,
} from '../../lib/card/index.ts';
import { type Card, encodeCardFile, parseCardFile, pinState } from '../../lib/chip/index.ts';
import { insertCard } from '../../lib/chip/test-world.ts';
import { createSigner } from '../../lib/crypto/index.ts';
import { digitsPassword, establishPace } from '../../lib/eac/pace/index.ts';
import { createName, parseSignedData, parseX509, signRevocationList, signX509 } from '../../lib/x509/index.ts';
import { parseHolder } from './holder.ts';
import { personalise } from './personalise.ts';
import { type Preset, type PresetName, presets } from './presets.ts';

const cryptography = createCryptography();
const on = cryptography.curve('brainpoolP256r1');
const newSigner = () => createSigner(on, on.randomScalar(cryptography.random));
const [country, signer] = [newSigner(), newSigner()];
const now = Date.parse('2026-11-23T00:00:00Z');
const key = (point: Bytes) => cryptography.hash('SHA-1', point);
const x509 = (commonName: string, subject: typeof signer, extensions: object) =>
  signX509(
    {
      serialNumber: BigInt(commonName.length),
      issuer: createName({ country: 'HU', commonName: 'Country' }),
      subject: createName({ country: 'HU', commonName }),
      notBefore: now - 86_400_000,
      notAfter: now + 86_400_000,
      publicKey: { kind: 'EC', curve: subject.curve, point: subject.point },
      extensions: { subjectKeyIdentifier: key(subject.point), authorityKeyIdentifier: key(country.point), ...extensions },
    },
    country,
  );
const countrySigner = x509('Country', country, { authority: { pathLength: 0 }, keyUsage: ['keyCertSign', 'cRLSign'] });
const documentSigner = { certificate: x509('Document', signer, { keyUsage: ['digitalSignature'], documentTypes: ['ID'] }), signer };
const list = signRevocationList(
  { issuer: countrySigner.subject, thisUpdate: now, nextUpdate: now + 1000, number: 1n, revoked: [] },
  country,
  key(country.point),
);
const trust = { countrySigners: [countrySigner], revocationLists: [list], documentTypes: ['ID'] };

const all = Object.entries(presets) as readonly (readonly [PresetName, Preset])[];
const make = (name: PresetName): Card => {
  const { holder, variation }: Preset = presets[name];
  const authorities = { documentSigner, trustPoints: [new Uint8Array(3)] };
  return personalise(parseHolder(holder), authorities, { cryptography, knownKeys: new Set(), ...(variation && { variation }) }).card;
};
const verdict = ({ masterFile }: Card) => verifyCardSecurity(masterFile, trust, now, cryptography);
const infos = (card: Card) => {
  const read = verdict(card);
  if (read.kind !== 'genuine') throw new Error(read.fault);
  return read.infos;
};
const text = (card: Card, name: keyof typeof dataGroups) => {
  const file = card.dataGroups.get(dataGroups[name].number);
  return file === undefined ? undefined : dataGroups[name].decode(file);
};

test.each(all)('the preset %s is a card: what its file says is what was made, and no two documents have one number', (name) => {
  const card = make(name);
  expect(parseCardFile(JSON.parse(JSON.stringify(encodeCardFile(card))))).toEqual(card);
  expect(all.filter(([, { holder }]) => holder.document.number === card.documentNumber)).toHaveLength(1);
});

test('a good card carries every data group of the profile, the written signature and the municipality among them', () => {
  const card = make('card-1');
  expect([...card.dataGroups.keys()].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22]);
  expect(toHex((text(card, 'writtenSignature') as Bytes).slice(0, 8))).toBe('89504e470d0a1a0a');
  expect(text(card, 'communityId')).toBe('0348019415');
});

test('card 2 lacks data groups, card 3 has spaces for the birth date and a note for the place', () => {
  expect(['nationality', 'birthName', 'placeOfBirth'].map((name) => text(make('card-2'), name as 'nationality'))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const unknown = make('card-3');
  expect([text(unknown, 'dateOfBirth'), text(unknown, 'placeOfBirth')]).toEqual(['    -  -  ', { kind: 'none', text: 'ismeretlen' }]);
  expect(text(make('birth-day-unknown'), 'dateOfBirth')).toBe('1990-06-  ');
  expect(text(make('birth-month-unknown'), 'dateOfBirth')).toBe('1990-  -  ');
});

test.each([
  ['card-5', [1, 2]],
  ['card-6', [3, 4]],
  ['generation-2016', [2, 3]],
  ['generation-2024', [5, 6]],
] as const)('the keys of restricted identification of %s are %j', (name, ids) => {
  const found = (['pseudonym', 'blocking'] as const).map((purpose) => usableRestrictedIdentification(infos(make(name)), purpose)?.keyId);
  expect(found).toEqual(ids);
});

test('cards 9 and 13 fail passive authentication by their signature and their key', () => {
  expect(verdict(make('card-9'))).toEqual({ kind: 'refused', fault: 'signature' });
  expect(verdict(make('card-13'))).toEqual({ kind: 'refused', fault: 'chip-key' });
});

test('a privileged terminal believes EF.ChipSecurity, which says no more than EF.CardAccess announces', () => {
  const card = make('generation-2024');
  const { cardAccess, cardSecurity, chipSecurity = new Uint8Array() } = card.masterFile;
  const read = verifyCardSecurity({ cardAccess, chipSecurity }, trust, now, cryptography);
  if (read.kind !== 'genuine') throw new Error(read.fault);
  // DER sorts a set by its octets, here random keys: the order says nothing.
  const keys = infosOfKind(read.infos, 'chip-authentication-public-key').toSorted((a, b) => (a.keyId ?? 0) - (b.keyId ?? 0));
  expect(card.chipKeys.map(({ id }) => id)).toEqual([41, 45]);
  expect(keys).toMatchObject(
    card.chipKeys.map(({ id, curve, secret }) => ({ keyId: id, point: cryptography.curve(curve).keyPair(secret).point })),
  );
  const differs = { kind: 'refused', fault: 'card-access-differs' };
  const silent = encodeSecurityInfos(parseSecurityInfos(cardAccess).filter(({ kind }) => kind !== 'privileged-terminal'));
  expect(verifyCardSecurity({ cardAccess: silent, chipSecurity }, trust, now, cryptography)).toEqual(differs);
  expect(verifyCardSecurity({ cardAccess, chipSecurity: cardSecurity }, trust, now, cryptography)).toEqual(differs);
  expect(verifyCardSecurity({ cardAccess, cardSecurity: chipSecurity }, trust, now, cryptography)).toEqual(differs);
});

test('the newer generation offers PACE with AES-256 and AES-128, and opens with each; a client of ours takes the stronger', async () => {
  const card = make('generation-2024');
  const { cardAccess } = card.masterFile;
  const offered = infosOfKind(parseSecurityInfos(cardAccess), 'pace').map(({ protocol }) => protocol.at(-1));
  expect(offered.toSorted()).toEqual(['2', '4']);
  const { offer, nameParameters } = chooseOffer(cardAccess);
  expect([offer.protocol.at(-1), nameParameters]).toEqual(['4', false]);
  for (const suite of offered) {
    const slot = insertCard(card, cryptography);
    const chosen = { ...offer, protocol: `${offer.protocol.slice(0, -1)}${suite}` };
    expect(runSync(establishPace({ offer: chosen, password: digitsPassword('pin', '123456') }, cryptography), slot.send).kind).toBe(
      'established',
    );
  }
});

test('the two generations differ in ATR, ciphers, key ids, and in the key for privileged terminals', () => {
  const [older, newer] = [make('generation-2016'), make('generation-2024')];
  expect([older, newer].map(({ atr }) => toHex(atr))).toEqual(['3b8780018031b973842160b8', '3b8b8001209000000000' + '0008ee277f04']);
  const said = (card: Card) => {
    const chip = usableChipAuthentication(infos(card));
    return [
      usablePace(parseSecurityInfos(card.masterFile.cardAccess))?.protocol.at(-1),
      chip?.protocol.at(-1),
      chip?.keyId,
      card.masterFile.chipSecurity !== undefined,
    ];
  };
  expect([said(older), said(newer)]).toEqual([
    ['2', '2', 1, false],
    ['4', '4', 41, true],
  ]);
  expect(newer.chipKeys.map(({ id, privileged = false }) => [id, privileged])).toEqual([
    [41, false],
    [45, true],
  ]);
  const { content } = parseSignedData(newer.masterFile.chipSecurity ?? newer.masterFile.cardSecurity);
  expect(parseSecurityInfos(content).filter(({ kind }) => kind === 'chip-authentication-public-key')).toHaveLength(2);
});

test('names carry every letter of Hungarian and more than a hundred characters as they are', () => {
  const written = [
    text(make('every-letter'), 'familyNames'),
    text(make('every-letter'), 'givenNames'),
    text(make('every-letter'), 'birthName'),
  ].join('');
  const missing = [...'aábcdeéfghiíjklmnoóöőpqrstuúüűvwxyzAÁBCDEÉFGHIÍJKLMNOÓÖŐPQRSTUÚÜŰVWXYZ'].filter(
    (letter) => !written.includes(letter),
  );
  expect(missing).toEqual([]);
  expect((text(make('long-names'), 'birthName') as string).length).toBeGreaterThan(100);
});

test('the minor is under 18, the expired card expired, and both begin as their authorities issued them', () => {
  expect(text(make('minor'), 'dateOfBirth')).toBe('2012-09-15');
  expect([text(make('card-7'), 'dateOfExpiry'), make('card-7').currentDate]).toEqual(['2024-06-15', '2018-06-18']);
});

test('every PIN state has its card, and one has no use of its PUK left', () => {
  const states = ['pin-not-activated', 'pin-operational', 'pin-suspended', 'pin-blocked', 'pin-deactivated', 'puk-used-up'] as const;
  const found = states.map((name) => make(name).passwords).map(({ pin, puk }) => [pinState(pin), puk.uses]);
  expect(found).toEqual([
    ['not-activated', 10],
    ['operational', 10],
    ['suspended', 10],
    ['blocked', 10],
    ['deactivated', 10],
    ['blocked', 0],
  ]);
});

test('a card says that it has the signature function exactly when it has a certificate, which may have expired', () => {
  const found = (['signature-none', 'signature-valid', 'signature-expired'] as const).map(make).map((card) => {
    const listed = listsApplication(parseDirectory(card.masterFile.directory), applicationIdentifiers.eSign);
    const { signatureCertificate: certificate } = card;
    return [listed, certificate === undefined ? undefined : parseX509(certificate).notAfter > now];
  });
  expect(found).toEqual([
    [false, undefined],
    [true, true],
    [true, false],
  ]);
});

const good = presets['card-1'].holder;
const { document, card: codes } = good;
test.each([
  ['taj', { taj: '900000101' }],
  ['taj', { taj: '12' }],
  ['taxId', { taxId: '8450901007' }],
  ['taxId', { taxId: '8413311004' }],
  ['personalId', { personalId: '29006151001' }],
  ['personalId', { personalId: '28002291001' }],
  ['personalId', { sex: 'M' }],
  ['names.family', { names: { family: 'Минта', given: 'Mária' } }],
  ['names.given', { names: { family: 'Minta', given: 'Ma\u0301ria' } }],
  ['names.given', { names: { family: 'Minta', given: ' Mária' } }],
  ['names.given', { names: { family: 'Minta', given: 'M4ria' } }],
  ['motherName', { motherName: 'A'.repeat(121) }],
  ['address.postalCode', { address: { city: 'Pécs', postalCode: 'pécs' } }],
  ['address.zip', { address: { city: 'Pécs', zip: '7600' } }],
  ['municipality', { municipality: '1234' }],
  ['signature', { signature: 'abc' }],
  ['nationality', { nationality: 'hun' }],
  ['dateOfBirth', { dateOfBirth: '1990-02-30' }],
  ['dateOfBirth', { dateOfBirth: '1990-  -15' }],
  ['dateOfBirth', { dateOfBirth: '1990' }],
  ['dateOfBirth', { dateOfBirth: '2025-01-01', taxId: undefined, personalId: undefined }],
  ['document.number', { document: { ...document, number: '900001pr' } }],
  ['document.issued', { document: { ...document, issued: '2024-06-31' } }],
  ['document.issued', { document: { ...document, issued: '2023-06-15' } }],
  ['document.expires', { document: { ...document, expires: document.issued } }],
  ['signatureCertificate.to', { signatureCertificate: { from: '2025-01-01', to: '2025-01-01' } }],
  ['card.can', { card: { ...codes, can: '12345' } }],
  ['card.puk', { card: { ...codes, puk: '987654321' } }],
  ['card.pukUses', { card: { ...codes, pukUses: 11 } }],
  ['card.pin', { card: { can: codes.can, puk: codes.puk } }],
  ['card.pin', { card: { ...codes, activationPin: '12345' } }],
  ['card.pinState', { card: { ...codes, pinState: 'not-activated' } }],
  ['card.pinn', { card: { ...codes, pinn: '123456' } }],
  ['tajj', { tajj: '900000100' }],
])('bad data at %s are refused by that path, and the value is not told: %j', (at, changes) => {
  const wrong = JSON.parse(JSON.stringify({ ...good, ...changes }));
  expect(() => parseHolder(wrong)).toThrow(
    expect.objectContaining({ code: 'holder.malformed', facts: { at, problem: expect.stringMatching(/./) } }),
  );
});

test('a person without what the register does not know is taken', () => {
  const { names, dateOfBirth } = good;
  expect(parseHolder({ names, dateOfBirth, document, card: codes })).toMatchObject({ names });
  expect(profiles.hungarian.codes).toEqual({ activationPin: 5, pin: 6, can: 6, puk: 10 });
});
