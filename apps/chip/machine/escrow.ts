// The pseudonym key's secret, which goes from a holder's card to the next: outside a chip it exists only sealed, and only the machine that personalises
// cards has the key to open it. AES-256-GCM (NIST SP 800-38D), bound to the public key that belongs to the secret.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { type Bytes, bytes, parseHex, toHex } from '../../../lib/bytes/index.ts';
import { EidError } from '../../../lib/error/index.ts';

/** `machine.escrow-broken`: what was handed back is not what this machine sealed. */
export type EscrowErrorCode = 'machine.escrow-broken';

export interface Escrow {
  /** Nonce ‖ tag ‖ public key ‖ ciphertext, hexadecimal. */
  seal(secret: Bytes, point: Bytes): string;
  /** The secret again, with its public key. Throws `machine.escrow-broken`. */
  open(sealed: string): { readonly secret: Bytes; readonly point: Bytes };
}

const sizes = { nonce: 12, tag: 16, point: 65 } as const;

/** @param master the machine's own secret, 32 octets or more in any spelling */
export function createEscrow(master: string): Escrow {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(master, 'utf8'), '', 'eszig machine pseudonym key', 32));
  return {
    seal(secret, point) {
      const nonce = randomBytes(sizes.nonce);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(point);
      const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
      return toHex(Buffer.concat([nonce, cipher.getAuthTag(), point, sealed]));
    },
    open(sealed) {
      const octets = parseHex(sealed) ?? new Uint8Array(0);
      const tagAt = sizes.nonce;
      const pointAt = tagAt + sizes.tag;
      const secretAt = pointAt + sizes.point;
      const point = bytes(octets.slice(pointAt, secretAt));
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, octets.slice(0, tagAt))
          .setAAD(point)
          .setAuthTag(octets.slice(tagAt, pointAt));
        return { secret: bytes(Buffer.concat([decipher.update(octets.slice(secretAt)), decipher.final()])), point };
      } catch (cause) {
        throw new EidError<EscrowErrorCode>('machine.escrow-broken', {}, { cause });
      }
    },
  };
}
