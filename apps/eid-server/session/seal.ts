// Session data as they lie in the database: JSON under AES-256-GCM, bound to the row they belong to.
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { type Bytes, bytes, concat, utf8 } from '../../../lib/bytes/index.ts';
import { EidError } from '../../../lib/error/index.ts';

export type SealErrorCode = 'seal.broken';

export interface Seal {
  /** nonce (12) ‖ ciphertext ‖ tag (16). `binding` names the row and its version; the same must be given to open it. */
  close(value: unknown, binding: string): Bytes;
  /** The value, or `seal.broken` when the octets are not what was closed under this key and binding. */
  open(octets: Uint8Array, binding: string): unknown;
}

/** `secrets`: 32 octets each, newest first. The newest closes, all open: what was closed before a new one came still opens until it has expired. */
export function createSeal(secrets: readonly [Uint8Array, ...Uint8Array[]]): Seal {
  const [newest, ...older] = secrets.map((secret) => createSecretKey(secret)) as [KeyObject, ...KeyObject[]];
  return {
    close(value, binding) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest, nonce);
      cipher.setAAD(utf8(binding));
      return concat(nonce, cipher.update(JSON.stringify(value, write), 'utf8'), cipher.final(), cipher.getAuthTag());
    },
    open(octets, binding) {
      let broken: unknown;
      for (const key of [newest, ...older]) {
        try {
          const decipher = createDecipheriv('aes-256-gcm', key, octets.subarray(0, 12), { authTagLength: 16 });
          decipher.setAAD(utf8(binding));
          decipher.setAuthTag(octets.subarray(-16));
          return JSON.parse(decipher.update(octets.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8'), read);
        } catch (cause) {
          broken = cause;
        }
      }
      throw new EidError<SealErrorCode>('seal.broken', {}, { cause: broken });
    },
  };
}

// Octets are written as an object with one member that no other value has.
function write(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { octets: Buffer.from(value).toString('base64') } : value;
}

function read(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('octets' in value)) return value;
  return bytes(Buffer.from(String(value.octets), 'base64'));
}
