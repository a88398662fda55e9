// Personalisation: from a holder's data and the issuing authorities to a card with keys of its own. What the office learns of it are public keys.
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import {
  applicationIdentifiers,
  createCardSecurity,
  type DataGroupName,
  dataGroups,
  encodeDirectory,
  encodeSecurityInfos,
  profiles,
} from '../../lib/card/index.ts';
import { type Card, type ChipKey, fullTries, fullUses, type Pin } from '../../lib/chip/index.ts';
import type { Cryptography, CurveName, Signer } from '../../lib/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { X509Certificate } from '../../lib/x509/index.ts';
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

/** What differs between generations: cipher of PACE and chip authentication, and the ids of the keys. */
const generations = {
  '2016': { cipher: 2, chip: 1, pseudonym: 2, blocking: 3 },
  '2024': { cipher: 4, chip: 41, pseudonym: 5, blocking: 6 },
} as const;

/** Makes a card. Its keys are fresh, but for a pseudonym key that is carried over; the blocking key always is. */
export function personalise(
  holder: Holder,
  authorities: IssuingAuthorities,
  options: PersonaliseOptions,
): { readonly card: Card; readonly register: RegisterEntry } {
  const { document, card: codes } = holder;
  const { cipher, ...ids } = generations[document.generation];
  const chipKey = newKey(ids.chip, `${arc}.3.2.${cipher}`, options);
  const pseudonymKey = newKey(ids.pseudonym, restrictedIdentification, options, options.pseudonymKey);
  const blockingKey = newKey(ids.blocking, restrictedIdentification, options);
  const { open, signed } = statements(cipher, chipKey, ids);
  const card: Card = {
    profile: 'hungarian',
    generation: document.generation,
    documentNumber: document.number,
    atr: profiles.hungarian.generations[document.generation].atr,
    masterFile: {
      directory: encodeDirectory([{ identifier: applicationIdentifiers.eId, label: 'eID' }]),
      cardAccess: encodeSecurityInfos(open),
      cardSecurity: createCardSecurity(signed, authorities.documentSigner, options.cryptography),
    },
    dataGroups: contents(holder),
    passwords: { pin: firstPin(holder), can: codes.can, puk: { value: codes.puk, uses: fullUses } },
    chipKeys: [chipKey.key],
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

function newKey(
  id: number,
  protocol: string,
  { cryptography, knownKeys }: PersonaliseOptions,
  carried?: Bytes,
): { readonly key: ChipKey; readonly point: Bytes } {
  const on = cryptography.curve(curve);
  const { secret, point } = on.keyPair(carried ?? on.randomScalar(cryptography.random));
  const name = toHex(point);
  if (carried === undefined && knownKeys.has(name)) throw new EidError<PersonaliseErrorCode>('card.duplicate-key');
  knownKeys.add(name);
  return { key: { id, protocol, curve, secret }, point };
}

/** What EF.CardAccess says to all, and what EF.CardSecurity says under signature: the same, and the keys. */
function statements(
  cipher: number,
  chipKey: { readonly key: ChipKey; readonly point: Bytes },
  ids: { pseudonym: number; blocking: number },
) {
  const keyId = chipKey.key.id;
  const open = [
    { kind: 'pace', protocol: `${arc}.4.2.${cipher}`, version: 2, parameterId },
    { kind: 'terminal-authentication', protocol: `${arc}.2`, version: 2 },
    { kind: 'chip-authentication', protocol: chipKey.key.protocol, version: 2, keyId },
    { kind: 'chip-authentication-domain-parameters', protocol: `${arc}.3.2`, curve, keyId },
  ] as const;
  const identity = (id: number, authorizedOnly: boolean) =>
    ({ kind: 'restricted-identification', protocol: restrictedIdentification, version: 1, keyId: id, authorizedOnly }) as const;
  const signed = [
    ...open,
    { kind: 'chip-authentication-public-key', protocol: `${arc}.1.2`, curve, point: chipKey.point, keyId },
    identity(ids.pseudonym, true),
    identity(ids.blocking, false),
    { kind: 'restricted-identification-domain-parameters', protocol: `${arc}.5.2`, curve },
  ] as const;
  return { open, signed };
}

function firstPin(holder: Holder): Pin {
  const { pin, activationPin = '' } = holder.card;
  const tries = { 'not-activated': fullTries, operational: fullTries, suspended: 1, blocked: 0 }[firstState(holder)];
  const own = pin === undefined ? ({ kind: 'activation', value: activationPin } as const) : ({ kind: 'pin', value: pin } as const);
  return { ...own, triesLeft: tries, active: true };
}

/** Data groups that the holder has data for and that cards of this day carry. */
function contents(holder: Holder): ReadonlyMap<number, Bytes> {
  const since: Partial<Record<DataGroupName, string>> = profiles.hungarian.since;
  const files = Object.entries(values(holder)) as [DataGroupName, Bytes | undefined][];
  return new Map(
    files.flatMap(([name, file]) => {
      const carried = holder.document.issued >= (since[name] ?? '');
      return file !== undefined && carried ? [[dataGroups[name].number, file] as const] : [];
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
    placeOfBirth: optional(holder.placeOfBirth, (text) => dataGroups.placeOfBirth.encode({ kind: 'text', text })),
    nationality: dataGroups.nationality.encode(holder.nationality),
    sex: optional(holder.sex, dataGroups.sex.encode),
    taj: optional(holder.taj, dataGroups.taj.encode),
    birthName: optional(holder.birthName, dataGroups.birthName.encode),
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
