// Rows at rest: AES-256-GCM under the storage key, bound to the place where a row lies. Ids that open something are stored as hashes only.
import { createCipheriv, createDecipheriv, createSecretKey, hash, randomBytes } from 'node:crypto';

export interface Seal {
  /** Nonce (12 octets) ‖ ciphertext ‖ tag (16 octets) of a value's JSON. `place` is not stored: opening needs the same. */
  seal(value: unknown, place: string): Buffer;
  /** The value; `undefined` when the octets were changed, moved, or sealed with another key. */
  open(sealed: Uint8Array, place: string): unknown;
}

/** @param octets the storage key, 32 of them */
export function createSeal(octets: Uint8Array): Seal {
  const key = createSecretKey(octets);
  return {
    seal(value, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place, 'utf8'));
      return Buffer.concat([nonce, cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, place) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
        decipher.setAAD(Buffer.from(place, 'utf8')).setAuthTag(sealed.subarray(-16));
        return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8'));
      } catch {
        return undefined;
      }
    },
  };
}

/** What stands in the table for an id: its SHA-256, base64url. */
export function hashed(id: string): string {
  return hash('sha256', id, 'base64url');
}
