// The keys of a chip and what its files state of them: fresh keys, but for a pseudonym key that is carried over. TR-03110-3 A.1.
import { type Bytes, bytes, toHex } from '../../lib/bytes/index.ts';
import { type CardGeneration, encodeSecurityInfos, profiles, type SecurityInfo } from '../../lib/card/index.ts';
import type { Card, ChipKey } from '../../lib/chip/index.ts';
import type { Cryptography, CurveName } from '../../lib/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';

/** `card.duplicate-key`: the random source gave a key that another card has; nothing was made. */
export type ChipKeysErrorCode = 'card.duplicate-key';

/** A key with its public half (04‖x‖y). */
export interface NewKey {
  readonly key: ChipKey;
  readonly point: Bytes;
}

/** All keys of one chip. `individual` is this chip's alone, for privileged terminals; chips of the first generation have none. */
export interface ChipKeys {
  readonly chip: NewKey;
  readonly individual?: NewKey;
  readonly pseudonym: NewKey;
  readonly blocking: NewKey;
}

export interface KeyOptions {
  readonly cryptography: Cryptography;
  /** Public keys (hexadecimal) of all cards made so far; the new ones are added. A key that is there already is never used. */
  readonly knownKeys: Set<string>;
  /** Other key ids than the generation's. */
  readonly keyIds?: { readonly pseudonym: number; readonly blocking: number };
  /** Secret of the pseudonym key that this chip is to have; fresh without. */
  readonly pseudonymKey?: Bytes;
}

const arc = '0.4.0.127.0.7.2.2';
const curve: CurveName = 'brainpoolP256r1';
const parameterId = 13;
export const restrictedIdentification = `${arc}.5.2.3`;

/** Makes the keys of a chip of this generation. Throws `card.duplicate-key`. */
export function makeKeys(generation: CardGeneration, options: KeyOptions): ChipKeys {
  const { keys, chipAuthentication } = profiles.hungarian.generations[generation];
  const ids = { ...keys, ...options.keyIds };
  const chipProtocol = `${arc}.3.2.${chipAuthentication}`;
  const fresh = (id: number, protocol: string, carried?: Bytes) => newKey({ id, protocol }, options, carried);
  return {
    chip: fresh(ids.chip, chipProtocol),
    ...(ids.individual !== undefined && { individual: fresh(ids.individual, chipProtocol) }),
    pseudonym: fresh(ids.pseudonym, restrictedIdentification, options.pseudonymKey),
    blocking: fresh(ids.blocking, restrictedIdentification),
  };
}

/** The keys as the card keeps them. */
export function keptKeys({ chip, individual, pseudonym, blocking }: ChipKeys): Pick<Card, 'chipKeys' | 'identityKeys'> {
  return {
    chipKeys: [chip.key, ...(individual === undefined ? [] : [{ ...individual.key, privileged: true as const }])],
    identityKeys: [
      { ...pseudonym.key, authorizedOnly: true },
      { ...blocking.key, authorizedOnly: false },
    ],
  };
}

/** SET OF SecurityInfo: what the card says to all, and what a document signer signs as EF.CardSecurity and, where there is one, EF.ChipSecurity. */
export interface Statements {
  readonly open: Bytes;
  readonly card: readonly SecurityInfo[];
  readonly chip?: readonly SecurityInfo[];
}

/** @param stated the chip's public key as the card states it, where that shall be another one than it is */
export function statementsOf(
  generation: CardGeneration,
  { chip, individual, pseudonym, blocking }: ChipKeys,
  stated = chip.point,
): Statements {
  const { pace } = profiles.hungarian.generations[generation];
  const open: readonly SecurityInfo[] = [
    ...pace.map((suite) => ({ kind: 'pace', protocol: `${arc}.4.2.${suite}`, version: 2, parameterId }) as const),
    { kind: 'terminal-authentication', protocol: `${arc}.2`, version: 2 },
    ...agreement(chip),
    // What privileged terminals find in EF.ChipSecurity besides.
    ...(individual === undefined ? [] : [{ kind: 'privileged-terminal', protocol: `${arc}.8`, infos: agreement(individual) } as const]),
  ];
  const card = [...open, ...publicKey({ ...chip, point: stated }), ...identification(pseudonym.key.id, blocking.key.id)];
  return {
    open: encodeSecurityInfos(open),
    card,
    ...(individual && { chip: [...card, ...agreement(individual), ...publicKey(individual)] }),
  };
}

/** The last bit is another one. */
export function altered(octets: Bytes): Bytes {
  return bytes(octets.map((octet, i) => (i === octets.length - 1 ? octet ^ 1 : octet)));
}

/** Public keys of a card (hexadecimal), as they stand among the known keys. */
export function publicKeysOf({ chipKeys, identityKeys }: Card, cryptography: Cryptography): string[] {
  return [...chipKeys, ...identityKeys].map(({ curve: name, secret }) => toHex(cryptography.curve(name).keyPair(secret).point));
}

function newKey(of: { id: number; protocol: string }, { cryptography, knownKeys }: KeyOptions, carried?: Bytes): NewKey {
  const on = cryptography.curve(curve);
  const { secret, point } = on.keyPair(carried ?? on.randomScalar(cryptography.random));
  const name = toHex(point);
  if (carried === undefined && knownKeys.has(name)) throw new EidError<ChipKeysErrorCode>('card.duplicate-key');
  knownKeys.add(name);
  return { key: { ...of, curve, secret }, point };
}

function agreement({ key }: NewKey): readonly SecurityInfo[] {
  return [
    { kind: 'chip-authentication', protocol: key.protocol, version: 2, keyId: key.id },
    { kind: 'chip-authentication-domain-parameters', protocol: `${arc}.3.2`, curve, keyId: key.id },
  ];
}

function publicKey({ key, point }: NewKey): readonly SecurityInfo[] {
  return [{ kind: 'chip-authentication-public-key', protocol: `${arc}.1.2`, curve, point, keyId: key.id }];
}

function identification(pseudonym: number, blocking: number): readonly SecurityInfo[] {
  const identity = (keyId: number, authorizedOnly: boolean) =>
    ({ kind: 'restricted-identification', protocol: restrictedIdentification, version: 1, keyId, authorizedOnly }) as const;
  return [
    identity(pseudonym, true),
    identity(blocking, false),
    { kind: 'restricted-identification-domain-parameters', protocol: `${arc}.5.2`, curve },
  ];
}
