// What of a card's statements we use: the strongest PACE, the first chip authentication and restricted identification that we speak.
import type { Bytes } from '../bytes/index.ts';
import { type CurveName, curveOfParameterId } from '../crypto/index.ts';
import { infosOfKind, type SecurityInfo } from './security-infos.ts';

const arc = '0.4.0.127.0.7.2.2';
/** ECDH generic mapping with AES-128, -192 or -256. */
const pace = new RegExp(`^${arc}\\.4\\.2\\.[2-4]$`);
/** ECDH with AES-128, -192 or -256. */
const chipAuthentication = new RegExp(`^${arc}\\.3\\.2\\.[2-4]$`);
/** ECDH with SHA-256, -384 or -512. */
const restrictedIdentification = new RegExp(`^${arc}\\.5\\.2\\.[3-5]$`);

export interface UsablePace {
  /** Dotted. */
  readonly protocol: string;
  readonly parameterId: number;
  readonly curve: CurveName;
}

/**
 * The PACE of EF.CardAccess that we take: version 2, ECDH generic mapping, AES, standardised parameters of our curves. Of several the one with the longest
 * key of AES, of those the first.
 */
export function usablePace(infos: readonly SecurityInfo[]): UsablePace | undefined {
  const usable = infosOfKind(infos, 'pace').flatMap(({ protocol, version, parameterId }) => {
    const curve = parameterId === undefined ? undefined : curveOfParameterId(parameterId);
    const spoken = version === 2 && pace.test(protocol);
    return spoken && parameterId !== undefined && curve !== undefined ? [{ protocol, parameterId, curve }] : [];
  });
  return usable.toSorted((a, b) => keySize(b) - keySize(a))[0];
}

/** The suite's last arc grows with the key: 2, 3, 4 for AES-128, -192, -256. */
function keySize({ protocol }: UsablePace): number {
  return Number(protocol.at(-1));
}

export interface UsableChipAuthentication {
  readonly protocol: string;
  /** Absent when the card has one key only. */
  readonly keyId?: number;
  readonly curve: CurveName;
  /** The chip's public key. */
  readonly point: Bytes;
}

/** The first chip authentication of EF.CardSecurity that we speak, version 2, with the public key of its key id. */
export function usableChipAuthentication(infos: readonly SecurityInfo[]): UsableChipAuthentication | undefined {
  for (const { protocol, version, keyId } of infosOfKind(infos, 'chip-authentication')) {
    if (version !== 2 || !chipAuthentication.test(protocol)) continue;
    const key = infosOfKind(infos, 'chip-authentication-public-key').find((one) => one.keyId === keyId);
    if (key?.curve === undefined) continue;
    return { protocol, curve: key.curve, point: key.point, ...(keyId === undefined ? {} : { keyId }) };
  }
  return undefined;
}

export interface UsableRestrictedIdentification {
  readonly protocol: string;
  readonly keyId: number;
}

/** The card's key for a purpose: the pseudonym needs the right of restricted identification, the blocking identifier none. */
export function usableRestrictedIdentification(
  infos: readonly SecurityInfo[],
  purpose: 'pseudonym' | 'blocking',
): UsableRestrictedIdentification | undefined {
  const found = infosOfKind(infos, 'restricted-identification').find(
    ({ protocol, version, authorizedOnly }) =>
      version === 1 && restrictedIdentification.test(protocol) && authorizedOnly === (purpose === 'pseudonym'),
  );
  return found === undefined ? undefined : { protocol: found.protocol, keyId: found.keyId };
}
