// Personalisation: from a holder's data and the issuing authorities to a card with keys of its own. What the office learns of it are public keys.
import { type Bytes, bytes, parseHex, toHex } from '../../lib/bytes/index.ts';
import {
  applicationIdentifiers,
  createCardSecurity,
  type DataGroupName,
  dataGroups,
  encodeDirectory,
  encodeSecurityInfos,
  profiles,
  type SecurityInfo,
} from '../../lib/card/index.ts';
import { type Card, type ChipKey, fullTries, fullUses, type Pin } from '../../lib/chip/index.ts';
import { type Cryptography, type CurveName, createSigner, type Signer } from '../../lib/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { createName, signX509, type X509Certificate } from '../../lib/x509/index.ts';
import { firstState, type Holder } from './holder.ts';

export interface IssuingAuthorities {
  readonly documentSigner: { readonly certificate: X509Certificate; readonly signer: Signer };
  /** CVCA certificates (7F21), the current one first; two at most. */
  readonly trustPoints: readonly Bytes[];
}

export interface PersonaliseOptions {
  readonly cryptography: Cryptography;
  /** Public keys (hexadecimal) of all cards made so far; the new ones are added. A key that is there already is never used. */
  readonly knownKeys: Set<string>;
  /** Secret of the pseudonym key of the holder's last card: where the profile says that the pseudonym survives. */
  readonly pseudonymKey?: Bytes;
  /** Whether the pseudonym goes from card to card; as the profile says, where nothing else is said. */
  readonly pseudonymSurvives?: boolean;
  /** What is unusual about the card. */
  readonly variation?: Variation;
}

/** What a card for tests has that no office would issue, or that only few cards have. */
export interface Variation {
  /** Data groups that are missing. */
  readonly without?: readonly DataGroupName[];
  /** Other key ids than the generation's. */
  readonly keyIds?: { readonly pseudonym: number; readonly blocking: number };
  /** `signature`: EF.CardSecurity was altered after it was signed. `chip-key`: its key of chip authentication is no point of the curve. */
  readonly defect?: 'signature' | 'chip-key';
}

/** What the card register keeps: enough to calculate the card's identifiers in a sector whose secret one has, and nothing secret. */
export interface RegisterEntry {
  readonly documentNumber: string;
  readonly pseudonymKey: PublicIdentityKey;
  readonly blockingKey: PublicIdentityKey;
}

export interface PublicIdentityKey {
  /** Protocol of restricted identification, dotted. */
  readonly protocol: string;
  readonly curve: CurveName;
  /** 04‖x‖y. */
  readonly point: Bytes;
}

/** `card.duplicate-key`: the random source gave a key that another card has; nothing was made. */
export type PersonaliseErrorCode = 'card.duplicate-key';

const arc = '0.4.0.127.0.7.2.2';
const curve = 'brainpoolP256r1';
const parameterId = 13;
const restrictedIdentification = `${arc}.5.2.3`;

/** Makes a card. Its keys are fresh, but for a pseudonym key that is carried over; the blocking key always is. */
export function personalise(
  holder: Holder,
  authorities: IssuingAuthorities,
  options: PersonaliseOptions,
): { readonly card: Card; readonly register: RegisterEntry } {
  const { document, card: codes, signatureCertificate } = holder;
  const { variation = {}, cryptography } = options;
  const generation = profiles.hungarian.generations[document.generation];
  const ids = { ...generation.keys, ...variation.keyIds };
  const chipProtocol = `${arc}.3.2.${generation.chipAuthentication}`;
  const chipKey = newKey(ids.chip, chipProtocol, options);
  const individual = ids.individual === undefined ? [] : [newKey(ids.individual, chipProtocol, options)];
  const survives = options.pseudonymSurvives ?? profiles.hungarian.pseudonymSurvives;
  const pseudonymKey = newKey(ids.pseudonym, restrictedIdentification, options, survives ? options.pseudonymKey : undefined);
  const blockingKey = newKey(ids.blocking, restrictedIdentification, options);
  const open = openStatements(generation.pace, chipKey, individual);
  const signed = [...open, ...keyStatements(chipKey, variation.defect === 'chip-key'), ...identityStatements(ids)];
  const sign = (infos: readonly SecurityInfo[]) => createCardSecurity(infos, authorities.documentSigner, cryptography);
  const signature = signatureCertificate === undefined ? undefined : certifySignature(holder, signatureCertificate, cryptography);
  const card: Card = {
    profile: 'hungarian',
    generation: document.generation,
    documentNumber: document.number,
    atr: generation.atr,
    masterFile: {
      directory: encodeDirectory([
        { identifier: applicationIdentifiers.eId, label: 'eID' },
        ...(signature === undefined ? [] : [{ identifier: applicationIdentifiers.eSign, label: 'eSign' }]),
      ]),
      cardAccess: encodeSecurityInfos(open),
      cardSecurity: variation.defect === 'signature' ? altered(sign(signed)) : sign(signed),
      ...(individual[0] && { chipSecurity: sign([...signed, ...chipStatements(individual[0]), ...keyStatements(individual[0], false)]) }),
    },
    dataGroups: contents(holder, variation.without ?? []),
    ...(signature && { signatureCertificate: signature }),
    passwords: { pin: firstPin(holder), can: codes.can, puk: { value: codes.puk, uses: codes.pukUses ?? fullUses } },
    chipKeys: [chipKey.key, ...individual.map(({ key }) => ({ ...key, privileged: true as const }))],
    identityKeys: [
      { ...pseudonymKey.key, authorizedOnly: true },
      { ...blockingKey.key, authorizedOnly: false },
    ],
    trustPoints: authorities.trustPoints,
    currentDate: document.issued,
  };
  const identity = { protocol: restrictedIdentification, curve } as const;
  const register = {
    documentNumber: document.number,
    pseudonymKey: { ...identity, point: pseudonymKey.point },
    blockingKey: { ...identity, point: blockingKey.point },
  };
  return { card, register };
}

/** Public keys of a card (hexadecimal), as they stand among the known keys. */
export function publicKeysOf({ chipKeys, identityKeys }: Card, cryptography: Cryptography): string[] {
  return [...chipKeys, ...identityKeys].map(({ curve: name, secret }) => toHex(cryptography.curve(name).keyPair(secret).point));
}

interface NewKey {
  readonly key: ChipKey;
  readonly point: Bytes;
}

function newKey(id: number, protocol: string, { cryptography, knownKeys }: PersonaliseOptions, carried?: Bytes): NewKey {
  const on = cryptography.curve(curve);
  const { secret, point } = on.keyPair(carried ?? on.randomScalar(cryptography.random));
  const name = toHex(point);
  if (carried === undefined && knownKeys.has(name)) throw new EidError<PersonaliseErrorCode>('card.duplicate-key');
  knownKeys.add(name);
  return { key: { id, protocol, curve, secret }, point };
}

/** What EF.CardAccess says to all; EF.CardSecurity says the same under signature, and the keys. */
function openStatements(suites: readonly number[], chipKey: NewKey, individual: readonly NewKey[]): readonly SecurityInfo[] {
  return [
    ...suites.map((suite) => ({ kind: 'pace', protocol: `${arc}.4.2.${suite}`, version: 2, parameterId }) as const),
    { kind: 'terminal-authentication', protocol: `${arc}.2`, version: 2 },
    ...chipStatements(chipKey),
    // What privileged terminals find in EF.ChipSecurity besides.
    ...individual.map((key) => ({ kind: 'privileged-terminal', protocol: `${arc}.8`, infos: chipStatements(key) }) as const),
  ];
}

function chipStatements({ key }: NewKey): readonly SecurityInfo[] {
  return [
    { kind: 'chip-authentication', protocol: key.protocol, version: 2, keyId: key.id },
    { kind: 'chip-authentication-domain-parameters', protocol: `${arc}.3.2`, curve, keyId: key.id },
  ];
}

function keyStatements({ key, point }: NewKey, offCurve: boolean): readonly SecurityInfo[] {
  const stated = offCurve ? altered(point) : point;
  return [{ kind: 'chip-authentication-public-key', protocol: `${arc}.1.2`, curve, point: stated, keyId: key.id }];
}

function identityStatements({ pseudonym, blocking }: { pseudonym: number; blocking: number }): readonly SecurityInfo[] {
  const identity = (keyId: number, authorizedOnly: boolean) =>
    ({ kind: 'restricted-identification', protocol: restrictedIdentification, version: 1, keyId, authorizedOnly }) as const;
  return [
    identity(pseudonym, true),
    identity(blocking, false),
    { kind: 'restricted-identification-domain-parameters', protocol: `${arc}.5.2`, curve },
  ];
}

/** The last bit is another one. */
function altered(octets: Bytes): Bytes {
  return bytes(octets.map((octet, i) => (i === octets.length - 1 ? octet ^ 1 : octet)));
}

/** The certificate of the eSign function, for a key of its own; who signs it does not matter here, so that key does. */
function certifySignature({ names }: Holder, { from, to }: { from: string; to: string }, cryptography: Cryptography): Bytes {
  const on = cryptography.curve('P-256');
  const signer = createSigner(on, on.randomScalar(cryptography.random));
  const subject = createName({ country: 'HU', commonName: `${names.family} ${names.given}` });
  const body = {
    serialNumber: 1n,
    issuer: subject,
    subject,
    notBefore: Date.parse(from),
    notAfter: Date.parse(to),
    publicKey: { kind: 'EC', curve: signer.curve, point: signer.point },
    extensions: { keyUsage: ['digitalSignature'] },
  } as const;
  return signX509(body, signer).raw;
}

function firstPin(holder: Holder): Pin {
  const { pin, activationPin = '' } = holder.card;
  const state = firstState(holder);
  const tries = { 'not-activated': fullTries, operational: fullTries, suspended: 1, blocked: 0, deactivated: fullTries }[state];
  const own = pin === undefined ? ({ kind: 'activation', value: activationPin } as const) : ({ kind: 'pin', value: pin } as const);
  return { ...own, triesLeft: tries, active: state !== 'deactivated' };
}

/** Data groups that the holder has data for and that cards of this day carry. */
function contents(holder: Holder, without: readonly DataGroupName[]): ReadonlyMap<number, Bytes> {
  const since: Partial<Record<DataGroupName, string>> = profiles.hungarian.since;
  const files = Object.entries(values(holder)) as [DataGroupName, Bytes | undefined][];
  return new Map(
    files.flatMap(([name, file]) => {
      const carried = holder.document.issued >= (since[name] ?? '');
      return file !== undefined && carried && !without.includes(name) ? [[dataGroups[name].number, file] as const] : [];
    }),
  );
}

function values({ names, document, address, ...holder }: Holder): Partial<Record<DataGroupName, Bytes | undefined>> {
  const optional = <T>(value: T | undefined, encode: (value: T) => Bytes) => (value === undefined ? undefined : encode(value));
  return {
    documentType: dataGroups.documentType.encode(profiles.hungarian.documentType),
    issuingState: dataGroups.issuingState.encode(profiles.hungarian.issuingState),
    dateOfExpiry: dataGroups.dateOfExpiry.encode(document.expires),
    givenNames: dataGroups.givenNames.encode(names.given),
    familyNames: dataGroups.familyNames.encode(names.family),
    dateOfBirth: dataGroups.dateOfBirth.encode(holder.dateOfBirth),
    placeOfBirth: optional(holder.placeOfBirth, (text) =>
      dataGroups.placeOfBirth.encode(text === null ? { kind: 'none', text: 'ismeretlen' } : { kind: 'text', text }),
    ),
    nationality: dataGroups.nationality.encode(holder.nationality ?? profiles.hungarian.issuingState),
    sex: optional(holder.sex, dataGroups.sex.encode),
    taj: optional(holder.taj, dataGroups.taj.encode),
    birthName: optional(holder.birthName, dataGroups.birthName.encode),
    writtenSignature: optional(holder.signature, (image) => dataGroups.writtenSignature.encode(parseHex(image) as Bytes)),
    communityId: optional(holder.municipality, (code) => dataGroups.communityId.encode(`${profiles.hungarian.municipalityPrefix}${code}`)),
    dateOfIssuance: dataGroups.dateOfIssuance.encode(document.issued),
    motherName: optional(holder.motherName, dataGroups.motherName.encode),
    placeOfResidence: optional(address, ({ street, city, postalCode, country }) =>
      dataGroups.placeOfResidence.encode({
        kind: 'structured',
        city,
        country,
        ...(street === undefined ? {} : { street }),
        ...(postalCode === undefined ? {} : { zipCode: postalCode }),
      }),
    ),
    taxId: optional(holder.taxId, dataGroups.taxId.encode),
    personalId: optional(holder.personalId, dataGroups.personalId.encode),
  };
}
