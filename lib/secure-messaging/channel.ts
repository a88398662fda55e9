// The state of a secure channel: two session keys and the send sequence counter. TR-03110-3 F.
import { type Bytes, bytes, concat } from '../bytes/index.ts';
import type { AesKey, Cryptography } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import type { SecureMessagingErrorCode } from './objects.ts';

/** The keys of one channel, as they came from PACE or chip authentication. Neither prints nor serialises what it holds. */
class SessionKeys {
  readonly encryption: AesKey;
  readonly mac: AesKey;
  readonly #octets: Bytes;

  /** Both keys of one size: 16, 24 or 32 octets; else `crypto.bad-key`. */
  constructor(cryptography: Cryptography, keys: { readonly encryption: Uint8Array; readonly mac: Uint8Array }) {
    this.encryption = cryptography.aes(keys.encryption);
    this.mac = cryptography.aes(keys.mac);
    this.#octets = concat(keys.encryption, keys.mac);
  }

  /** Encryption key ‖ MAC key, for a session that is stored: the caller encrypts it. */
  export(): Bytes {
    return bytes(this.#octets);
  }
}

/**
 * One end of a channel; both ends hold the same value. Nothing changes it: each message gives the channel for the next one.
 * `counter` is the send sequence counter of the last message, command or response.
 */
export interface SecureChannel {
  readonly keys: SessionKeys;
  readonly counter: number;
}

/** A new channel, its counter 0. */
export function openChannel(
  cryptography: Cryptography,
  keys: { readonly encryption: Uint8Array; readonly mac: Uint8Array },
): SecureChannel {
  return { keys: new SessionKeys(cryptography, keys), counter: 0 };
}

/** Encryption key ‖ MAC key ‖ counter (16 octets): secret; the caller encrypts it before it is stored. */
export function exportChannel({ keys, counter }: SecureChannel): Bytes {
  return concat(keys.export(), counterBlock(counter));
}

/** The channel of `exportChannel`; `secure-messaging.malformed` when the octets cannot be one. */
export function importChannel(cryptography: Cryptography, exported: Uint8Array): SecureChannel {
  const keySize = (exported.length - 16) / 2;
  if (![16, 24, 32].includes(keySize)) throw new EidError<SecureMessagingErrorCode>('secure-messaging.malformed');
  const block = new DataView(Uint8Array.from(exported.subarray(2 * keySize)).buffer);
  const counter = Number(block.getBigUint64(8));
  if (block.getBigUint64(0) !== 0n || !Number.isSafeInteger(counter))
    throw new EidError<SecureMessagingErrorCode>('secure-messaging.malformed');
  const keys = { encryption: exported.subarray(0, keySize), mac: exported.subarray(keySize, 2 * keySize) };
  return { keys: new SessionKeys(cryptography, keys), counter };
}

/** The send sequence counter as the 128-bit block that enters IV and MAC. */
export function counterBlock(counter: number): Bytes {
  const block = new Uint8Array(16);
  const view = new DataView(block.buffer);
  view.setUint32(8, Math.floor(counter / 2 ** 32));
  view.setUint32(12, counter % 2 ** 32);
  return block;
}
