// Personalisation: from a holder's data and the issuing authorities to a card with keys of its own. What the office learns of it are public keys.
import type { Bytes } from '../../lib/bytes/index.ts';
import {
  applicationIdentifiers,
  createCardSecurity,
  type DataGroupName,
  encodeDirectory,
  encodePersonData,
  profiles,
  type SecurityInfo,
} from '../../lib/card/index.ts';
import { type Card, fullTries, fullUses, type Pin } from '../../lib/chip/index.ts';
import { type Cryptography, createSigner, type Signer } from '../../lib/crypto/index.ts';
import { createName, signX509, type X509Certificate } from '../../lib/x509/index.ts';
import { firstState, type Holder } from './holder.ts';
import { altered, keptKeys, makeKeys, type NewKey, restrictedIdentification, statementsOf } from './keys.ts';

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
  readonly curve: NewKey['key']['curve'];
  /** 04‖x‖y. */
  readonly point: Bytes;
}

/** Makes a card. Its keys are fresh, but for a pseudonym key that is carried over; the blocking key always is. Throws `card.duplicate-key`. */
export function personalise(
  holder: Holder,
  authorities: IssuingAuthorities,
  options: PersonaliseOptions,
): { readonly card: Card; readonly register: RegisterEntry } {
  const { document, card: codes, signatureCertificate } = holder;
  const { variation = {}, cryptography, knownKeys, pseudonymKey } = options;
  const survives = options.pseudonymSurvives ?? profiles.hungarian.pseudonymSurvives;
  const keys = makeKeys(document.generation, {
    cryptography,
    knownKeys,
    ...(variation.keyIds && { keyIds: variation.keyIds }),
    ...(survives && pseudonymKey && { pseudonymKey }),
  });
  const stated = variation.defect === 'chip-key' ? altered(keys.chip.point) : keys.chip.point;
  const statements = statementsOf(document.generation, keys, stated);
  const sign = (infos: readonly SecurityInfo[]) => createCardSecurity(infos, authorities.documentSigner, cryptography);
  const signature = signatureCertificate === undefined ? undefined : certifySignature(holder.names, signatureCertificate, cryptography);
  const card: Card = {
    profile: 'hungarian',
    generation: document.generation,
    documentNumber: document.number,
    atr: profiles.hungarian.generations[document.generation].atr,
    masterFile: {
      directory: directoryOf(signature),
      cardAccess: statements.open,
      cardSecurity: variation.defect === 'signature' ? altered(sign(statements.card)) : sign(statements.card),
      ...(statements.chip && { chipSecurity: sign(statements.chip) }),
    },
    dataGroups: encodePersonData(holder, variation.without ?? []),
    ...(signature && { signatureCertificate: signature }),
    passwords: { pin: firstPin(holder), can: codes.can, puk: { value: codes.puk, uses: codes.pukUses ?? fullUses } },
    ...keptKeys(keys),
    trustPoints: authorities.trustPoints,
    currentDate: document.issued,
  };
  const register = { documentNumber: document.number, pseudonymKey: identityOf(keys.pseudonym), blockingKey: identityOf(keys.blocking) };
  return { card, register };
}

/** EF.DIR: the eID application, and the signature's where the card has it. */
export function directoryOf(signature: Bytes | undefined): Bytes {
  return encodeDirectory([
    { identifier: applicationIdentifiers.eId, label: 'eID' },
    ...(signature === undefined ? [] : [{ identifier: applicationIdentifiers.eSign, label: 'eSign' }]),
  ]);
}

function identityOf({ key, point }: NewKey): PublicIdentityKey {
  return { protocol: restrictedIdentification, curve: key.curve, point };
}

/** The certificate of the eSign function, for a key of its own; who signs it does not matter here, so that key does. */
export function certifySignature(
  { family, given }: { readonly family: string; readonly given: string },
  { from, to }: { readonly from: string; readonly to: string },
  cryptography: Cryptography,
): Bytes {
  const on = cryptography.curve('P-256');
  const signer = createSigner(on, on.randomScalar(cryptography.random));
  const subject = createName({ country: 'HU', commonName: `${family} ${given}` });
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
