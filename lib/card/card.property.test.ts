import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { throwsOnlyEidError } from '../bytes/garbage.fixture.ts';
import { type Bytes, bytes, hex } from '../bytes/index.ts';
import { createSigner } from '../crypto/index.ts';
import { createName, parseSignedData, signContent, signX509 } from '../x509/index.ts';
import {
  createBlockList,
  createDefectList,
  createMasterList,
  type DataGroupName,
  dataGroups,
  encodeAuxiliaryData,
  encodeDirectory,
  encodeSecurityInfos,
  type GeneralPlace,
  knownDefect,
  parseAuxiliaryData,
  parseDirectory,
  parseSecurityInfos,
  readBlockList,
  readDefectList,
  readMasterList,
  type SecurityInfo,
} from './index.ts';

const cryptography = createCryptography();
const group = cryptography.curve('brainpoolP256r1');
const signer = createSigner(group, group.randomScalar(cryptography.random));
const self = createName({ commonName: 'list' });
const listSigner = {
  certificate: signX509(
    {
      serialNumber: 1n,
      issuer: self,
      subject: self,
      notBefore: 0,
      notAfter: 1000,
      publicKey: { kind: 'EC', curve: signer.curve, point: signer.point },
      extensions: { authority: {}, extendedKeyUsage: ['masterListSigning'] },
    },
    signer,
  ),
  signer,
};

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const words = fc.string({ unit: 'grapheme', maxLength: 40 });
const printable = fc.stringMatching(/^[A-Za-z0-9 .-]{1,10}$/);
const day = fc.tuple(digits(4), fc.constantFrom('01', '12', '  '), fc.constantFrom('01', '28', '  ')).map((parts) => parts.join('-'));
const place: fc.Arbitrary<GeneralPlace> = fc.oneof(
  fc.record(
    { kind: fc.constant('structured' as const), street: words, city: words, state: words, country: fc.constant('HUN'), zipCode: printable },
    { requiredKeys: ['kind', 'city', 'country'] },
  ),
  fc.record({ kind: fc.constant('text' as const), text: words }),
  fc.record({ kind: fc.constant('none' as const), text: words }),
);
const values: { readonly [Name in DataGroupName]: fc.Arbitrary<unknown> } = {
  documentType: fc.constant('ID'),
  issuingState: fc.constantFrom('HUN', 'D'),
  dateOfExpiry: day,
  givenNames: words,
  familyNames: words,
  dateOfBirth: day,
  placeOfBirth: place,
  nationality: fc.constant('HUN'),
  sex: fc.constantFrom('M', 'F', ' '),
  taj: digits(9),
  birthName: words,
  writtenSignature: fc.uint8Array().map((array) => bytes(array)),
  dateOfIssuance: day,
  motherName: words,
  placeOfResidence: place,
  communityId: digits(6),
  taxId: digits(10),
  personalId: digits(11),
};
const names = Object.keys(dataGroups) as DataGroupName[];

const infos: readonly SecurityInfo[] = [
  { kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 13 },
  { kind: 'pace-domain-parameters', protocol: '0.4.0.127.0.7.2.2.4.2', curve: 'brainpoolP256r1', parameterId: 33 },
  { kind: 'terminal-authentication', protocol: '0.4.0.127.0.7.2.2.2', version: 2 },
  { kind: 'chip-authentication', protocol: '0.4.0.127.0.7.2.2.3.2.2', version: 2, keyId: 41 },
  { kind: 'chip-authentication-domain-parameters', protocol: '0.4.0.127.0.7.2.2.3.2', curve: 'P-256', keyId: 41 },
  {
    kind: 'chip-authentication-public-key',
    protocol: '0.4.0.127.0.7.2.2.1.2',
    curve: 'P-256',
    point: hex`04 ${new Uint8Array(64)}`,
    keyId: 41,
  },
  { kind: 'restricted-identification', protocol: '0.4.0.127.0.7.2.2.5.2.3', version: 1, keyId: 1, authorizedOnly: true },
  { kind: 'restricted-identification-domain-parameters', protocol: '0.4.0.127.0.7.2.2.5.2', curve: 'P-521' },
  { kind: 'card-info', protocol: '0.4.0.127.0.7.2.2.6', url: 'https://card.example/' },
  { kind: 'eid-security', protocol: '0.4.0.127.0.7.2.2.7', hash: 'SHA-256', dataGroups: [{ number: 4, hash: hex`0102` }] },
];

const auxiliary = fc.record(
  { dateOfBirth: fc.constantFrom('1992-11-19'), dateOfExpiry: fc.constantFrom('2026-11-23'), communityId: fc.constantFrom('0276', '02') },
  { requiredKeys: [] },
);

/** Runs of what is fed with garbage, for there are many decoders. */
const runs = 500;

describe('files of the card', () => {
  it.each(names)('data group %s is read as it was written', (name) => {
    const group = dataGroups[name] as { encode(value: unknown): Bytes; decode(file: Bytes): unknown };
    fc.assert(
      fc.property(values[name], (written) => {
        expect(group.decode(group.encode(written))).toEqual(written);
      }),
      { numRuns: 50 },
    );
  });

  it.each(names)('the decoder of data group %s throws nothing but EidError on any octets', (name) => {
    const group = dataGroups[name] as { encode(value: unknown): Bytes; decode(file: Bytes): unknown };
    for (const value of fc.sample(values[name], 3)) throwsOnlyEidError(group.decode, [group.encode(value)], runs);
  });

  it('security infos are read as they were written, whatever their order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...infos]), (written) => {
        const nested: SecurityInfo = { kind: 'privileged-terminal', protocol: '0.4.0.127.0.7.2.2.8', infos: written };
        const read = parseSecurityInfos(encodeSecurityInfos([...written, nested]));
        expect(read).toHaveLength(written.length + 1);
        for (const info of written) expect(read).toContainEqual(expect.objectContaining(info));
        const [inside] = read.filter((info) => info.kind === 'privileged-terminal');
        for (const info of written) expect(inside?.infos).toContainEqual(expect.objectContaining(info));
      }),
      { numRuns: 50 },
    );
  });

  it('auxiliary data are read as they were written', () => {
    fc.assert(
      fc.property(auxiliary, (written) => {
        expect(parseAuxiliaryData(encodeAuxiliaryData(written))).toEqual(written);
      }),
    );
  });

  it('EF.DIR is read as it was written', () => {
    const application = fc.record(
      { identifier: fc.uint8Array({ minLength: 5, maxLength: 16 }).map((array) => bytes(array)), label: fc.constant('eID') },
      { requiredKeys: ['identifier'] },
    );
    fc.assert(
      fc.property(fc.array(application, { maxLength: 3 }), (written) => {
        expect(parseDirectory(encodeDirectory(written))).toEqual(written);
      }),
    );
  });

  it('the decoders throw nothing but EidError on any octets', () => {
    throwsOnlyEidError(parseSecurityInfos, [encodeSecurityInfos(infos)], runs);
    const claimed = { dateOfBirth: '1992-11-19', dateOfExpiry: '2026-11-23', communityId: '0276' };
    throwsOnlyEidError(parseAuxiliaryData, [encodeAuxiliaryData(claimed)], runs);
    throwsOnlyEidError(parseDirectory, [encodeDirectory([{ identifier: hex`E80704007F00070302`, label: 'eID' }])], runs);
  });

  it('the readers of lists throw nothing but EidError, whatever their signer signed', () => {
    const certificates = [listSigner.certificate];
    const { issuer, serialNumber } = listSigner.certificate;
    const list = { type: 'added', listId: hex`02`, deltaBase: hex`01`, finalEntries: 1, issuedAt: 0 } as const;
    const blocked = createBlockList({ ...list, sectors: [{ sectorId: hex`AA`, identifiers: [hex`01`] }] }, listSigner, cryptography);
    const masters = createMasterList({ certificates, issuedAt: 0 }, listSigner, cryptography);
    const defects = [{ signer: { issuer: issuer.raw, serialNumber }, known: [knownDefect('eidIntegrity')] }];
    const defective = createDefectList({ defects, issuedAt: 0 }, listSigner, cryptography);
    for (const [file, read] of [
      [blocked, (octets: Bytes) => readBlockList(octets, listSigner.certificate, cryptography)],
      [masters, (octets: Bytes) => readMasterList(octets, certificates, 0, cryptography)],
      [defective, (octets: Bytes) => readDefectList(octets, listSigner.certificate, cryptography)],
    ] as const) {
      const { contentType, content } = parseSignedData(file);
      throwsOnlyEidError(read, [file], runs);
      throwsOnlyEidError((octets) => read(signContent(contentType, octets, listSigner, cryptography, 0)), [content], runs);
    }
  });
});
