import { describe, expect, it } from 'vitest';
import { hex, toHex } from '../bytes/index.ts';
import {
  auxiliaryItem,
  dataGroups,
  encodeAuxiliaryData,
  encodeDirectory,
  encodeSecurityInfos,
  findInfo,
  listsApplication,
  parseAuxiliaryData,
  parseDirectory,
  parseSecurityInfos,
  profiles,
  type SecurityInfo,
  usableChipAuthentication,
  usablePace,
  usableRestrictedIdentification,
} from './index.ts';

const example = hex`
  3181C6300D060804007F00070202020201023012060A04007F000702020302020201020201013012060A04007F000702
  0204020202010202010D301C060904007F000702020302300C060704007F00070102020
  10D020101302F060804007F0007020206162368747470733A2F2F7777772E686A702D636F6E73756C74696E672E636F6D2F686F6D65303E060804007F0007020208
  31323012060A04007F00070202030202020102020102301C060904007F000702020302300C060704007F0007010202010D020102`;

describe('EF.CardAccess', () => {
  it('BSI worked example: reads as printed, and is written so again', () => {
    const infos = parseSecurityInfos(example);
    expect(infos.map(({ kind }) => kind)).toEqual([
      'terminal-authentication',
      'chip-authentication',
      'pace',
      'chip-authentication-domain-parameters',
      'card-info',
      'privileged-terminal',
    ]);
    expect(findInfo(infos, 'card-info')?.url).toBe('https://www.hjp-consulting.com/home');
    expect(findInfo(infos, 'privileged-terminal')?.infos).toMatchObject([
      { version: 2, keyId: 2 },
      { curve: 'brainpoolP256r1', keyId: 2 },
    ]);
    expect(encodeSecurityInfos(infos)).toEqual(example);
  });

  it('of several PACE suites the one with the longest key is taken, whatever their order, and of those the first', () => {
    const infos = [2, 4, 3, 9].flatMap((suite) =>
      [15, 13].map((parameterId): SecurityInfo => ({ kind: 'pace', protocol: `0.4.0.127.0.7.2.2.4.2.${suite}`, version: 2, parameterId })),
    );
    const strongest = { protocol: '0.4.0.127.0.7.2.2.4.2.4' };
    expect(usablePace(infos)).toMatchObject({ ...strongest, parameterId: 15 });
    expect(usablePace(infos.toReversed())).toMatchObject({ ...strongest, parameterId: 13 });
  });

  it('the usable PACE is chosen, statements of unknown protocols are skipped', () => {
    expect(usablePace(parseSecurityInfos(example))).toEqual({
      protocol: '0.4.0.127.0.7.2.2.4.2.2',
      parameterId: 13,
      curve: 'brainpoolP256r1',
    });
    const unknown = hex`31 0A 30 08 06 03 883701 02 01 05`;
    expect(parseSecurityInfos(unknown)).toMatchObject([{ kind: 'unknown', protocol: '2.999.1' }].map(({ kind }) => ({ kind })));
  });

  it('hashes of data groups by an algorithm that we do not speak spoil nothing else', () => {
    const hashes = encodeSecurityInfos([{ kind: 'eid-security', protocol: '0.4.0.127.0.7.2.2.7', hash: 'SHA-256', dataGroups: [] }]);
    // SHA-224, as on cards of others.
    hashes[hashes.length - 3] = 0x04;
    expect(parseSecurityInfos(hashes)).toMatchObject([{ kind: 'eid-security', dataGroups: [] }]);
    expect(parseSecurityInfos(hashes)[0]).not.toHaveProperty('hash');
  });

  it('a set within a set within a set is refused', () => {
    const nest = (infos: readonly SecurityInfo[]): SecurityInfo => ({
      kind: 'privileged-terminal',
      protocol: '0.4.0.127.0.7.2.2.8',
      infos,
    });
    expect(parseSecurityInfos(encodeSecurityInfos([nest([])]))).toHaveLength(1);
    expect(() => parseSecurityInfos(encodeSecurityInfos([nest([nest([])])]))).toThrow('card.malformed');
  });

  it.each<[string, SecurityInfo]>([
    ['integrated mapping', { kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.4.2', version: 2, parameterId: 13 }],
    ['finite fields', { kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.1.2', version: 2, parameterId: 2 }],
    ['3DES', { kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.1', version: 2, parameterId: 13 }],
    ['an old version', { kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.2', version: 1, parameterId: 13 }],
    ['a curve that we do not speak', { kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 9 }],
    ['proprietary parameters', { kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.2', version: 2 }],
  ])('PACE with %s is not usable', (_, info) => {
    expect(usablePace([info])).toBeUndefined();
  });
});

describe('EF.CardSecurity', () => {
  const protocol = '0.4.0.127.0.7.2.2.3.2.2';
  const point = hex`04 ${new Uint8Array(64)}`;
  const key = { kind: 'chip-authentication-public-key', protocol: '0.4.0.127.0.7.2.2.1.2', curve: 'brainpoolP256r1', point } as const;

  it('chip authentication is used with the public key of its own key id', () => {
    const infos: SecurityInfo[] = [
      { kind: 'chip-authentication', protocol, version: 3, keyId: 41 },
      { kind: 'chip-authentication', protocol, version: 2, keyId: 41 },
      { ...key, keyId: 45 },
      { ...key, keyId: 41, curve: 'P-256' },
    ];
    expect(usableChipAuthentication(infos)).toEqual({ protocol, keyId: 41, curve: 'P-256', point });
    expect(usableChipAuthentication(infos.slice(0, 3))).toBeUndefined();
    expect(usableChipAuthentication([{ kind: 'chip-authentication', protocol, version: 2 }, key])).toEqual({
      protocol,
      curve: 'brainpoolP256r1',
      point,
    });
  });

  it('the pseudonym is that of the key for authorised terminals, the blocking identifier that of the other', () => {
    const identity = (keyId: number, authorizedOnly: boolean): SecurityInfo => ({
      kind: 'restricted-identification',
      protocol: '0.4.0.127.0.7.2.2.5.2.3',
      version: 1,
      keyId,
      authorizedOnly,
    });
    const infos = [identity(2, false), identity(1, true)];
    expect(usableRestrictedIdentification(infos, 'pseudonym')?.keyId).toBe(1);
    expect(usableRestrictedIdentification(infos, 'blocking')?.keyId).toBe(2);
    expect(usableRestrictedIdentification([], 'blocking')).toBeUndefined();
  });
});

describe('data groups of the Hungarian card', () => {
  it('the document type is written as printed in the standard', () => {
    expect(dataGroups.documentType.encode('ID')).toEqual(hex`61 04 13 02 4944`);
  });

  it('file, short file, tag and rights follow from the number', () => {
    expect(dataGroups.placeOfResidence).toMatchObject({
      number: 17,
      fileId: 0x0111,
      shortFileId: 0x11,
      tag: 0x71,
      readRight: 'readDg17',
      writeRight: 'writeDg17',
    });
  });

  it('tax identifier and personal identifier are writable by nobody', () => {
    for (const name of ['taxId', 'personalId', 'taj', 'motherName'] as const) expect(dataGroups[name].writeRight).toBeUndefined();
  });

  it('one number lies in one data group', () => {
    const numbers = Object.values(dataGroups).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('a birth date may be known in part', () => {
    expect(dataGroups.dateOfBirth.decode(dataGroups.dateOfBirth.encode('1964-  -  '))).toBe('1964-  -  ');
  });

  it('an empty file has no value', () => {
    expect(dataGroups.motherName.decode(hex`7000`)).toBeUndefined();
  });

  it.each([
    ['a TAJ of ten digits', () => dataGroups.taj.encode('1234567890'), 'card.malformed'],
    [
      'a TAJ under another identifier',
      () => dataGroups.taj.decode(hex`6C 12 31 10 30 0E 06 03 883701 12 07 31323334353637`),
      'card.malformed',
    ],
    ['the file of another data group', () => dataGroups.givenNames.decode(dataGroups.familyNames.encode('Kis')), 'tlv.unexpected'],
    ['a sex that is none of the three', () => dataGroups.sex.encode('X'), 'card.malformed'],
  ])('%s is refused', (_, action, code) => {
    expect(action).toThrow(code);
  });

  it('the generations have the published answers to reset', () => {
    expect(toHex(profiles.hungarian.generations['2016'].atr)).toBe('3b878001803 1b9738421 60b8'.replaceAll(' ', ''));
    expect(toHex(profiles.hungarian.generations['2024'].atr)).toBe('3b8b80012090000000000008ee277f04');
  });
});

describe('auxiliary data', () => {
  it('is written as in the published sample', () => {
    const sample = hex`67 2E 73 15 06 09 04007F000703010401 53 08 3139393231313139 73 15 06 09 04007F000703010402 53 08 3230313031313139`;
    expect(encodeAuxiliaryData({ dateOfExpiry: '2010-11-19', dateOfBirth: '1992-11-19' })).toEqual(sample);
  });

  it('the published sample with a municipality is read in its own order', () => {
    const sample = hex`67 3E 73 0E 06 09 04007F000703010403 53 01 02 73 15 06 09 04007F000703010402 53 08 3230313031313139
      73 15 06 09 04007F000703010401 53 08 3139393231313139`;
    expect(parseAuxiliaryData(sample)).toEqual({ communityId: '02', dateOfExpiry: '2010-11-19', dateOfBirth: '1992-11-19' });
  });

  it('the identifier that VERIFY gives names the item', () => {
    expect(auxiliaryItem(hex`04007F000703010401`)).toBe('dateOfBirth');
    expect(auxiliaryItem(hex`04007F000703010409`)).toBeUndefined();
  });

  it.each([
    ['an unknown item', hex`67 0E 73 0C 06 09 04007F000703010409 53 01 02 `.with(3, 0x0e).with(1, 0x10)],
    ['an item twice', hex`67 20 73 0E 06 09 04007F000703010403 53 01 02 73 0E 06 09 04007F000703010403 53 01 03`],
    ['a day that is none', hex`67 17 73 15 06 09 04007F000703010401 53 08 3139393231333139`],
  ])('%s is refused', (_, octets) => {
    expect(() => parseAuxiliaryData(octets as Parameters<typeof parseAuxiliaryData>[0])).toThrow('card.malformed');
  });
});

describe('EF.DIR', () => {
  it('lists applications, other objects are skipped', () => {
    const eId = hex`E80704007F00070302`;
    const listed = parseDirectory(hex`${encodeDirectory([{ identifier: eId, label: 'eID' }])} 5F2D 02 6875`);
    expect(listed).toEqual([{ identifier: eId, label: 'eID' }]);
    expect(listsApplication(listed, eId)).toBe(true);
    expect(listsApplication(listed, hex`A0000002471001`)).toBe(false);
  });
});
