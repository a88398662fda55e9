// Passwords and keys of PACE: TR-03110-3 A.3, ICAO 9303-11 4.4.
import { type Bytes, latin1, unmoved } from '../../bytes/index.ts';
import { type Cryptography, type Curve, curveOfParameterId } from '../../crypto/index.ts';
import { EidError } from '../../error/index.ts';
import { openChannel, type SecureChannel } from '../../secure-messaging/index.ts';
import { cipherSuites, deriveKey } from '../key-agreement/index.ts';
import { type PaceErrorCode, type PaceOffer, type PasswordType, paceProtocols } from './messages.ts';

/** A shared password. It neither prints nor serialises its secret, and `using` wipes it. */
class Password {
  readonly type: PasswordType;
  readonly #secret: Bytes;

  constructor(type: PasswordType, secret: Bytes) {
    this.type = type;
    this.#secret = secret;
  }

  /** What enters the key derivation for K_π. */
  reveal(): Bytes {
    return this.#secret;
  }

  [Symbol.dispose](): void {
    this.#secret.fill(0);
  }
}

export type PacePassword = Password;

/**
 * CAN, PIN or PUK from its digits; their number is for the caller to check, before the card sees any of them.
 *
 * @param digits as a text, or in ASCII where the code shall be in no text: these octets are copied, and are the caller's to wipe
 */
export function digitsPassword(type: 'can' | 'pin' | 'puk', digits: string | Uint8Array): PacePassword {
  const ascii = typeof digits === 'string' ? latin1(digits) : digits;
  const isDigits = ascii?.every((octet) => octet >= 0x30 && octet <= 0x39) === true;
  if (!isDigits || ascii.length === 0) throw new EidError<PaceErrorCode>('pace.malformed', { step: 'password' });
  return new Password(type, unmoved(ascii));
}

/**
 * Password of the machine-readable zone: SHA-1 of document number, birth and expiry (YYMMDD), each with its check digit, as printed.
 *
 * @param printed the characters as they stand in the zone, 24 for document numbers of nine characters
 */
export function machineReadablePassword(cryptography: Cryptography, printed: string): PacePassword {
  const characters = /^[0-9A-Z<]+$/.test(printed) ? latin1(printed) : undefined;
  if (characters === undefined) throw new EidError<PaceErrorCode>('pace.malformed', { step: 'password' });
  return new Password('mrz', cryptography.hash('SHA-1', characters));
}

/** What the offer fixes, ready to use: `pace.unsupported` when we do not speak it. */
export function paceSuite({ protocol, parameterId }: PaceOffer, cryptography: Cryptography) {
  const suite = paceProtocols[protocol];
  const name = curveOfParameterId(parameterId);
  if (suite === undefined || name === undefined) throw new EidError<PaceErrorCode>('pace.unsupported', { protocol, parameterId });
  const passwordKey = (password: PacePassword) => cryptography.aes(deriveKey(cryptography, suite, 'password', password.reveal()));
  // One block for AES-128, two for longer keys: the nonce is at least as long as the key.
  const nonceSize = cipherSuites[suite].keySize > 16 ? 32 : 16;
  return {
    curve: cryptography.curve(name),
    nonceSize,
    encryptNonce: (password: PacePassword, nonce: Bytes) => passwordKey(password).encryptCbc(zeroVector, nonce),
    decryptNonce: (password: PacePassword, encrypted: Bytes) => passwordKey(password).decryptCbc(zeroVector, encrypted),
    openChannel(secret: Bytes): SecureChannel {
      const [encryption, mac] = (['encryption', 'mac'] as const).map((use) => deriveKey(cryptography, suite, use, secret));
      return openChannel(cryptography, { encryption: encryption as Bytes, mac: mac as Bytes });
    },
  };
}

/** Own mapping key, the peer's, and the nonce: what the mapped generator is made of. */
export interface Mapping {
  readonly nonce: Bytes;
  readonly secret: Bytes;
  readonly theirs: Bytes;
}

/** An own ephemeral key on the mapped generator. */
export function ephemeralKey(curve: Curve, mapping: Mapping, cryptography: Cryptography) {
  const secret = curve.randomScalar(cryptography.random);
  return { secret, point: curve.mappedPoint(mapping, secret) };
}

const zeroVector = new Uint8Array(16);
